import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { DownIcon } from "../../shared/icons";
import type { Chat } from "../chat";
import { entriesOf } from "../entries";
import { useWords } from "../language";
import type { WidgetState } from "../state";
import { Day } from "./day";
import { Greeting } from "./greeting";
import { MessageRow } from "./message";
import { PendingRow } from "./pending";
import { TypingRow } from "./typing";

/** So close to the end, in px, that the reader wants to stay there. */
const NEAR = 80;

export function Log({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const entries = entriesOf(state.thread.messages, state.pending);
  const last = state.thread.messages.at(-1);

  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    near.current = true;
    setUnseen(false);
  };
  const seen = () => {
    if (state.open && near.current && document.visibilityState === "visible" && last) chat.markRead(last.seq);
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    near.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (near.current) setUnseen(false);
    seen();
  };

  useLayoutEffect(() => {
    if (near.current || state.pending.length > 0) toEnd();
    else setUnseen(true);
  }, [last?.id, state.pending.length]);
  useLayoutEffect(() => {
    if (near.current) toEnd();
  });
  useEffect(seen, [last?.id, state.open, state.phase]);
  useEffect(() => {
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  });
  useEffect(() => {
    const watch = new ResizeObserver(() => near.current && toEnd());
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={onScroll} role="log" aria-live="polite" aria-label={words("log.label")} tabIndex={0}>
        <Greeting state={state} chat={chat} />
        {entries.map((entry) =>
          entry.kind === "day" ? (
            <Day key={entry.key} at={entry.at} />
          ) : entry.kind === "message" ? (
            <MessageRow key={entry.key} entry={entry} state={state} chat={chat} />
          ) : (
            <PendingRow key={entry.key} pending={entry.pending} phase={state.phase} chat={chat} />
          ),
        )}
        <TypingRow typing={state.typing} />
      </div>
      {unseen && (
        <button class="chip-down" onClick={toEnd}>
          <DownIcon /> {words("message.new")}
        </button>
      )}
    </div>
  );
}
