import { useWords } from "../language";
import { moodOf, signed, type Mood } from "./mood";

const tones: Record<Mood, string> = { bad: "bad", low: "warn", even: "", fine: "good", good: "good" };

/** How something feels: in a word, a number and a colour. */
export function Feeling({ value }: { value: number }) {
  const { words, locale } = useWords();
  const mood = moodOf(value);
  return (
    <span class={`chip ${tones[mood]}`}>
      {words(`mood.${mood}`)} {signed(value, locale)}
    </span>
  );
}
