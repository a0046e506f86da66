import { textOn } from "../widget/theme";
import type { Settings } from "./settings";
import { words } from "./words";

/** In a shadow root, by a constructed sheet: no style of the page gets in, and no CSP of the page is asked. */
const css = `
:host{all:initial}
*{box-sizing:border-box}
button{position:fixed;z-index:2147483000;bottom:calc(20px + env(safe-area-inset-bottom));width:56px;height:56px;padding:0;border:0;border-radius:50%;cursor:pointer;background:var(--brand);color:var(--on);box-shadow:0 2px 6px rgb(0 0 0/16%),0 8px 24px rgb(0 0 0/18%);display:grid;place-items:center;transition:transform .15s}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:3px solid #2f7fd6;outline-offset:3px}
.right{right:20px}.left{left:20px}
svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c5221f;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center}
[hidden]{display:none!important}
div{position:fixed;z-index:2147483001;bottom:calc(88px + env(safe-area-inset-bottom));width:400px;height:min(680px,calc(100vh - 112px));border-radius:18px;overflow:hidden;background:Canvas;color-scheme:light dark;box-shadow:0 4px 12px rgb(0 0 0/10%),0 16px 48px rgb(0 0 0/22%)}
div.on{animation:in .18s ease-out}
@keyframes in{from{opacity:0;transform:translateY(12px)}}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:light dark}
@media(max-width:480px),(max-height:480px){div{inset:0;width:100%;height:100%;border-radius:0;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media print{button,div{display:none}}`;

const paths = {
  chat: "M12 3.5c-5 0-9 3.5-9 7.8 0 2.5 1.4 4.7 3.5 6.2v3.5l3.6-2.1c.6.1 1.2.2 1.9.2 5 0 9-3.5 9-7.8S17 3.5 12 3.5zM8.7 11.8c.9 1.5 2 2.2 3.3 2.2s2.4-.7 3.3-2.2",
  close: "M6 9.5l6 6 6-6",
};

/** The launcher and the panel's place on the page. */
export class Shell {
  readonly button = document.createElement("button");
  readonly panel = document.createElement("div");
  private readonly host = document.createElement("firsthand-chat");
  private readonly badge = document.createElement("b");
  private readonly icon = document.createElementNS("http://www.w3.org/2000/svg", "path");

  constructor(private readonly settings: Settings) {
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(this.icon);
    this.button.append(svg, this.badge);
    this.button.className = this.panel.className = settings.position;
    this.panel.setAttribute("role", "dialog");
    this.panel.hidden = true;
    this.host.style.setProperty("--brand", settings.color);
    this.host.style.setProperty("--on", textOn(settings.color));
    root.append(this.panel, this.button);
    this.show(false, 0);
    document.body.append(this.host);
    visualViewport?.addEventListener("resize", () => this.fit());
    visualViewport?.addEventListener("scroll", () => this.fit());
  }

  show(open: boolean, unread: number): void {
    const say = words[this.settings.locale];
    this.panel.hidden = !open;
    this.panel.classList.toggle("on", open);
    this.panel.setAttribute("aria-label", say.panel);
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 99 ? "99+" : String(unread);
    const label = open ? say.close : say.open;
    this.button.setAttribute("aria-label", unread ? `${label}, ${say.unread.replace("{count}", String(unread))}` : label);
    this.button.setAttribute("aria-expanded", String(open));
    this.icon.setAttribute("d", open ? paths.close : paths.chat);
    this.fit();
  }

  /** On a phone the keyboard covers the page: the panel keeps to the part that is seen. */
  private fit(): void {
    const seen = visualViewport;
    const phone = matchMedia("(max-width:480px),(max-height:480px)").matches;
    const style = this.panel.style;
    style.height = phone && seen && !this.panel.hidden ? `${seen.height}px` : "";
    style.top = phone && seen && !this.panel.hidden ? `${seen.offsetTop}px` : "";
  }
}
