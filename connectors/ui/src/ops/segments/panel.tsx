import { useState } from "preact/hooks";
import type { Segment } from "../../shared/frames/ops_journey";
import { CloseIcon } from "../../shared/icons";
import { useWords } from "../language";
import type { PageProps } from "../pages";
import { NARROWS, narrowing } from "../query";
import { useSegments } from "../shell/segments";
import { valueWord } from "../shell/values";
import { Removal } from "./removal";
import { Saving } from "./saving";
import "./segments.css";

/** Saved kinds of customers: one press looks at them alone; what is narrowed now can be saved as one more. */
export function Segments({ query, ask }: PageProps) {
  const { words } = useWords();
  const answer = useSegments();
  const [said, setSaid] = useState("");
  const [going, setGoing] = useState<Segment>();
  const saved = answer.data?.segments ?? [];
  const choose = (segment: string | undefined) => ask({ segment });
  const removed = (segment: Segment) => {
    setSaid(words("segment.removed", { name: segment.name }));
    setGoing(undefined);
    answer.again();
    const rest = { ...(query.segment === segment.id && { segment: undefined }), ...(query.vs_segment === segment.id && { vs_segment: undefined }) };
    if (Object.keys(rest).length > 0) ask(rest);
  };
  return (
    <section class="panel-box segments" aria-label={words("segment.title")}>
      <header>
        <h2>{words("segment.title")}</h2>
        <p>{words("segment.explained")}</p>
      </header>
      <ul class="segment-row">
        <li class={query.segment ? "segment" : "segment chosen"}>
          <button aria-pressed={!query.segment} onClick={() => choose(undefined)}>
            <b>{words("segment.all")}</b>
          </button>
        </li>
        {saved.map((segment) => (
          <Persona key={segment.id} segment={segment} chosen={query.segment === segment.id} onChoose={() => choose(segment.id)} onRemove={() => setGoing(segment)} />
        ))}
        <Saving
          filter={narrowing(query)}
          onSaved={(name) => {
            setSaid(words("segment.saved", { name }));
            answer.again();
          }}
        />
      </ul>
      <p class="sr" role="status">
        {said}
      </p>
      {going && <Removal segment={going} onRemoved={() => removed(going)} onKept={() => setGoing(undefined)} />}
    </section>
  );
}

interface PersonaProps {
  segment: Segment;
  chosen: boolean;
  onChoose(): void;
  onRemove(): void;
}

/** A saved segment, with what it is made of. */
function Persona({ segment: { name, filter, created_by }, chosen, onChoose, onRemove }: PersonaProps) {
  const { words } = useWords();
  const conditions = NARROWS.flatMap((one) => [filter[one] ?? []].flat().map((value) => valueWord(words, one, String(value))));
  return (
    <li class={chosen ? "segment chosen" : "segment"}>
      <button aria-pressed={chosen} title={created_by ? words("segment.by", { name: created_by.name }) : undefined} onClick={onChoose}>
        <b>{name}</b> <small>{conditions.join(" · ")}</small>
      </button>
      <button class="remove" aria-label={words("segment.remove", { name })} onClick={onRemove}>
        <CloseIcon />
      </button>
    </li>
  );
}
