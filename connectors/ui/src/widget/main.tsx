import { render } from "preact";
import "../shared/styles/tokens.css";
import "../shared/styles/ground.css";
import "../shared/styles/messages.css";
import "../shared/styles/cards.css";
import "../shared/styles/composer.css";
import "../shared/styles/forced.css";
import "./widget.css";
import "./outreach.css";
import "./enlarged.css";
import { loadFonts } from "../shared/fonts";
import { pageLocale } from "../shared/words";
import { Chat } from "./chat";
import { contextOf } from "./context";
import { App } from "./components/app";
import { Host } from "./host";
import { Session } from "./session";
import { unheard, unread } from "./state";
import { Tabs } from "./tabs";
import { applyColor } from "./theme";

const root = document.getElementById("root")!;

function startWidget(): void {
  const asked = new URLSearchParams(location.search);
  const host = new Host();
  const session = new Session();
  const chat = new Chat(session, host, pageLocale(asked.get("locale"), navigator.language));
  const tabs = new Tabs(chat);
  applyColor(asked.get("color"));
  session.onIdentityRefused = (code) => host.tell({ type: "event", name: "identity_refused", data: { code } });
  host.listen((message) => {
    if (message.type === "open" || message.type === "close") chat.setOpen(message.type === "open");
    else if (message.type === "identify") chat.identify(message.jwt);
    else if (message.type === "logout") tabs.logout();
    else if (message.type === "locale") chat.setLocale(message.locale);
    else if (message.type === "context") chat.setContext(contextOf(message.context));
  });
  chat.store.subscribe(() => {
    const state = chat.store.get();
    host.tell({ type: "unread", count: state.open ? 0 : unread(state) + unheard(state) });
  });
  render(<App chat={chat} onClose={host.embedded ? () => host.tell({ type: "close" }) : undefined} />, root);
  // The page around answers `ready` with who the customer is: a moment's wait spares a visit as nobody.
  if (host.embedded) setTimeout(() => chat.resumeIfKnown(), 300);
  else chat.setOpen(true);
  host.tell({ type: "ready" });
}

// Who comes by the link of a letter is few: that page's part is fetched only there.
if (location.pathname === "/resume") void import("./resume/start").then(({ startResume }) => startResume(root));
else startWidget();
loadFonts();
