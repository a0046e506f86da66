import { textOn } from "../widget/theme";
import { labelOf, type Settings } from "./settings";
import { words } from "./words";

/**
 * In a shadow root, by a constructed sheet: no CSP of the page is asked, and what is `!important` in here is so before
 * any style of the page.
 */
const css = ({ color }: Settings) => `
:host{all:initial!important;position:fixed!important;display:block!important;inset:auto!important}
:host::before,:host::after{display:none!important}
*{box-sizing:border-box}
button{position:fixed;z-index:2147483000;bottom:calc(20px + env(safe-area-inset-bottom));min-width:56px;height:56px;padding:0;border:0;border-radius:28px;cursor:pointer;background:${color};color:${textOn(color)};box-shadow:0 2px 6px rgb(0 0 0/16%),0 8px 24px rgb(0 0 0/18%);display:flex;align-items:center;justify-content:center;gap:8px;font:600 16px system-ui,sans-serif;transition:transform .15s}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:3px solid #2f7fd6;outline-offset:3px}
.pill{padding:0 20px 0 16px}
.right{right:20px}.left{left:20px}
svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c5221f;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center}
[hidden]{display:none!important}
div{position:fixed;z-index:2147483001;bottom:calc(88px + env(safe-area-inset-bottom));width:400px;height:min(680px,calc(100vh - 112px));border-radius:18px;overflow:hidden;background:Canvas;color-scheme:light dark;box-shadow:0 4px 12px rgb(0 0 0/10%),0 16px 48px rgb(0 0 0/22%)}
.on{animation:in .18s ease-out}
@keyframes in{from{opacity:0;transform:translateY(12px)}}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:light dark}
@media(max-width:480px),(max-height:480px){div{inset:0;width:100%;height:100%;border-radius:0;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}.on~button{display:none}}
@media(forced-colors:active){button{border:2px solid}div{border:1px solid}}
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
  private readonly label = document.createElement("span");
  private readonly badge = document.createElement("b");
  private readonly icon = document.createElementNS("http://www.w3.org/2000/svg", "path");

  constructor(private readonly settings: Settings) {
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css(settings));
    root.adoptedStyleSheets = [sheet];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(this.icon);
    this.button.append(svg, this.label, this.badge);
    this.button.className = this.panel.className = settings.position;
    this.panel.setAttribute("role", "dialog");
    this.panel.hidden = true;
    this.host.popover = "manual";
    root.append(this.panel, this.button);
    this.show(false, 0);
    this.attach();
    visualViewport?.addEventListener("resize", () => this.fit());
    visualViewport?.addEventListener("scroll", () => this.fit());
  }

  /**
   * Puts the launcher onto the page where it is not there: some pages throw their whole body away. In the top layer
   * no transform, opacity or overflow of the page's own reaches it. True when it had to be put there.
   */
  attach(): boolean {
    if (this.host.isConnected) return false;
    document.body.append(this.host);
    this.host.showPopover?.();
    return true;
  }

  show(open: boolean, unread: number): void {
    const { locale, launcher } = this.settings;
    const say = words[locale];
    const label = open ? "" : labelOf(launcher, locale, say.label);
    this.panel.hidden = !open;
    this.panel.classList.toggle("on", open);
    this.panel.setAttribute("aria-label", say.panel);
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 99 ? "99+" : String(unread);
    this.label.hidden = !label;
    this.label.textContent = label;
    this.button.classList.toggle("pill", !!label);
    const parts = [label, open ? say.close : say.open, unread ? say.unread.replace("{count}", String(unread)) : ""];
    this.button.setAttribute("aria-label", parts.filter(Boolean).join(", "));
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
