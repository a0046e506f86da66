import { useEffect, useRef, useState } from "preact/hooks";
import { CloseIcon, Mark, MoreIcon } from "../../shared/icons";
import type { Chat } from "../chat";
import { useWords } from "../language";
import { lazily } from "../lazily";
import { ended, type WidgetState } from "../state";
import { Face } from "../../shared/face";

const Sheet = lazily(() => import("../transcript/sheet").then((part) => part.Sheet), NotNow);

export function Header({ state, chat, onClose }: { state: WidgetState; chat: Chat; onClose?: () => void }) {
  const { words, locale } = useWords();
  const [keeping, setKeeping] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const keepable = state.pass !== undefined && state.thread.messages.length > 0;
  useEffect(() => setKeeping(false), [state.people]);
  const other = locale === "ko" ? "en" : "ko";
  const agent = state.conversation?.owner === "agent" ? state.conversation.agent : undefined;
  return (
    <>
      <header class="top">
        {agent ? <Face name={agent.name} /> : <span class="face brand"><Mark /></span>}
        <div class="who">
          <h1>{agent ? words("sender.agent_named", { name: agent.name }) : words("panel.title")}</h1>
          <p>
            <Status state={state} />
          </p>
        </div>
        <button class="quiet language" lang={other} onClick={() => chat.setLocale(other)}>
          {words(`language.${other}`)}
        </button>
        {keepable && (
          <button ref={more} class="quiet round" aria-label={words("panel.keep")} aria-expanded={keeping} onClick={() => setKeeping(!keeping)}>
            <MoreIcon />
          </button>
        )}
        {onClose && (
          <button class="quiet round" aria-label={words("panel.close")} onClick={onClose}>
            <CloseIcon />
          </button>
        )}
      </header>
      {keeping && keepable && <Sheet state={state} chat={chat} onClose={() => (setKeeping(false), more.current?.focus())} />}
    </>
  );
}

/** Stands where a part could not be fetched. */
function NotNow() {
  const { words } = useWords();
  return (
    <p class="banner" role="alert">
      {words("panel.failed")}
    </p>
  );
}

function Status({ state }: { state: WidgetState }) {
  const { words } = useWords();
  const owner = ended(state) ? "closed" : (state.conversation?.owner ?? "bot");
  const offline = state.phase === "offline" || state.phase === "denied";
  const connecting = state.phase === "waiting" || (state.phase === "connecting" && state.conversationId !== undefined);
  const tone = offline ? "off" : connecting ? "busy" : "on";
  const away = owner === "queue" && state.conversation?.queue?.open === false;
  const key = offline ? "status.offline" : connecting ? "status.reconnecting" : owner === "closed" && !ended(state) ? "status.bot" : away ? "status.queue_away" : (`status.${owner}` as const);
  return (
    <>
      <span class={`lamp ${tone}`} /> {words(key)}
    </>
  );
}
