import { useEffect, useRef } from "preact/hooks";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { TagIcon } from "../icons";
import { KEYS } from "../keys";
import { useWords } from "../language";
import { labels as shape, useLoaded, type Label } from "../roster";
import { Popover } from "./popover";

/** The ticket's labels, and all that there are to tick. */
export function Labels({ ticket, desk }: { ticket: Ticket; desk: Desk }) {
  const { words } = useWords();
  const face = (
    <>
      <TagIcon />
      {ticket.labels.length === 0 ? <span class="what">{words("labels.label")}</span> : ticket.labels.join(", ")}
    </>
  );
  const label = [words("labels.add"), ...ticket.labels].join(", ");
  return (
    <Popover class="chip label-chip" label={label} title={`${words("labels.add")} (${KEYS.labels.shown})`} face={face} dataKey="labels">
      <Ticks ticket={ticket} desk={desk} />
    </Popover>
  );
}

function Ticks({ ticket, desk }: { ticket: Ticket; desk: Desk }) {
  const { words } = useWords();
  const loaded = useLoaded("/desk/api/labels", shape);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("input")?.focus(), [loaded.state]);
  if (loaded.state === "waiting") return null;
  const known = loaded.state === "here" ? loaded.answer.labels : [];
  const all = [...known, ...archived(ticket, known)];
  if (all.length === 0) return <p class="none">{words(loaded.state === "failed" ? "labels.failed" : "labels.none")}</p>;
  const tick = (name: string, on: boolean) => desk.setLabels(ticket, on ? [...ticket.labels, name] : ticket.labels.filter((one) => one !== name));
  return (
    <div class="menu ticks" ref={box}>
      {all.map(({ name, colour }) => (
        <label key={name}>
          <input type="checkbox" checked={ticket.labels.includes(name)} onChange={(event) => tick(name, event.currentTarget.checked)} />
          <span class={`spot ${colour}`} aria-hidden="true" />
          {name}
        </label>
      ))}
    </div>
  );
}

/** A label that was given up still stands on old tickets, and can be taken off. */
function archived(ticket: Ticket, known: readonly Label[]): Pick<Label, "name" | "colour">[] {
  const names = ticket.labels.filter((name) => !known.some((label) => label.name === name));
  return names.map((name) => ({ name, colour: "grey" }));
}
