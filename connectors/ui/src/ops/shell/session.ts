import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ApiError } from "../../shared/api";
import type { Agent } from "../../shared/frames/desk";

/** Who works here, and what a page tells the shell around it. */
export interface Session {
  agent: Agent;
  signedOut(): void;
  /** The gateway refused the question of the filter bar, or took it. */
  onQuestion(refused: ApiError | undefined): void;
}

const Context = createContext<Session | undefined>(undefined);

export const SessionProvider = Context.Provider;

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("no session: the page stands outside the shell");
  return session;
}
