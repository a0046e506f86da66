import { Later } from "../shared/backoff";
import { stored } from "../shared/outbox";
import { Denied } from "../shared/socket";
import type { SessionAnswer } from "../shared/frames/widget";
import type { Locale } from "../shared/words";

export const VISITOR = "firsthand.visitor";

/** How long, in ms, an answer may take: other tabs may wait for it. */
const ANSWER_WITHIN = 10_000;

/** How long, in ms, what one tab stores may be on its way to another one's process. */
const STORED_WITHIN = 250;

/** How a chat says who it is each time it connects. */
export interface Pass {
  /** Has this browser talked before? */
  readonly known: boolean;
  /** Has the shop said who this is? */
  readonly vouched: boolean;
  /** A one-time ticket for the socket. Throws `Denied` where the gateway refuses this browser, `Later` where many come. */
  ticket(locale: Locale): Promise<string>;
  identify(jwt: string): void;
  forget(everywhere: boolean): void;
}

/**
 * Who this browser is for the support host. The visitor token is kept in the browser and never leaves this
 * frame; that a customer is logged in lives in memory only, so closing the page ends it.
 */
export class Session implements Pass {
  /** The token that this page was given last. */
  private own: string | undefined;
  /** The one that was forgotten: another tab's log-out may be heard before what it took away is seen to be gone. */
  private over: string | undefined;
  private logouts = 0;
  private jwt: string | undefined;
  private session: string | undefined;

  /** Told when the word for who this is was not accepted, so that the page can bring a new one. */
  onIdentityRefused: (code: string) => void = () => undefined;

  /** Read each time: another tab may have begun meanwhile, or ended it. Where nothing can be kept, this page remembers. */
  private get visitor(): string | undefined {
    const kept = stored(() => localStorage.getItem(VISITOR));
    const known = kept === undefined ? this.own : kept;
    return known === null || known === this.over ? undefined : known;
  }

  get known(): boolean {
    return this.visitor !== undefined;
  }

  get vouched(): boolean {
    return this.jwt !== undefined || this.session !== undefined;
  }

  /** The shop vouches for its customer at the next ticket; a token of the shop's is used once. */
  identify(jwt: string): void {
    this.jwt = jwt;
  }

  /**
   * On a shared computer the next person must not find this one's conversation. What the browser keeps is taken away
   * once: a tab that hears of it late would take it from who came next.
   */
  forget(everywhere: boolean): void {
    this.logouts += 1;
    this.over = this.own ?? this.over;
    this.own = this.jwt = this.session = undefined;
    if (everywhere) stored(() => localStorage.removeItem(VISITOR));
  }

  /** Two tabs that begin at once are one visitor: the second waits for the first one's token. */
  async ticket(locale: Locale): Promise<string> {
    if (this.known || !navigator.locks) return this.ask(locale);
    return new Promise((resolve, reject) => {
      const alone = async () => {
        await this.ask(locale).then(resolve, reject);
        await new Promise((done) => setTimeout(done, STORED_WITHIN));
      };
      navigator.locks.request(VISITOR, alone).catch(reject);
    });
  }

  private async ask(locale: Locale): Promise<string> {
    const { visitor, jwt, session, logouts } = this;
    const who = jwt ? { jwt } : { session };
    const answer = await fetch("/widget/session", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Firsthand": "1" },
      body: JSON.stringify({ visitor_token: visitor, locale, ...who }),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    const body = answer.ok ? ((await answer.json()) as SessionAnswer) : undefined;
    if (this.logouts !== logouts) throw new Error("no ticket: who asked has logged out");
    if (body) return this.accept(body, jwt);
    if ((jwt || session) && (answer.status === 400 || answer.status === 401)) return this.asVisitor(answer, jwt, locale);
    if (answer.status === 403) throw new Denied("the gateway refuses this browser");
    throw await refusalOf(answer);
  }

  private accept(answer: SessionAnswer, jwt: string | undefined): string {
    if (this.jwt === jwt) this.jwt = undefined;
    this.session = answer.session;
    this.own = answer.visitor_token;
    stored(() => localStorage.setItem(VISITOR, answer.visitor_token));
    return answer.ticket;
  }

  /** The chat goes on as a visitor's; only the identity failed. */
  private async asVisitor(answer: Response, jwt: string | undefined, locale: Locale): Promise<string> {
    const body = (await answer.json()) as { error?: { code?: string } };
    if (this.jwt === jwt) this.jwt = undefined;
    this.session = undefined;
    this.onIdentityRefused(body.error?.code ?? "unauthenticated");
    return this.ask(locale);
  }
}

/** Why there is no ticket for now: `Later` where the gateway says when to come again. */
export async function refusalOf(answer: Response): Promise<Error> {
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  const { error } = json ? ((await answer.json()) as { error?: { retry_after?: number } }) : {};
  if (error?.retry_after !== undefined) return new Later(error.retry_after * 1000);
  return new Error(`no ticket: the gateway answered ${answer.status}`);
}
