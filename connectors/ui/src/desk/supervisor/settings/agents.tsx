import { useState } from "preact/hooks";
import { gateway } from "../gateway";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import { useDrafts } from "../drafts";
import { Ready, SectionHead } from "../parts";
import { hashOf } from "../route";
import type { AccountOfAgent } from "../shapes";
import { AgentForm } from "./agent";

export function AgentsSection({ id, me }: { id: string | undefined; me: string }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.agents);
  if (id === "new") return <AgentForm me={me} reload={loaded.reload} />;
  if (id) {
    return (
      <Ready loaded={loaded}>
        {(agents) => {
          const agent = agents.find((one) => one.id === id);
          return agent ? <AgentForm key={id} agent={agent} me={me} reload={loaded.reload} /> : <SectionHead title={words("admin.not_found")} back="agents" />;
        }}
      </Ready>
    );
  }
  return (
    <>
      <SectionHead title={words("admin.agents")} intro={words("agents.intro")}>
        <a class="button strong" href={hashOf("agents", "new")}>
          {words("agents.add")}
        </a>
      </SectionHead>
      <Ready loaded={loaded}>{(agents) => <Accounts agents={agents} me={me} />}</Ready>
    </>
  );
}

function Accounts({ agents, me }: { agents: AccountOfAgent[]; me: string }) {
  const { words } = useWords();
  const [all, setAll] = useState(false);
  const disabled = agents.filter((agent) => agent.disabled_at);
  const shown = agents.filter((agent) => all || !agent.disabled_at);
  return (
    <>
      {agents.length === 0 && <p class="soft none">{words("agents.none")}</p>}
      <ul class="rows">
        {shown.map((agent) => (
          <Account key={agent.id} agent={agent} me={agent.id === me} />
        ))}
      </ul>
      {disabled.length > 0 && (
        <label class="check">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
          <span>{words("agents.show_disabled", { count: disabled.length })}</span>
        </label>
      )}
    </>
  );
}

function Account({ agent, me }: { agent: AccountOfAgent; me: boolean }) {
  const { words } = useWords();
  const drafts = useDrafts();
  const skills = agent.skills.length > 0 ? agent.skills.map((skill) => words(`queue.${skill}`)).join(", ") : words("team.all_queues");
  const languages = agent.languages.length > 0 ? agent.languages.map((code) => wordFor(words, "language", code)).join(", ") : words("team.all_languages");
  return (
    <li class={agent.disabled_at ? "row-line gone" : "row-line"}>
      <div class="grow">
        <p class="title-line">
          <strong>{agent.name}</strong> <span class="soft">{agent.email}</span>
        </p>
        <p class="marks">
          {me && <span class="chip info">{words("agents.me")}</span>}
          {agent.disabled_at && <span class="chip warn">{words("agents.disabled")}</span>}
          {agent.roles.map((role) => (
            <span key={role} class="chip">
              {words(`role.${role}`)}
            </span>
          ))}
          {drafts.has(`agents/${agent.id}`) && <span class="chip warn">{words("admin.unsaved")}</span>}
          <span class="soft">
            {skills} · {languages} · {words("agents.capacity_short", { count: agent.capacity })}
          </span>
        </p>
      </div>
      <a class="button outline" href={hashOf("agents", agent.id)} aria-label={words("edit.edit_named", { name: agent.name })}>
        {words("edit.edit")}
      </a>
    </li>
  );
}
