import { useEffect } from "preact/hooks";
import { Day } from "../../shared/day";
import { entriesOf } from "../../shared/entries";
import { DownIcon } from "../../shared/icons";
import { useEndOf } from "../../shared/scroll";
import { useStore } from "../../shared/store";
import { answerStart } from "../../shared/thread";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { lazily } from "../lazily";
import type { WidgetState } from "../state";
import { Greeting } from "./greeting";
import { MessageRow } from "./message";
import { PendingRow } from "./pending";
import { TypingRow } from "./typing";

const OnWay = lazily(() => import("../files/onway").then((part) => part.OnWay));

export function Log({ state, chat }: { state: WidgetState; chat: Chat }) {
  const { words } = useWords();
  const last = state.thread.messages.at(-1);
  const uploads = useStore(chat.uploads);
  const { box, onScroll, toEnd, below, atEnd } = useEndOf(last?.id, state.pending.length + uploads.length, answerStart(state.thread.messages)?.id);
  const seen = () => {
    if (state.open && atEnd() && document.visibilityState === "visible" && last) chat.markRead(last.seq);
  };
  const scrolled = () => {
    onScroll();
    seen();
  };
  useEffect(seen, [last?.id, state.open, state.phase]);
  useEffect(() => {
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  });

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={scrolled} role="log" aria-live="polite" aria-label={words("log.label")} tabIndex={0}>
        <Greeting state={state} chat={chat} />
        {entriesOf(state.thread.messages, state.pending).map((entry) =>
          entry.kind === "day" ? (
            <Day key={entry.key} at={entry.at} />
          ) : entry.kind === "message" ? (
            <MessageRow key={entry.key} entry={entry} state={state} chat={chat} />
          ) : (
            <PendingRow key={entry.key} pending={entry.pending} state={state} chat={chat} />
          ),
        )}
        {uploads.length > 0 && <OnWay state={state} chat={chat} shown={uploads} />}
        <TypingRow typing={state.typing} />
      </div>
      {below && (
        <button class="chip-down" onClick={toEnd}>
          <DownIcon /> {words(`message.${below}`)}
        </button>
      )}
    </div>
  );
}
