import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, load } from "../api";
import { backoff } from "../backoff";
import type { Agent } from "../frames/desk";

export type Who = Agent | "unknown" | "nobody";

interface Asking {
  who: Who;
  setWho(who: Who): void;
  /** The gateway did not answer yet. */
  failed: boolean;
  /** When it is asked again, in ms since 1970; nothing while it is being asked. */
  retryAt: number | undefined;
  askNow(): void;
}

/** Who is signed in here: asked until the gateway answers, for a gateway that is away knows nothing of anybody. */
export function useWho(): Asking {
  const [who, setWho] = useState<Who>("unknown");
  const [retryAt, setRetryAt] = useState<number>();
  const failures = useRef(0);
  const ask = async () => {
    setRetryAt(undefined);
    try {
      setWho((await load<{ agent: Agent }>("/desk/me")).agent);
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return setWho("nobody");
      if (!(error instanceof ApiError || error instanceof TypeError)) throw error;
      setRetryAt(Date.now() + backoff(failures.current++));
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
