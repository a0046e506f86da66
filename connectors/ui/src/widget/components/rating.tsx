import { useState } from "preact/hooks";
import { CloseIcon, StarIcon } from "../../shared/icons";
import type { Chat } from "../chat";
import { useWords } from "../language";
import type { WidgetState } from "../state";

const scores = [1, 2, 3, 4, 5] as const;

/** Asked once, when a contact ends; the customer may leave it. */
export function Rating({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const rating = state.conversation?.rating;
  if (!rating || state.ratingDismissed === rating.contact_id) return null;
  const given = rating.score ?? state.pending.find((one) => one.frame.type === "rate");
  if (given)
    return (
      <p class="rating thanks" role="status">
        {words("rating.thanks")}
      </p>
    );
  return <RatingForm key={rating.contact_id} contactId={rating.contact_id} chat={chat} />;
}

function RatingForm({ contactId, chat }: { contactId: string; chat: Chat }) {
  const { words } = useWords();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    chat.rate(contactId, score, comment.trim());
  };
  return (
    <form class="rating" onSubmit={submit}>
      <header>
        <h2>{words("rating.title")}</h2>
        <button type="button" class="quiet round" aria-label={words("rating.dismiss")} onClick={() => chat.dismissRating(contactId)}>
          <CloseIcon />
        </button>
      </header>
      <Stars score={score} onScore={setScore} />
      {score > 0 && (
        <>
          <textarea
            class="input"
            rows={2}
            maxLength={1000}
            value={comment}
            aria-label={words("rating.comment")}
            placeholder={words("rating.comment")}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
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
