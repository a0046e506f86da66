import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load, post } from "../api";
import type { Agent } from "../frames/desk";
import { LogIn } from "./login";

interface Props {
  title: string;
  children(agent: Agent, signedOut: () => void): ComponentChildren;
}

/** Shows the log-in until somebody is signed in, and again when the session is over. */
export function Account({ title, children }: Props) {
  const [agent, setAgent] = useState<Agent | "unknown" | "nobody">("unknown");
  useEffect(() => {
    void whoAmI().then(setAgent);
  }, []);
  useFocusAfter(agent);
  if (agent === "unknown") return null;
  if (agent === "nobody") return <LogIn title={title} onAgent={setAgent} />;
  return <>{children(agent, () => setAgent("nobody"))}</>;
}

/** The log-in takes the focus away with it: whoever has just signed in goes on at the top of the page. */
function useFocusAfter(agent: Agent | "unknown" | "nobody"): void {
  const before = useRef(agent);
  useEffect(() => {
    if (before.current === "nobody" && agent !== "nobody") document.querySelector<HTMLElement>(".bar h1")?.focus();
    before.current = agent;
  }, [agent]);
}

async function whoAmI(): Promise<Agent | "nobody"> {
  try {
    return (await load<{ agent: Agent }>("/desk/me")).agent;
  } catch (error) {
    if (error instanceof ApiError || error instanceof TypeError) return "nobody";
    throw error;
  }
}

/** Ends the session; the page shows the log-in even when the gateway cannot be reached. */
export async function logOut(signedOut: () => void): Promise<void> {
  try {
    await post("/desk/logout");
  } finally {
    signedOut();
  }
}
