import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Agent } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { goTo, type Page } from "../route";
import type { DeskState } from "../state";
import { SearchPage } from "../tools/search";
import { Offers } from "./offers";

/** What an agent may see beside the desk: teams and settings are for those who look after others. */
export function pagesOf({ roles }: Pick<Agent, "roles">): Page[] {
  const leads = roles.includes("supervisor") || roles.includes("admin");
  return leads ? ["desk", "search", "team", "settings"] : ["desk", "search"];
}

const team = () => import("../supervisor/team").then((module) => module.TeamPage);
const settings = () => import("../supervisor/settings").then((module) => module.SettingsPage);

interface Props {
  page: Page;
  state: DeskState;
  desk: Desk;
}

/** The pages beside the desk; an offer is seen on each of them. */
export function Elsewhere({ page, state, desk }: Props) {
  return (
    <>
      {page === "search" && <SearchPage desk={desk} />}
      {page === "team" && <Lazy load={team} props={{ desk, state, onOpen: (id: string) => (goTo("desk"), desk.select(id)) }} />}
      {page === "settings" && <Lazy load={settings} props={{ agent: state.agent }} />}
      <Floating state={state} desk={desk} />
    </>
  );
}

/** Offers where the list of chats is not on the screen; the one that is looked at has its answer below it. */
export function Floating({ state, desk }: Omit<Props, "page">) {
  const asked = state.offers[0]?.ticket.conversation_id;
  if (!asked || asked === state.selected) return null;
  return (
    <div class="floating">
      <Offers state={state} desk={desk} />
    </div>
  );
}

/** A page that most agents never open is fetched when somebody does. */
function Lazy<P extends object>({ load, props }: { load(): Promise<FunctionComponent<P>>; props: P }) {
  const [Page, show] = useState<FunctionComponent<P>>();
  useEffect(() => void load().then((page) => show(() => page)), []);
  return Page ? <Page {...props} /> : <main class="page" aria-busy="true" />;
}
