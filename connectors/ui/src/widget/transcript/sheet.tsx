import { useEffect, useRef, useState } from "preact/hooks";
import "./sheet.css";
import { CloseIcon, DownloadIcon } from "../../shared/icons";
import { MoreWords, useLanguage } from "../../shared/language";
import type { Words } from "../../shared/words";
import type { Chat } from "../chat";
import { refusalWords } from "../refusal";
import type { WidgetState } from "../state";
import { en } from "./catalogue/en";
import { ko, type TranscriptKey } from "./catalogue/ko";
import { downloaded, mailed, type Outcome } from "./taking";

const catalogues = { ko, en };
const useWords = () => useLanguage<TranscriptKey>();

interface Props {
  state: WidgetState;
  chat: Chat;
  onClose(): void;
}

/** Below the header: what a customer can take along of the conversation. */
export function Sheet(props: Props) {
  return (
    <MoreWords catalogues={catalogues}>
      <Keeping {...props} />
    </MoreWords>
  );
}

function Keeping({ state, chat, onClose }: Props) {
  const { words, locale } = useWords();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>(".button")?.focus(), []);
  const run = async (take: () => Promise<Outcome>) => {
    if (busy) return;
    setBusy(true);
    setOutcome(undefined);
    setOutcome(await take());
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section ref={box} class="keeping" aria-label={words("transcript.title")} aria-busy={busy} onKeyDown={onKeyDown}>
      <header>
        <h2>{words("transcript.title")}</h2>
        <button class="quiet round" aria-label={words("transcript.close")} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p>{words("transcript.hint")}</p>
      <button class="button wide" onClick={() => run(() => downloaded(chat, locale, words("transcript.file_name")))}>
        <DownloadIcon /> {words("transcript.download")}
      </button>
      {state.letters && <ByMail onSend={(email) => run(async () => (email.includes("@") ? mailed(chat, locale, email) : { asked: "letter", code: "bad_email" }))} />}
      <p class={outcome && !outcome.done ? "fault" : ""} role="status">
        {outcome && said(outcome, words)}
      </p>
    </section>
  );
}

function ByMail({ onSend }: { onSend(email: string): void }) {
  const { words } = useWords();
  const [email, setEmail] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    onSend(email.trim());
  };
  return (
    <form noValidate onSubmit={submit}>
      <input
        class="input"
        type="email"
        autocomplete="email"
        value={email}
        aria-label={words("form.email")}
        placeholder={words("form.email")}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <button class="button">{words("transcript.mail")}</button>
    </form>
  );
}

/** Longer than this, in s, nobody waits for a letter: come another day. */
const SOON = 120;

function said(outcome: Outcome, words: Words<TranscriptKey>): string {
  if (outcome.done === "file") return words("transcript.downloaded");
  if (outcome.done === "letter") return words("transcript.mailed", { email_masked: outcome.to });
  const { asked, code, retryAfter = 0 } = outcome;
  if (code === "rate_limited" && asked === "file") return words("transcript.download_limited", { seconds: Math.max(1, Math.ceil(retryAfter)) });
  if (code === "rate_limited" && retryAfter > SOON) return words("transcript.limited");
  return code === "rate_limited" || code === "bad_email" ? refusalWords(words, code, retryAfter) : words("transcript.failed");
}
