import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load } from "../api";
import { backoff } from "../backoff";
import type { Agent } from "../frames/desk";

/** What the gateway says of who is signed in. `needed`: nothing works before a second factor is set up. */
export interface SignedIn {
  agent: Agent;
  second_factor?: "on" | "off" | "needed";
}

export type Who = SignedIn | "unknown" | "nobody";

interface Asking {
  who: Who;
  setWho(who: Who): void;
  /** The gateway did not answer yet. */
  failed: boolean;
  /** When it is asked again, in ms since 1970; nothing while it is being asked. */
  retryAt: number | undefined;
  askNow(): void;
}

/** In ms; longer where the gateway asks for it. What stands between may answer with a page of its own (SyntaxError). */
function restAfter(error: unknown, attempt: number): number {
  if (error instanceof ApiError) return backoff(attempt) + (error.retryAfter ?? 0) * 1000;
  if (error instanceof TypeError || error instanceof SyntaxError) return backoff(attempt);
  throw error;
}

/** Who is signed in here: asked until the gateway answers, for a gateway that is away knows nothing of anybody. */
export function useWho(): Asking {
  const [who, setWho] = useState<Who>("unknown");
  const [retryAt, setRetryAt] = useState<number>();
  const failures = useRef(0);
  const asking = useRef(false);
  const ask = async () => {
    if (asking.current) return;
    asking.current = true;
    setRetryAt(undefined);
    try {
      setWho(await load<SignedIn>("/desk/me"));
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) setWho("nobody");
      else setRetryAt(Date.now() + restAfter(error, failures.current++));
    } finally {
      asking.current = false;
    }
  };
  useEffect(() => void ask(), []);
  useEffect(() => {
    if (retryAt === undefined) return;
    const timer = setTimeout(() => void ask(), retryAt - Date.now());
    return () => clearTimeout(timer);
  }, [retryAt]);
  return { who, setWho, failed: failures.current > 0, retryAt, askNow: () => void ask() };
}
