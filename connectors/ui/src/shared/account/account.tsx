import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { post } from "../api";
import { ConnectionBanner } from "../connection";
import type { Agent } from "../frames/desk";
import { LogIn } from "./login";
import { useWho, type Who } from "./who";

interface Props {
  title: string;
  children(agent: Agent, signedOut: () => void): ComponentChildren;
}

/** Shows the log-in until somebody is signed in, and again when the session is over. */
export function Account({ title, children }: Props) {
  const { who, setWho, failed, retryAt, askNow } = useWho();
  useFocusAfter(who);
  if (who === "unknown") return <ConnectionBanner phase={retryAt === undefined ? "connecting" : "waiting"} known={failed} retryAt={retryAt} onRetry={askNow} />;
  if (who === "nobody") return <LogIn title={title} onAgent={setWho} />;
  return <>{children(who, () => setWho("nobody"))}</>;
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
