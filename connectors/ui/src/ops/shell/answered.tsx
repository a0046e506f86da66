import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ApiError } from "../../shared/api";
import { time } from "../../shared/format";
import { InfoIcon, InboxIcon } from "../../shared/icons";
import { useWords } from "../language";
import { StrangeAnswer, type Answer, type Failure } from "../loaded";
import { useSession } from "./session";

interface Props<T> {
  of: Answer<T>;
  /** Nothing is dimmed while it is asked again: it is asked every few seconds. */
  calm?: boolean;
  /** The question is that of a link: nothing in the filter bar mends it. */
  linked?: boolean;
  children(data: T): ComponentChildren;
}

/** What was asked, once it is there; before that and when it fails, what to do. Old numbers stay, with their time. */
export function Answered<T>({ of, calm = false, linked = false, children }: Props<T>) {
  const { words } = useWords();
  const failure = of.error;
  useTold(of.phase, failure, linked);
  if (failure && of.data === undefined) return <Failed failure={failure} linked={linked} onRetry={of.again} />;
  if (of.data === undefined) {
    return (
      <div class="skeleton" role="status">
        <span class="sr">{words("ops.loading")}</span>
        <i />
        <i />
        <i />
      </div>
    );
  }
  const busy = of.phase === "loading" && !calm;
  return (
    <div class={busy ? "answered busy" : "answered"} aria-busy={busy}>
      {failure && <Stale at={of.at} onRetry={of.again} />}
      {children(of.data)}
    </div>
  );
}

/** A session that is over, and a question that cannot be answered, are the shell's to show. */
function useTold(phase: string, failure: Failure | undefined, linked: boolean): void {
  const session = useSession();
  useEffect(() => {
    if (phase === "loading") return;
    const refusal = failure instanceof ApiError ? failure : undefined;
    if (refusal?.status === 401) session.signedOut();
    session.onQuestion(refusal?.status === 400 && refusal.field && !linked ? refusal : undefined);
  }, [phase, failure]);
}

/** The last numbers stay, with the time they are of. */
export function Stale({ at, onRetry }: { at?: number; onRetry(): void }) {
  const { words, locale } = useWords();
  return (
    <div class="banner" role="alert">
      <span>{words("ops.stale", { time: time(new Date(at ?? 0).toISOString(), "time", locale) })}</span>
      <button class="link" onClick={onRetry}>
        {words("ops.retry")}
      </button>
    </div>
  );
}

type Kind = "forbidden" | "question" | "link" | "offline" | "strange" | "failed";

/** Asked again, these are answered the same. */
const lasting: readonly Kind[] = ["forbidden", "question", "link"];

function kindOf(failure: Failure, linked: boolean): Kind {
  if (failure instanceof StrangeAnswer) return "strange";
  if (!(failure instanceof ApiError)) return "offline";
  return failure.status === 403 ? "forbidden" : failure.status !== 400 ? "failed" : linked ? "link" : "question";
}

export function Failed({ failure, linked = false, onRetry }: { failure: Failure; linked?: boolean; onRetry(): void }) {
  const { words } = useWords();
  const kind = kindOf(failure, linked);
  return (
    <section class="blank" role="alert">
      <InfoIcon />
      <h2>{words(`ops.${kind}_title`)}</h2>
      <p>{words(`ops.${kind}_text`)}</p>
      {!lasting.includes(kind) && (
        <button class="button strong" onClick={onRetry}>
          {words("ops.retry")}
        </button>
      )}
    </section>
  );
}

/** Nothing is there, and why. */
export function Empty({ title, text }: { title: string; text: string }) {
  return (
    <section class="blank">
      <InboxIcon />
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  );
}
