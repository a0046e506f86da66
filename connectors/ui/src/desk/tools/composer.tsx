import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Macro, Order, Suggestion } from "../../shared/frames/desk_api";
import { sendsOnEnter } from "../../shared/typing";
import type { Locale } from "../../shared/words";
import type { Attaching } from "../files/attaching";
import type { Answers } from "./answers";
import { selectIn } from "./box";
import { Gaps } from "./gaps";
import { useInserting } from "./inserting";
import { MacroPicker } from "./macropicker";
import { fillPlaces, orderValues, type Values } from "./placeholders";
import "./ready.css";
import "./reply.css";
import { Suggestions } from "./suggestions";
import { WriteForm } from "./writeform";
import type { Writing } from "./writing";

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  writing: Writing;
  found: readonly Suggestion[];
  hide(): void;
  macros: Answers<Macro[]>;
  attaching?: Attaching;
  queue: string;
  /** The customer's language. */
  spoken: Locale;
  /** What is known to fill macros with, in a language. */
  values(language: Locale): Values;
  /** Orders among which the agent must choose. */
  orders: readonly Order[];
}

/** A box to write in with all that helps: ready answers go into it, and nothing leaves it with a gap. */
export function Composer({ box, writing, found, hide, macros, attaching, queue, spoken, values, orders }: Props) {
  const [language, setLanguage] = useState(spoken);
  const [picking, setPicking] = useState(false);
  const { held, setHeld, send } = useSending(box, writing);
  const { insert, fill } = useInserting(box, writing);
  const back = () => box.current?.focus();
  const use = ({ text }: Suggestion) => insert(fillPlaces(text, values(spoken)));
  const inEmpty: Record<string, (() => void) | undefined> = {
    "/": writing.mode === "reply" ? () => setPicking(true) : undefined,
    Tab: found[0] && (() => use(found[0]!)),
    Escape: found[0] && hide,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = sendsOnEnter(event) ? send : writing.text === "" && isPlain(event) ? inEmpty[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div class={`write ${writing.mode} ${writing.replies ? "" : "aside"}`}>
      <Suggestions found={found} tab={writing.text === ""} onUse={use} onHide={() => (hide(), back())} />
      <Gaps
        {...{ held, orders, gaps: writing.gaps }}
        onGo={(gap) => selectIn(box.current!, gap)}
        onOrder={(order) => fill(orderValues(order, language))}
      />
      {picking && (
        <MacroPicker
          {...{ source: macros, queue, language, setLanguage, values: values(language) }}
          onPick={(text) => (setPicking(false), insert(text))}
          onClose={(escaped) => (setPicking(false), escaped && back())}
        />
      )}
      {attaching?.staged}
      <WriteForm
        {...{ box, writing, picking, send, onKeyDown }}
        onAttach={attaching?.choose}
        onText={(text) => (setHeld(false), writing.setText(text))}
        onMacros={() => (setPicking(!picking), back())}
        onMode={(mode) => (setPicking(false), writing.setMode(mode), back())}
      />
    </div>
  );
}

/** A key alone, outside of an input method's composition. */
const isPlain = (event: KeyboardEvent): boolean => !event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey && !(event.key === "Tab" && event.shiftKey);

/** Sends what is ready; a text with a gap is held back, and the gap selected. */
function useSending(box: RefObject<HTMLTextAreaElement | null>, writing: Writing) {
  const [held, setHeld] = useState(false);
  const send = () => {
    const [gap] = writing.gaps;
    setHeld(gap !== undefined);
    if (gap) return selectIn(box.current!, gap);
    if (writing.ready) writing.send();
    box.current?.focus();
  };
  return { held, setHeld, send };
}
