import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { goals as goalsShape, improvements as improvementsShape } from "../../shared/frames/ops_goals";
import { AlarmList } from "../alarms/list";
import { useWords } from "../language";
import { useLoaded, type Answer } from "../loaded";
import { Answered } from "../shell/answered";
import { GoalCard } from "./goal_card";
import { GoalForm } from "./goal_form";
import { ImprovementCard } from "./improvement_card";
import { ImprovementForm } from "./improvement_form";
import { useKnown, type Known } from "./known";
import "../marks/marks.css";
import "./goals.css";

const EVERY = 60_000;

export default function Page() {
  const [wanted, setWanted] = useState(false);
  const forms = { known: useKnown(wanted), onOpen: () => setWanted(true) };
  return (
    <div class="answered">
      <Goals {...forms} />
      <Improvements {...forms} />
      <AlarmList />
    </div>
  );
}

interface PartProps {
  known: Answer<Known>;
  /** A form is opened: what it chooses from is wanted. */
  onOpen(): void;
}

function Goals({ known, onOpen }: PartProps) {
  const { words } = useWords();
  const found = useLoaded("/ops/api/goals", goalsShape, EVERY);
  const [adding, setAdding] = useState(false);
  return (
    <Part title={words("goal.title")} explained={words("goal.explained")} add={words("goal.add")} onAdd={() => (setAdding(true), onOpen())}>
      <Answered of={found} calm>
        {({ goals }) =>
          goals.length === 0 ? (
            <Nothing title={words("goal.none")} text={words("goal.none_text")} />
          ) : (
            <div class="cards">
              {goals.map((goal) => (
                <GoalCard key={goal.id} goal={goal} onChange={found.again} />
              ))}
            </div>
          )
        }
      </Answered>
      {adding && <GoalForm known={known} onClose={() => setAdding(false)} onSaved={() => (setAdding(false), found.again())} />}
    </Part>
  );
}

function Improvements({ known, onOpen }: PartProps) {
  const { words } = useWords();
  const found = useLoaded("/ops/api/improvements", improvementsShape, EVERY);
  const [adding, setAdding] = useState(false);
  return (
    <Part title={words("improvement.title")} explained={words("improvement.explained")} add={words("improvement.add")} onAdd={() => (setAdding(true), onOpen())}>
      <Answered of={found} calm>
        {({ improvements }) =>
          improvements.length === 0 ? (
            <Nothing title={words("improvement.none")} text={words("improvement.none_text")} />
          ) : (
            <div class="cards">
              {improvements.map((improvement) => (
                <ImprovementCard key={improvement.id} improvement={improvement} onChange={found.again} />
              ))}
            </div>
          )
        }
      </Answered>
      {adding && <ImprovementForm known={known} onClose={() => setAdding(false)} onSaved={() => (setAdding(false), found.again())} />}
    </Part>
  );
}

interface PartBoxProps {
  title: string;
  explained: string;
  add: string;
  onAdd(): void;
  children: ComponentChildren;
}

function Part({ title, explained, add, onAdd, children }: PartBoxProps) {
  return (
    <section class="goal-part" aria-label={title}>
      <header class="page-head">
        <div>
          <h2>{title}</h2>
          <p class="remark">{explained}</p>
        </div>
        <button class="button strong" onClick={onAdd}>
          {add}
        </button>
      </header>
      {children}
    </section>
  );
}

function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <p class="hint">
      <strong>{title}</strong>
      {text}
    </p>
  );
}
