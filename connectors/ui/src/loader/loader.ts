import type { FromHost, ToHost } from "../widget/host";
import type { FirsthandApi, FirsthandContext, FirsthandEvents } from "./firsthand";
import { forget, remember, remembered } from "./memory";
import { follow, here } from "./page";
import { localeOf, said, type Settings } from "./settings";
import { Shell } from "./shell";

type Listener = (data: never) => void;
const LONGEST_GREETING = 300;

/** The chat's place on the shop's page: what the page says goes to the frame, what the frame says to the page. */
export class Loader implements FirsthandApi {
  private readonly shell: Shell;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly early: FromHost[] = [];
  private frame: HTMLIFrameElement | undefined;
  private ready = false;
  private shown = false;
  private vouched = false;
  private unread = 0;
  private context: FirsthandContext = {};

  constructor(private readonly settings: Settings) {
    const { button } = (this.shell = new Shell(settings));
    button.onclick = () => this.toggle();
    button.onpointerenter = button.onfocus = () => this.load();
    button.onkeydown = (event) => void (event.key === "Escape" && this.close());
    window.addEventListener("message", (event) => {
      const ours = event.source === this.frame?.contentWindow && event.origin === settings.host;
      if (this.frame && ours && event.data?.firsthand === 1) this.hear(event.data as ToHost);
    });
    follow(
      () => this.setContext({ page: undefined }),
      () => this.stay(),
    );
    const { open, known } = remembered();
    if (open && !matchMedia("(max-width:480px)").matches) this.appear();
    else if (known) this.loadSoon();
  }

  open(): void {
    if (this.shown) return;
    this.appear();
    this.frame?.focus();
  }

  /** As on the page before: it takes nobody's focus. */
  private appear(): void {
    this.load();
    this.setShown(true);
  }

  close(): void {
    if (!this.shown) return;
    this.setShown(false);
    this.shell.button.focus();
  }

  toggle(): void {
    if (this.shown) this.close();
    else this.open();
  }

  /** A customer may have something to hear of before they open the chat. */
  identify(jwt: string): void {
    this.vouched = true;
    this.tell({ type: "identify", jwt });
    this.loadSoon();
  }

  logout(): void {
    this.vouched = false;
    this.load();
    this.tell({ type: "logout" });
    this.forgetContext();
    forget();
  }

  setLocale(locale: "ko" | "en"): void {
    this.settings.locale = localeOf(locale);
    this.tell({ type: "locale", locale: this.settings.locale });
    this.name();
  }

  setContext(context: FirsthandContext): void {
    this.context = { ...this.context, ...context };
    if (this.frame) this.tellContext();
  }

  on<Name extends keyof FirsthandEvents>(name: Name, listener: (data: FirsthandEvents[Name]) => void): () => void {
    const listeners = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, listeners.add(listener as Listener));
    return () => void listeners.delete(listener as Listener);
  }

  private load(): void {
    if (this.frame) return;
    const { host, site, locale, color, greeting } = this.settings;
    const asked = new URLSearchParams({ locale, site, color, origin: location.origin });
    for (const language of ["ko", "en"] as const) asked.set(language, said(greeting, language).slice(0, LONGEST_GREETING));
    this.frame = document.createElement("iframe");
    this.frame.src = `${host}/widget/frame?${asked}`;
    this.name();
    this.shell.panel.append(this.frame);
    this.tellContext();
  }

  private name(): void {
    this.shell.show(this.shown, this.unread);
    if (this.frame) this.frame.title = this.shell.panel.getAttribute("aria-label") ?? "";
  }

  /** When the page around is through with its own work. */
  private loadSoon(): void {
    setTimeout(() => this.load(), 1500);
  }

  /** Who was thrown off the page begins anew, and of who the customer is only the page knows. */
  private stay(): void {
    if (!this.shell.attach() || !this.frame) return;
    this.ready = false;
    if (this.shown) this.tell({ type: "open" });
    this.tellContext();
    if (this.vouched) this.emit("identity_refused", { code: "unauthenticated" });
  }

  /** What the page said of one person's cart and order is not the next one's. */
  private forgetContext(): void {
    this.context = {};
    this.tellContext();
  }

  private tellContext(): void {
    const { page = here(), ...rest } = this.context;
    this.tell({ type: "context", context: { page, ...rest } });
  }

  private tell(message: FromHost): void {
    const chat = this.ready && this.frame?.contentWindow; // none where the page threw its body away
    if (chat) chat.postMessage({ firsthand: 1, ...message }, this.settings.host);
    else this.early.push(message);
  }

  private hear(message: ToHost): void {
    if (message.type === "ready") {
      this.ready = true;
      for (const early of this.early.splice(0)) this.tell(early);
      this.emit("ready", undefined);
    } else if (message.type === "close") this.close();
    else if (message.type === "forgotten") this.forgetContext();
    else if (message.type === "unread") this.setUnread(message.count);
    else if (message.type === "event") this.emit(message.name, message.data as never);
  }

  private setShown(shown: boolean): void {
    this.shown = shown;
    this.tell({ type: shown ? "open" : "close" });
    this.shell.show(shown, this.unread);
    remember(shown);
    this.emit(shown ? "open" : "close", undefined);
  }

  private setUnread(count: number): void {
    if (count === this.unread) return;
    this.unread = count;
    this.shell.show(this.shown, count);
    this.emit("unread", { count });
  }

  /** A listener that fails is the page's own affair: it is reported as its error, and the others are told. */
  private emit<Name extends keyof FirsthandEvents>(name: Name, data: FirsthandEvents[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        listener(data as never);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
