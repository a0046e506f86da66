import { useState } from "preact/hooks";
import { Mark } from "../../shared/icons";
import { LanguageProvider, useLanguage, type Language } from "../../shared/language";
import { useStore } from "../../shared/store";
import { wordsOf, type Locale } from "../../shared/words";
import { Chat } from "../chat";
import { App } from "../components/app";
import { en } from "./catalogue/en";
import { ko, type ResumeKey } from "./catalogue/ko";
import { LinkPass, type Closed, type Link } from "./link";

/** The chat on a page of its own. A person opens it: a mail scanner that follows links must not take it for its own. */
export function ResumePage({ link, locale: first }: { link: Link; locale: Locale }) {
  const [locale, setLocale] = useState(first);
  const [closed, setClosed] = useState<Closed | undefined>(link.token ? undefined : "no_link");
  const [chat, setChat] = useState<Chat | undefined>(() => (link.token && link.opened ? begin() : undefined));
  const language: Language<ResumeKey> = { locale, words: wordsOf(locale === "ko" ? ko : en) };

  function begin(): Chat {
    const pass = new LinkPass(link, setClosed);
    const around = {
      embedded: false,
      tell: () => undefined,
      get shop() {
        return pass.shop;
      },
    };
    const made = new Chat(pass, around, locale);
    made.setOpen(true);
    return made;
  }

  const gate = { language, setLocale };
  if (chat && !closed) return <Opened chat={chat} gate={gate} />;
  return <Gate {...gate} closed={closed} onOpen={() => setChat(begin())} />;
}

/** Nothing is shown of a chat before the gateway has let this browser in. */
function Opened({ chat, gate }: { chat: Chat; gate: Pick<GateProps, "language" | "setLocale"> }) {
  const { phase, conversationId } = useStore(chat.store);
  const failed = phase === "waiting" || phase === "offline";
  if (!conversationId) return <Gate {...gate} opening={!failed} closed={failed ? "failed" : undefined} onOpen={() => chat.connectNow()} />;
  return (
    <div class="page">
      <App chat={chat} />
    </div>
  );
}

interface GateProps {
  language: Language<ResumeKey>;
  setLocale(locale: Locale): void;
  closed?: Closed;
  opening?: boolean;
  onOpen?(): void;
}

function Gate({ language, ...props }: GateProps) {
  document.documentElement.lang = language.locale;
  document.title = language.words("resume.title");
  return (
    <LanguageProvider value={language as unknown as Language<never>}>
      <Door {...props} />
    </LanguageProvider>
  );
}

function Door({ setLocale, closed, opening, onOpen }: Omit<GateProps, "language">) {
  const { words, locale } = useLanguage<ResumeKey>();
  const other = locale === "ko" ? "en" : "ko";
  return (
    <main class="gate">
      <button class="quiet language" lang={other} onClick={() => setLocale(other)}>
        {words(`language.${other}`)}
      </button>
      <section role={closed ? "alert" : undefined}>
        <Mark />
        <h1>{words(closed ? `resume.${closed}_title` : "resume.title")}</h1>
        <p>{words(closed ? `resume.${closed}` : "resume.text")}</p>
        {(!closed || closed === "failed") && (
          <button class="button wide strong" disabled={opening} onClick={onOpen}>
            {words(opening ? "resume.opening" : closed ? "resume.again" : "resume.open")}
          </button>
        )}
      </section>
    </main>
  );
}
