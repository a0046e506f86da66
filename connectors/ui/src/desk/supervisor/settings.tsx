import { useEffect, useRef } from "preact/hooks";
import type { Agent } from "../../shared/frames/desk";
import { DraftsProvider, draftsOf, useDrafts } from "./drafts";
import { SupervisorLanguage, useWords } from "./language";
import { LeaveGuard } from "./leave";
import { Notices } from "./notice";
import { hashOf, sectionsFor, useRoute, type Route } from "./route";
import { AgentsSection } from "./settings/agents";
import { AuditSection } from "./settings/audit";
import { HoursSection } from "./settings/hours";
import { LabelsSection } from "./settings/labels";
import { MacrosSection } from "./settings/macros";
import { WebhooksSection } from "./settings/webhooks";
import "./supervisor.css";
import "./settings/settings.css";
import "./settings/form.css";
import "./settings/week.css";
import "./settings/details.css";

/** Everything that is set for all: at `#/settings/<section>/<id>`. */
export function SettingsPage({ agent }: { agent: Agent }) {
  return (
    <SupervisorLanguage>
      <DraftsProvider value={draftsOf(agent.id)}>
        <Notices>
          <Page agent={agent} />
        </Notices>
      </DraftsProvider>
    </SupervisorLanguage>
  );
}

function Page({ agent }: { agent: Agent }) {
  const { words } = useWords();
  const open = sectionsFor(agent.roles);
  const route = useRoute(open);
  const drafts = useDrafts();
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => current.current?.scrollIntoView({ block: "nearest", inline: "nearest" }), [route.section]);
  return (
    <main class="supervisor admin-page">
      <nav class="sections" aria-label={words("admin.sections")}>
        <h2>{words("admin.title")}</h2>
        <ul>
          {open.map((section) => (
            <li key={section}>
              <a href={hashOf(section)} ref={section === route.section ? current : undefined} aria-current={section === route.section ? "page" : undefined}>
                {words(`admin.${section}`)}
                {drafts.has(section) && <span class="unsaved" role="img" aria-label={words("admin.unsaved")} title={words("admin.unsaved")} />}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="section" key={route.section}>
        <Body route={route} agent={agent} />
      </div>
      <LeaveGuard />
    </main>
  );
}

function Body({ route: { section, id }, agent }: { route: Route; agent: Agent }) {
  switch (section) {
    case "agents":
      return <AgentsSection id={id} me={agent.id} />;
    case "hours":
      return <HoursSection id={id} />;
    case "macros":
      return <MacrosSection id={id} />;
    case "labels":
      return <LabelsSection id={id} />;
    case "webhooks":
      return <WebhooksSection id={id} />;
    case "audit":
      return <AuditSection />;
  }
}
