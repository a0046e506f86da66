import { ApiError } from "../../shared/api";
import { download } from "../../shared/files/download";
import type { Locale } from "../../shared/words";
import type { Chat } from "../chat";
import { passed } from "../passed";

/** In which form the conversation was asked for. */
type Form = "file" | "letter";

/** What became of it: a file, a letter to an address, or why what was asked for is not to be had. */
export type Outcome = { done: "file" } | { done: "letter"; to: string } | { done?: undefined; asked: Form; code: string; retryAfter?: number };

type Asked = Pick<Chat, "store" | "freshPass">;

/** Whose clock the times in it follow: this reader's. */
const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The conversation into the folder where the browser keeps what is downloaded, as `<name>.txt`. */
export async function downloaded(chat: Asked, locale: Locale, name: string): Promise<Outcome> {
  return outcomeOf("file", async () => {
    const query = new URLSearchParams({ locale, zone: zone() });
    const answer = await passed(chat, `/widget/transcript?${query}`);
    download(`${name}.txt`, await answer.blob());
    return { done: "file" };
  });
}

/** The conversation in a letter to `email`. */
export async function mailed(chat: Asked, locale: Locale, email: string): Promise<Outcome> {
  return outcomeOf("letter", async () => {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ email, locale, zone: zone() });
    const answer = await passed(chat, "/widget/transcript", { method: "POST", headers, body });
    const { email_masked: to } = (await answer.json()) as { email_masked: string };
    return { done: "letter", to };
  });
}

async function outcomeOf(asked: Form, take: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof ApiError) return { asked, code: error.code, retryAfter: error.retryAfter };
    if (error instanceof TypeError) return { asked, code: "unavailable" }; // no network
    throw error;
  }
}
