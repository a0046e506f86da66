import { time } from "../../shared/format";
import type { Feeling } from "../../shared/frames/desk_api";
import { wordFor } from "../language";
import { dotsOf, heightOf, NEGATIVE, negatives, turnsOf, type Dot } from "./feeling";
import { useToolWords } from "./language";

const WIDTH = 252;
const HEIGHT = 64;
const MARGIN = 7;
/** Below the line, for the word that says what the zone is. */
const FOOT = 13;
/** With more than so many, only the last one and the negative ones get a dot. */
const MANY = 24;

/** How the customer felt from turn to turn: a line for the eyes, the same in words for everybody. */
export function Feelings({ feelings }: { feelings: readonly Feeling[] }) {
  const { words, tool, locale } = useToolWords();
  if (feelings.length === 0) return <p class="none">{tool("about.feelings_none")}</p>;
  const label = ({ label }: Feeling) => wordFor(words, "emotion", label);
  const path = turnsOf(feelings).map(label).join(" → ");
  const sum = tool("about.feelings_sum", { count: feelings.length, negative: negatives(feelings) });
  const said = (feeling: Feeling) =>
    `${time(feeling.at, "moment", locale)} ${label(feeling)}, ${words("side.emotion_value", { percent: Math.round(feeling.negative * 100) })}`;
  const dots = dotsOf(feelings, WIDTH, HEIGHT, MARGIN);
  return (
    <figure class="feelings">
      <Line dots={dots} label={`${path}. ${sum}`} limit={tool("about.feelings_line")} said={said} />
      <figcaption>
        <strong>{path}</strong>
        <span>{sum}</span>
      </figcaption>
      <ol class="sr">
        {feelings.map((feeling, index) => (
          <li key={index}>{said(feeling)}</li>
        ))}
      </ol>
    </figure>
  );
}

interface LineProps {
  dots: readonly Dot[];
  label: string;
  limit: string;
  said(feeling: Feeling): string;
}

function Line({ dots, label, limit, said }: LineProps) {
  const line = heightOf(NEGATIVE, HEIGHT, MARGIN);
  const shown = dots.filter(({ tone }, index) => dots.length <= MANY || index === dots.length - 1 || tone === "warn" || tone === "bad");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={label}>
      <rect class="zone" x="0" y={line} width={WIDTH} height={HEIGHT + FOOT - line} rx="4" />
      <text x={WIDTH - 6} y={HEIGHT + FOOT - 4} text-anchor="end">
        {limit}
      </text>
      <polyline points={dots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      {shown.map((dot) => (
        <circle key={dot.x} class={dot.tone} cx={dot.x.toFixed(1)} cy={dot.y.toFixed(1)} r={dot === dots.at(-1) ? 4.5 : 3}>
          <title>{said(dot.feeling)}</title>
        </circle>
      ))}
    </svg>
  );
}
