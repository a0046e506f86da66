import type { FromHost, ToHost } from "../widget/host";
import type { FirsthandApi, QueuedCall } from "./protocol";
import { localeOf, settingsOf, type Settings } from "./settings";
import { Shell } from "./shell";

/** Remembers, for this tab, that there is a chat to go on with on the next page. */
const KEY = "firsthand";

class Loader implements FirsthandApi {
  private readonly shell: Shell;
  private readonly listeners = new Map<string, Set<(data: unknown) => void>>();
  private readonly early: FromHost[] = [];
  private frame: HTMLIFrameElement | undefined;
  private ready = false;
  private shown = false;
  private unread = 0;

  constructor(private readonly settings: Settings) {
    this.shell = new Shell(settings);
    this.shell.button.onclick = () => this.toggle();
    this.shell.button.onpointerenter = this.shell.button.onfocus = () => this.load();
    window.addEventListener("message", (event) => {
      const ours = event.source === this.frame?.contentWindow && event.origin === settings.host;
      if (this.frame && ours && event.data?.firsthand === 1) this.hear(event.data as ToHost);
    });
    this.resume();
  }

  open(): void {
    if (this.shown) return;
    this.load();
    this.setShown(true);
    this.frame?.focus();
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
    this.tell({ type: "identify", jwt });
    this.loadSoon();
  }

  logout(): void {
    this.load();
    this.tell({ type: "logout" });
  }

  setLocale(locale: "ko" | "en"): void {
    this.settings.locale = localeOf(locale);
    this.tell({ type: "locale", locale: this.settings.locale });
    this.shell.show(this.shown, this.unread);
  }

  setContext(context: Record<string, unknown>): void {
    this.tell({ type: "context", context });
  }

  on(name: string, listener: (data: unknown) => void): () => void {
    const listeners = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  private load(): void {
    if (this.frame) return;
    const { host, site, locale, color } = this.settings;
    const asked = new URLSearchParams({ locale, site, color, origin: location.origin });
    this.frame = document.createElement("iframe");
    this.frame.title = this.shell.panel.getAttribute("aria-label") ?? "";
    this.frame.src = `${host}/widget/frame?${asked}`;
    this.shell.panel.append(this.frame);
  }

  /** When the page around is through with its own work. */
  private loadSoon(): void {
    setTimeout(() => this.load(), 1500);
  }

  private tell(message: FromHost): void {
    if (this.ready) this.frame?.contentWindow?.postMessage({ firsthand: 1, ...message }, this.settings.host);
    else this.early.push(message);
  }

  private hear(message: ToHost): void {
    if (message.type === "ready") {
      this.ready = true;
      for (const early of this.early.splice(0)) this.tell(early);
      this.emit("ready");
    } else if (message.type === "close") this.close();
    else if (message.type === "unread") this.setUnread(message.count);
    else if (message.type === "event") this.emit(message.name, message.data);
  }

  private setShown(shown: boolean): void {
    this.shown = shown;
    this.tell({ type: shown ? "open" : "close" });
    this.shell.show(shown, this.unread);
    this.remember();
    this.emit(shown ? "open" : "close");
  }

  private setUnread(count: number): void {
    if (count === this.unread) return;
    this.unread = count;
    this.shell.show(this.shown, count);
    this.emit("unread", { count });
  }

  private emit(name: string, data?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(data);
  }

  /** A page may forbid storage; then every page begins with the panel closed. */
  private remember(): void {
    try {
      sessionStorage.setItem(KEY, this.shown ? "open" : "seen");
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  private resume(): void {
    let before: string | null = null;
    try {
      before = sessionStorage.getItem(KEY);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
    if (before === "open" && !matchMedia("(max-width:480px)").matches) this.open();
    else if (before) this.loadSoon();
  }
}

function start(script: HTMLScriptElement): void {
  const loader = new Loader(settingsOf(script, document.documentElement.lang || navigator.language));
  const names = ["open", "close", "toggle", "identify", "logout", "setLocale", "setContext", "on"] as const;
  const api = Object.fromEntries(names.map((name) => [name, (loader[name] as () => unknown).bind(loader)]));
  window.Firsthand = api as unknown as FirsthandApi;
  const play = (...calls: QueuedCall[]) => calls.forEach(([name, ...args]) => (api[name] as (...args: unknown[]) => unknown)?.(...args));
  const early = window.firsthandQueue;
  window.firsthandQueue = { push: play };
  if (Array.isArray(early)) play(...(early as QueuedCall[]));
}

const script = document.currentScript;
if (!window.Firsthand && script instanceof HTMLScriptElement) {
  if (document.body) start(script);
  else document.addEventListener("DOMContentLoaded", () => start(script));
}
