import { useNow } from "../../shared/clock";
import type { Ticket } from "../../shared/frames/desk";
import { AlarmIcon, CheckIcon, ClockIcon, PauseIcon } from "../icons";
import { countdown, readClocks, standing, TONES, type Reading } from "../clocks";
import { useWords } from "../language";

/** The clock that a list shows: one, or none when nothing is owed or waited for. */
export function DueChip({ ticket }: { ticket: Ticket }) {
  const reading = standing(ticket, useNow(1000));
  return reading ? <ClockChip reading={reading} /> : null;
}

/** All promises of a chat that still run or rest; those that were met need no more looks. */
export function Clocks({ ticket }: { ticket: Ticket }) {
  const { words } = useWords();
  const now = useNow(1000);
  const readings = readClocks(ticket, now).filter((reading) => reading.state === "paused" || reading.seconds !== undefined);
  if (readings.length === 0) return null;
  return (
    <ul class="clocks" aria-label={words("clock.label")}>
      {readings.map((reading) => (
        <li key={reading.name}>
          <ClockChip reading={reading} named />
        </li>
      ))}
    </ul>
  );
}

const icons = { running: ClockIcon, warning: ClockIcon, breached: AlarmIcon, paused: PauseIcon, met: CheckIcon };

/** Colour, sign and words say the same. */
export function ClockChip({ reading, named }: { reading: Reading; named?: boolean }) {
  const { words } = useWords();
  const Sign = icons[reading.state];
  const name = words(`clock.${reading.name}`);
  const tone = reading.seconds === undefined && reading.state === "breached" ? "late" : TONES[reading.state];
  return (
    <span class={`chip clock-chip ${tone}`} title={name}>
      <Sign />
      {reading.state !== "paused" && <span class={named ? "what" : "sr"}>{name}</span>}
      <span class="left">{useReading(reading)}</span>
    </span>
  );
}

function useReading({ state, seconds }: Reading): string {
  const { words, locale } = useWords();
  if (state === "met") return words("clock.met");
  if (state === "paused") return words("clock.paused");
  if (seconds === undefined) return words("clock.late");
  const time = countdown(seconds, locale);
  return words(seconds < 0 ? "clock.over" : state === "warning" ? "clock.soon" : "clock.left", { time });
}
