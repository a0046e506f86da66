import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api";
import type { StaffKey } from "../catalogue/staff/ko";
import { ConnectionBanner } from "../connection";
import type { Agent } from "../frames/desk";
import { Mark } from "../icons";
import { useLanguage } from "../language";
import { LogIn } from "./login";
import { SetUp } from "./second";
import { useWho, type SignedIn, type Who } from "./who";

interface Props {
  title: string;
  children(agent: Agent, signedOut: () => void): ComponentChildren;
}

/** Shows the log-in until somebody is signed in, and again when the session is over. */
export function Account({ title, children }: Props) {
  const { who, setWho, failed, retryAt, askNow } = useWho();
  const [password, setPassword] = useState<string>();
  useFocusAfter(who);
  if (who === "unknown") return <ConnectionBanner phase={retryAt === undefined ? "connecting" : "waiting"} known={failed} retryAt={retryAt} onRetry={askNow} />;
  const signedOut = () => setWho("nobody");
  const arrived = (signedIn: SignedIn, typed: string) => {
    setPassword(signedIn.second_factor === "needed" ? typed : undefined);
    setWho(signedIn);
  };
  if (who === "nobody") return <LogIn title={title} onAgent={arrived} />;
  if (who.second_factor !== "needed") return <>{children(who.agent, signedOut)}</>;
  const protectedNow = () => {
    setPassword(undefined);
    setWho({ ...who, second_factor: "on" });
  };
  return <Needed password={password} onDone={protectedNow} onLogOut={() => void logOut(signedOut)} />;
}

/** Nothing else works for this account before. */
function Needed({ password, onDone, onLogOut }: { password: string | undefined; onDone(): void; onLogOut(): void }) {
  const { words } = useLanguage<StaffKey>();
  return (
    <main class="login">
      <section>
        <Mark />
        <h1>{words("second.title")}</h1>
        <p>{words("second.needed")}</p>
        <SetUp password={password} onDone={onDone} />
        <button type="button" class="quiet" onClick={onLogOut}>
          {words("account.logout")}
        </button>
      </section>
    </main>
  );
}

/** The log-in takes the focus away with it: whoever has just signed in goes on at the top of the page. */
function useFocusAfter(who: Who): void {
  const before = useRef(who);
  useEffect(() => {
    if (before.current === "nobody" && who !== "nobody") document.querySelector<HTMLElement>(".bar h1")?.focus();
    before.current = who;
  }, [who]);
}

/** Ends the session; the page shows the log-in even when the gateway cannot be reached. */
export async function logOut(signedOut: () => void): Promise<void> {
  try {
    await post("/desk/logout");
  } finally {
    signedOut();
  }
}
