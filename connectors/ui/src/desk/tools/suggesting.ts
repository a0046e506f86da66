import { useEffect, useState } from "preact/hooks";
import { suggestions, type Suggestion } from "../../shared/frames/desk_api";
import type { Message } from "../../shared/frames/message";
import { reasonOf } from "./answers";
import { ask, withQuery } from "./ask";
import { Debounce } from "./debounce";

/** A customer who writes in pieces is heard out for so many ms. */
const HEARS_OUT = 400;

/** The number of what the customer said and nobody has answered yet; none when an agent spoke last. */
export function unanswered(messages: readonly Message[]): number | undefined {
  const last = messages.findLast(({ sender, kind }) => sender === "agent" || (sender === "customer" && kind !== "notice"));
  return last?.sender === "customer" ? last.seq : undefined;
}

/** What might be answered to the customer's last words; nothing while that is unknown, and nothing when it fails. */
export function useSuggestions(conversationId: string, seq: number | undefined): readonly Suggestion[] {
  const [known, setKnown] = useState<{ seq: number; found: readonly Suggestion[] }>();
  useEffect(() => {
    if (seq === undefined) return;
    let current = true;
    const wait = new Debounce(HEARS_OUT);
    wait.run(() => void found(conversationId).then((found) => current && setKnown({ seq, found })));
    return () => {
      current = false;
      wait.cancel();
    };
  }, [conversationId, seq]);
  return known && known.seq === seq ? known.found : [];
}

/** An agent can do without them, so a failure is no news; a fault of this page is. */
async function found(conversationId: string): Promise<readonly Suggestion[]> {
  try {
    return (await ask(withQuery("/desk/api/suggestions", { conversation_id: conversationId }), suggestions)).suggestions;
  } catch (error) {
    reasonOf(error);
    return [];
  }
}
