import type { CardOf } from "../frames/message";
import { ArrowIcon } from "../icons";
import { useLanguage } from "../language";
import { Link, linkify } from "../linkify";

export function StepsCard({ card }: { card: CardOf<"steps"> }) {
  const { words } = useLanguage();
  return (
    <section class="card">
      <header>
        <h2>{card.title}</h2>
      </header>
      <ol class="steps">
        {card.steps.map((step, index) => (
          <li key={index}>
            {linkify(step.text)} {step.url && <Link url={step.url}>{words("card.open")}</Link>}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function LinkCard({ card }: { card: CardOf<"link"> }) {
  return (
    <Link url={card.url} class="card link">
      <span>{card.title}</span>
      <ArrowIcon />
    </Link>
  );
}
