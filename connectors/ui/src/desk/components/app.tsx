import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Account, logOut } from "../../shared/account/account";
import { ConnectionBanner } from "../../shared/connection";
import type { Agent } from "../../shared/frames/desk";
import { StaffLanguage } from "../../shared/staff";
import { useStore } from "../../shared/store";
import type { Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { Chimes } from "../chimes";
import { Desk } from "../desk";
import { useWords } from "../language";
import { announce, useNewsWords, type NewsWords } from "../news";
import { createPreferences, type PreferenceStore } from "../preferences";
import { useRoom } from "../room";
import { useChatInAddress, useRoute } from "../route";
import { useShortcuts } from "../shortcuts";
import { useTitle, waitingForMe } from "../title";
import { AskedNow, type Asking } from "./asking";
import { ColumnsButton } from "./columns";
import { DeskPage } from "./deskpage";
import { Elsewhere, pagesOf } from "./elsewhere";
import { Help } from "./help";
import { Settings } from "./settings";
import { useSearchKey } from "../tools/searchkey";
import { StatusMenu } from "./status";
import { Toasts } from "./toasts";
import { Topbar } from "./topbar";

interface Props {
  preferences: PreferenceStore;
  setLocale(locale: Locale): void;
}

export function App() {
  const preferences = useMemo(createPreferences, []);
  return (
    <StaffLanguage catalogues={{ ko, en }} title="desk.title">
      {(setLocale) => <SignIn preferences={preferences} setLocale={setLocale} />}
    </StaffLanguage>
  );
}

function SignIn(props: Props) {
  const { words } = useWords();
  return (
    <Account title={words("desk.title")}>
      {(agent, signedOut) => <Workplace key={agent.id} agent={agent} signedOut={signedOut} {...props} />}
    </Account>
  );
}

interface WorkplaceProps extends Props {
  agent: Agent;
  signedOut(): void;
}

/** The desk of one agent with everything that lives as long as they are signed in. */
function useDesk({ agent, signedOut, preferences }: WorkplaceProps): { desk: Desk; chimes: Chimes } {
  const newsWords = useNewsWords();
  const newest = useRef<NewsWords>(newsWords);
  newest.current = newsWords;
  const made = useMemo(() => {
    const chimes = new Chimes(() => preferences.get().volume);
    const desk: Desk = new Desk(agent, signedOut, (news) => announce(news, desk, chimes, preferences, newest.current));
    return { desk, chimes };
  }, []);
  useEffect(
    () => () => {
      made.desk.stop();
      made.chimes.stop();
    },
    [],
  );
  return made;
}

function Workplace(props: WorkplaceProps) {
  const { preferences, signedOut, setLocale } = props;
  const { words } = useWords();
  const { desk, chimes } = useDesk(props);
  const state = useStore(desk.store);
  const { columns } = useStore(preferences);
  const room = useRoom(preferences, state.selected);
  const pages = pagesOf(state.agent);
  const page = useRoute(pages);
  const [help, setHelp] = useState(false);
  const [asking, ask] = useState<Asking>();
  useChatInAddress((conversationId) => desk.select(conversationId));
  useShortcuts(desk);
  useSearchKey();
  useTitle(words("desk.title"), waitingForMe(state));
  useEffect(() => desk.columns(Math.min(columns, room.columns)), [columns, room.columns]);
  const leave = () => {
    desk.stop(); // or it would come back to a session that ends at this moment
    void logOut(signedOut);
  };
  const settings = <Settings preferences={preferences} chimes={chimes} name={state.agent.name} room={room.columns} setLocale={setLocale} onLogOut={leave} />;
  return (
    <div class="desk" data-view={state.selected ? "chat" : "list"} data-side={room.side} data-page={page}>
      <Topbar page={page} pages={pages} count={waitingForMe(state)} onHelp={() => setHelp(true)} settings={settings}>
        {page === "desk" && <ColumnsButton preferences={preferences} room={room.columns} />}
        <StatusMenu state={state} desk={desk} />
      </Topbar>
      <ConnectionBanner phase={state.phase} known={state.counts !== undefined} retryAt={state.retryAt} onRetry={() => desk.connectNow()} />
      {page !== "desk" ? (
        <Elsewhere page={page} state={state} desk={desk} />
      ) : (
        <DeskPage state={state} desk={desk} preferences={preferences} room={room} ask={ask} />
      )}
      <Toasts state={state} desk={desk} />
      <AskedNow asking={asking} state={state} desk={desk} onClose={() => ask(undefined)} />
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  );
}
