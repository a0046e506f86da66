import { useEffect, useState } from "preact/hooks";
import "./rating.css";
import { CloseIcon, StarIcon } from "../../shared/icons";
import { MoreWords, useLanguage } from "../../shared/language";
import type { Chat, Rated } from "../chat";
import { refusalWords } from "../refusal";
import type { WidgetState } from "../state";
import { en } from "./catalogue/en";
import { ko, type RatingKey } from "./catalogue/ko";

const catalogues = { ko, en };
const useWords = () => useLanguage<RatingKey>();

const scores = [1, 2, 3, 4, 5] as const;
/** From very difficult to very easy (CES 2.0). */
const efforts = [1, 2, 3, 4, 5, 6, 7] as const;
/** How long thanks stay, in ms. */
const THANKS_STAY = 6000;

/** Asked once, when a contact has ended; it takes no focus, and makes room for whoever writes on. */
export function Rating({ state, chat }: { state: WidgetState; chat: Chat }) {
  const rating = state.conversation?.rating;
  if (!rating || state.ratingDismissed === rating.contact_id) return null;
  return (
    <MoreWords catalogues={catalogues}>
      <Asked key={rating.contact_id} contactId={rating.contact_id} rated={rating.score !== undefined} state={state} chat={chat} />
    </MoreWords>
  );
}

interface AskedProps {
  contactId: string;
  /** It was rated, here or before this page was opened. */
  rated: boolean;
  state: WidgetState;
  chat: Chat;
}

function Asked({ contactId, rated, state, chat }: AskedProps) {
  const [sent, setSent] = useState(false);
  const [given, setGiven] = useState<Rated>({ score: 0, comment: "" });
  const pending = state.pending.find((one) => one.frame.type === "rate" && one.frame.contact_id === contactId);
  const thanked = sent && !pending?.refusal;
  const seen = !rated && !state.drafting && state.open && state.phase === "ready";
  useEffect(() => {
    if (seen) chat.ratingShown(contactId);
  }, [seen]);
  if (thanked) return <Thanks onOver={() => chat.dismissRating(contactId)} />;
  if (rated) return null;
  const send = () => {
    if (pending) chat.discard(pending.frame.client_id);
    chat.rate(contactId, { ...given, comment: given.comment.trim() });
    setSent(true);
  };
  return (
    <RatingForm
      given={given}
      hidden={state.drafting}
      refusal={pending?.refusal}
      onGiven={setGiven}
      onSend={send}
      onDismiss={() => chat.dismissRating(contactId)}
    />
  );
}

function Thanks({ onOver }: { onOver(): void }) {
  const { words } = useWords();
  useEffect(() => {
    const timer = setTimeout(onOver, THANKS_STAY);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="rating thanks" role="status">
      {words("rating.thanks")}
    </p>
  );
}

interface RatingFormProps {
  given: Rated;
  hidden: boolean;
  refusal?: { code: string; retryAfter?: number };
  onGiven(given: Rated): void;
  onSend(): void;
  onDismiss(): void;
}

function RatingForm({ given, hidden, refusal, onGiven, onSend, onDismiss }: RatingFormProps) {
  const { words } = useWords();
  const submit = (event: Event) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form class="rating" hidden={hidden} onSubmit={submit} aria-label={words("rating.title")}>
      <header>
        <h2>{words("rating.title")}</h2>
        <button type="button" class="quiet round" aria-label={words("rating.dismiss")} onClick={onDismiss}>
          <CloseIcon />
        </button>
      </header>
      <Stars score={given.score} onScore={(score) => onGiven({ ...given, score })} />
      {given.score > 0 && (
        <>
          <Solved solved={given.solved} onSolved={(solved) => onGiven({ ...given, solved })} />
          <Effort effort={given.effort} onEffort={(effort) => onGiven({ ...given, effort })} />
          <textarea
            class="input"
            rows={2}
            maxLength={1000}
            value={given.comment}
            aria-label={words("rating.comment")}
            placeholder={words("rating.comment")}
            onInput={(event) => onGiven({ ...given, comment: event.currentTarget.value })}
          />
          {refusal && (
            <p class="fault" role="alert">
              {refusalWords(words, refusal.code, refusal.retryAfter)}
            </p>
          )}
          <button class="button wide strong">{words("rating.submit")}</button>
        </>
      )}
    </form>
  );
}

function Stars({ score, onScore }: { score: number; onScore(score: number): void }) {
  const { words } = useWords();
  return (
    <fieldset class="stars">
      <legend class="sr">{words("rating.group")}</legend>
      {scores.map((value) => (
        <label key={value} class={value <= score ? "lit" : ""}>
          <input class="sr" type="radio" name="score" value={value} checked={value === score} onChange={() => onScore(value)} />
          <StarIcon />
          <span class="sr">{words(`rating.${value}`)}</span>
        </label>
      ))}
      <output>{score > 0 && words(`rating.${score as 1}`)}</output>
    </fieldset>
  );
}

function Solved({ solved, onSolved }: { solved?: boolean; onSolved(solved: boolean): void }) {
  const { words } = useWords();
  return (
    <fieldset class="solved">
      <legend>{words("rating.solved")}</legend>
      {([true, false] as const).map((value) => (
        <label key={String(value)} class="choice">
          <input class="sr" type="radio" name="solved" checked={value === solved} onChange={() => onSolved(value)} />
          {words(value ? "rating.solved_yes" : "rating.solved_no")}
        </label>
      ))}
    </fieldset>
  );
}

function Effort({ effort, onEffort }: { effort?: number; onEffort(effort: number): void }) {
  const { words } = useWords();
  return (
    <fieldset class="effort">
      <legend>{words("rating.effort")}</legend>
      <div class="steps">
        {efforts.map((value) => (
          <label key={value} class="choice">
            <input class="sr" type="radio" name="effort" value={value} checked={value === effort} onChange={() => onEffort(value)} />
            {value} <span class="sr">{words(`rating.effort_${value}`)}</span>
          </label>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        <span>{words("rating.effort_1")}</span>
        <span>{words("rating.effort_7")}</span>
      </p>
    </fieldset>
  );
}
