import { useEffect, useMemo, useRef } from "preact/hooks";
import { ConnectionBanner } from "../../shared/connection";
import { useFocusKept } from "../../shared/focus";
import { LanguageProvider, type Language } from "../../shared/language";
import { useStore } from "../../shared/store";
import { wordsOf } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko, type WidgetKey } from "../catalogue/ko";
import type { Chat } from "../chat";
import { lazily } from "../lazily";
import { Composer } from "./composer";
import { Header } from "./header";
import { Log } from "./log";
import { OutreachCard } from "./outreach";
import { QueueStrip } from "./queue";

const Rating = lazily(() => import("../rating/rating").then((part) => part.Rating));

export function App({ chat, onClose }: { chat: Chat; onClose?: () => void }) {
  const state = useStore(chat.store);
  const { locale } = state;
  const language = useMemo<Language<WidgetKey>>(() => ({ locale, words: wordsOf(locale === "ko" ? ko : en) }), [locale]);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = language.words("panel.title");
  }, [locale]);
  const panel = useRef<HTMLElement>(null);
  /** Where who writes goes on; where writing brings up a keyboard, in what was said. */
  const goOn = () => panel.current?.querySelector<HTMLElement>(matchMedia("(pointer: fine)").matches ? ".composer textarea" : ".log")?.focus();
  useFocusKept(panel, goOn);
  const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && !event.isComposing && onClose?.();
  return (
    <LanguageProvider value={language as unknown as Language<never>}>
      <main ref={panel} class="panel" aria-label={language.words("panel.label")} onKeyDown={onKeyDown}>
        <Header state={state} chat={chat} onClose={onClose} />
        <ConnectionBanner phase={state.phase} known={state.conversationId !== undefined} retryAt={state.retryAt} onRetry={() => chat.connectNow()} />
        <QueueStrip state={state} />
        <Log state={state} chat={chat} />
        {state.conversation?.rating && <Rating state={state} chat={chat} />}
        <OutreachCard state={state} chat={chat} />
        <Composer key={state.people} state={state} chat={chat} />
      </main>
    </LanguageProvider>
  );
}
