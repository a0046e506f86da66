import { time } from "../../shared/format";
import type { Note } from "../../shared/frames/desk";
import { linkify } from "../../shared/linkify";
import { spokenIn } from "../../shared/spoken";
import { LockIcon } from "../icons";
import { useWords } from "../language";

/** Among agents only: it must never be taken for something that the customer has read. */
export function NoteRow({ note }: { note: Note }) {
  const { words, locale } = useWords();
  return (
    <article class="row mine note first" data-at={note.created_at}>
      <div class="said">
        <p class="sender">
          <LockIcon /> {words("note.by", { name: note.agent.name })}
        </p>
        <p class="bubble" lang={spokenIn(note.text)}>{linkify(note.text)}</p>
        <time class="clock" dateTime={note.created_at}>
          {time(note.created_at, "time", locale)}
        </time>
      </div>
    </article>
  );
}
