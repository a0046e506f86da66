import { useRef, useState } from "preact/hooks";
import { CheckIcon } from "../../../shared/icons";
import { CopyIcon } from "../icons";
import { useWords } from "../language";

/** A secret and whose it is. */
export interface ShownSecret {
  /** Of the webhook. */
  url: string;
  secret: string;
}

interface Props extends ShownSecret {
  onDone(): void;
}

/** The secret of a new webhook, until somebody has put it in place. */
export function Secret({ url, secret, onDone }: Props) {
  const { words } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  const copy = () => {
    field.current!.select();
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section class="sheet secret">
      <h4>{words("webhooks.secret")}</h4>
      <p class="soft code">{url}</p>
      <p>{words("webhooks.secret_text")}</p>
      <p class="with-buttons">
        <input ref={field} class="input code" readOnly aria-label={words("webhooks.secret")} value={secret} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="button" onClick={copy}>
          {copied ? <CheckIcon /> : <CopyIcon />}
          {words(copied ? "webhooks.copied" : "webhooks.copy")}
        </button>
        <button type="button" class="button strong" onClick={onDone}>
          {words("webhooks.secret_done")}
        </button>
      </p>
      <p class="fault" role="status">
        {copied === false && words("webhooks.copy_failed")}
      </p>
    </section>
  );
}
