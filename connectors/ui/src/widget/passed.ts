import { refusedBy } from "../shared/api";
import type { Chat } from "./chat";

/**
 * Asks the gateway over HTTP about this conversation. A pass that is over is renewed once. Throws ApiError where it is
 * refused, TypeError without a network.
 */
export async function passed(chat: Pick<Chat, "store" | "freshPass">, path: string, how: RequestInit = {}): Promise<Response> {
  const ask = (pass = "") => fetch(path, { ...how, headers: { ...how.headers, "X-Firsthand": "1", "X-Pass": pass } });
  const first = await ask(chat.store.get().pass);
  const answer = first.status === 401 ? await ask(await chat.freshPass()) : first;
  if (!answer.ok) throw await refusedBy(answer);
  return answer;
}

