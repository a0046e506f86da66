import type { SessionAnswer } from "../../shared/frames/widget";
import { stored } from "../../shared/outbox";
import { Denied } from "../../shared/socket";
import type { Locale } from "../../shared/words";
import { refusalOf, VISITOR, type Pass } from "../session";

const TOKEN = "firsthand.resume";
const OPENED = "firsthand.resume.opened";

/** Why a link does not open. */
export type Closed = "link_over" | "link_used" | "no_link" | "failed";

/** The link of a letter in this tab. Its token leaves the address bar at once and is posted, never put into an address. */
export class Link {
  readonly token: string | undefined;
  /** It was opened in this tab before: a reload goes on by itself. */
  readonly opened: boolean;

  constructor(place: Location = location) {
    const fresh = place.hash.slice(1);
    const kept = stored(() => sessionStorage.getItem(TOKEN)) ?? undefined;
    this.token = fresh || kept;
    this.opened = (!fresh || fresh === kept) && stored(() => sessionStorage.getItem(OPENED)) === "1";
    if (fresh) this.keep(fresh, place);
  }

  private keep(token: string, place: Location): void {
    stored(() => sessionStorage.setItem(TOKEN, token));
    if (!this.opened) stored(() => sessionStorage.removeItem(OPENED));
    history.replaceState(null, "", place.pathname);
  }

  markOpened(): void {
    stored(() => sessionStorage.setItem(OPENED, "1"));
  }
}

/** Who comes by a link: this browser, to which the gateway binds it. */
export class LinkPass implements Pass {
  readonly known = true;
  readonly vouched = false;
  shop: string | undefined;
  private visitor = stored(() => localStorage.getItem(VISITOR)) ?? undefined;

  constructor(
    private readonly link: Link,
    private readonly onClosed: (why: Closed) => void,
  ) {}

  async ticket(locale: Locale): Promise<string> {
    const answer = await fetch("/widget/resume", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Firsthand": "1" },
      body: JSON.stringify({ token: this.link.token, visitor_token: this.visitor, locale }),
    });
    if (!answer.ok) return this.refused(answer);
    const accepted = (await answer.json()) as SessionAnswer & { shop?: string };
    this.visitor = accepted.visitor_token;
    this.shop = accepted.shop;
    stored(() => localStorage.setItem(VISITOR, accepted.visitor_token));
    this.link.markOpened();
    return accepted.ticket;
  }

  private async refused(answer: Response): Promise<never> {
    if (answer.status >= 500 || answer.status === 429) throw await refusalOf(answer);
    const json = answer.headers.get("Content-Type")?.startsWith("application/json");
    const code = json ? ((await answer.json()) as { error?: { code?: string } }).error?.code : undefined;
    this.onClosed(code === "link_used" ? "link_used" : "link_over");
    throw new Denied("the link opens nothing");
  }

  identify(): void {
    throw new Error("a link's browser is nobody's log-in");
  }

  forget(): void {
    this.visitor = undefined;
  }
}
