import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, post } from "../../shared/api";
import { linkify } from "../../shared/linkify";
import { object, text as word } from "../../shared/shape";
import { spokenIn } from "../../shared/spoken";
import { useWords } from "../language";
import { ask, UnreadableAnswer } from "../tools/ask";

/** Answer of `POST /desk/api/reveal`. */
export const revealed = object({ text: word });

const MASK = /\[(email|phone|card|resident-number)\]/;
type Covered = "email" | "phone" | "card" | "resident-number";

/** A customer's words with a mask over their personal data. What was uncovered stays so while it is on the screen. */
export function Covered({ id, text }: { id: string; text: string }) {
  const { words } = useWords();
  const [plain, setPlain] = useState<string>();
  const [state, setState] = useState<"still" | "asking" | "failed">("still");
  const said = useRef<HTMLParagraphElement>(null);
  // The button goes with the mask: whoever pressed it is led to what it covered.
  useEffect(() => said.current?.focus(), [plain]);
  const reveal = async () => {
    setState("asking");
    try {
      const answer = await ask("/desk/api/reveal", revealed, (path) => post(path, { message_id: id }));
      setPlain(answer.text);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof TypeError || error instanceof UnreadableAnswer)) throw error;
      setState("failed");
    }
  };
  if (plain !== undefined) {
    return (
      <p ref={said} class="bubble" lang={spokenIn(plain)} tabIndex={-1}>
        {linkify(plain)}
      </p>
    );
  }
  return (
    <>
      <p class="bubble">{text.split(MASK).map((part, at) => (at % 2 ? <mark key={at}>{words(`masked.${part as Covered}`)}</mark> : linkify(part)))}</p>
      <button class="reveal" onClick={() => void reveal()} disabled={state === "asking"} title={words("masked.logged")}>
        {words("masked.reveal")}
      </button>
      {state === "failed" && <span role="alert">{words("masked.failed")}</span>}
    </>
  );
}
