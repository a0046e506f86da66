import { useEffect, useMemo, useState } from "preact/hooks";
import { Account, logOut } from "../../shared/account/account";
import { Bar } from "../../shared/bar";
import { ConnectionBanner } from "../../shared/connection";
import type { Agent } from "../../shared/frames/desk";
import { StaffLanguage } from "../../shared/staff";
import { useStore } from "../../shared/store";
import type { Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { Desk } from "../desk";
import { useWords } from "../language";
import { Chat } from "./chat";
import { Lists } from "./lists";
import { Side } from "./side";
import { StatusSwitch } from "./status";
import { Toasts } from "./toasts";

export function App() {
  return (
    <StaffLanguage catalogues={{ ko, en }} title="desk.title">
      {(setLocale) => <SignIn setLocale={setLocale} />}
    </StaffLanguage>
  );
}

function SignIn({ setLocale }: { setLocale(locale: Locale): void }) {
  const { words } = useWords();
  return (
    <Account title={words("desk.title")}>
      {(agent, signedOut) => <Workplace key={agent.id} agent={agent} signedOut={signedOut} setLocale={setLocale} />}
    </Account>
  );
}

interface WorkplaceProps {
  agent: Agent;
  signedOut(): void;
  setLocale(locale: Locale): void;
}

function Workplace({ agent, signedOut, setLocale }: WorkplaceProps) {
  const { words } = useWords();
  const desk = useMemo(() => new Desk(agent, signedOut, () => undefined), []);
  const state = useStore(desk.store);
  useEffect(() => () => desk.stop(), []);
  const [info, setInfo] = useState(false);
  useShortcuts(desk);
  return (
    <div class="desk" data-view={state.selected ? "chat" : "list"} data-info={info}>
      <Bar title={words("desk.title")} name={state.agent.name} setLocale={setLocale} onLogOut={() => void logOut(signedOut)}>
        <StatusSwitch state={state} desk={desk} />
      </Bar>
      <ConnectionBanner phase={state.phase} retryAt={state.retryAt} onRetry={() => desk.connectNow()} />
      <div class="columns">
        <Lists state={state} desk={desk} />
        <Chat state={state} desk={desk} info={info} onInfo={() => setInfo(!info)} />
        <Side state={state} desk={desk} />
      </div>
      <Toasts state={state} desk={desk} />
    </div>
  );
}

/** Alt+N takes the next chat, Alt+up and Alt+down go through one's own. */
function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const act = { KeyN: () => desk.claim(), ArrowUp: () => desk.step(-1), ArrowDown: () => desk.step(1) }[event.code];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
