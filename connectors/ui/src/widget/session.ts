import { stored } from "../shared/outbox";
import { Denied } from "../shared/socket";
import type { SessionAnswer } from "../shared/frames/widget";
import type { Locale } from "../shared/words";

const KEY = "firsthand.visitor";

/** Who this browser is for the support host. The token is the browser's own and never leaves its frame. */
export class Session {
  private token = stored(() => localStorage.getItem(KEY)) ?? undefined;
  private jwt: string | undefined;

  /** Told when the shop's word for who this is was not accepted, so that the page can bring a new one. */
  onIdentityRefused: (code: string) => void = () => undefined;

  get known(): boolean {
    return this.token !== undefined;
  }

  /** The shop vouches for its customer at the next ticket; a token of the shop's is used once. */
  identify(jwt: string): void {
    this.jwt = jwt;
  }

  /** On a shared computer the next person must not find this one's conversation. */
  forget(): void {
    this.token = this.jwt = undefined;
    stored(() => localStorage.removeItem(KEY));
  }

  /** A one-time ticket for the socket. Throws `Denied` where the gateway refuses this browser. */
  async ticket(locale: Locale): Promise<string> {
    const jwt = this.jwt;
    const answer = await fetch("/widget/session", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Firsthand": "1" },
      body: JSON.stringify({ visitor_token: this.token, jwt, locale }),
    });
    if (answer.ok) return this.accept((await answer.json()) as SessionAnswer, jwt);
    if (jwt && (answer.status === 400 || answer.status === 401)) return this.withoutJwt(answer, locale);
    if (answer.status === 403) throw new Denied("the gateway refuses this browser");
    if (answer.status === 401) this.forget();
    throw new Error(`no session: the gateway answered ${answer.status}`);
  }

  private accept(answer: SessionAnswer, jwt: string | undefined): string {
    if (this.jwt === jwt) this.jwt = undefined;
    this.token = answer.visitor_token;
    stored(() => localStorage.setItem(KEY, answer.visitor_token));
    return answer.ticket;
  }

  /** The chat goes on as a visitor's; only the identity failed. */
  private async withoutJwt(answer: Response, locale: Locale): Promise<string> {
    const body = (await answer.json()) as { error?: { code?: string } };
    this.jwt = undefined;
    this.onIdentityRefused(body.error?.code ?? "unauthenticated");
    return this.ticket(locale);
  }
}
