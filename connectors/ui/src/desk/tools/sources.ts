import { customerCard, macros, type CustomerCard, type Macro } from "../../shared/frames/desk_api";
import type { Ticket } from "../../shared/frames/desk";
import type { Locale } from "../../shared/words";
import type { Desk } from "../desk";
import { ask, withQuery } from "./ask";
import { Answers, useAnswer, type Known } from "./answers";

/** An answer this old, in ms, is asked for again when it is shown. */
export const FRESH = 60_000;

interface Kept {
  cards: Answers<CustomerCard>;
  macros: Answers<Macro[]>;
}

export const MACROS = "/desk/api/macros";

/** With the agent's sign-out the desk goes, and what it knew of customers with it. */
const byDesk = new WeakMap<Desk, Kept>();

export function answersOf(desk: Desk): Kept {
  const kept = byDesk.get(desk) ?? {
    cards: new Answers((path) => ask(path, customerCard)),
    macros: new Answers(async (path) => (await ask(path, macros)).macros),
  };
  byDesk.set(desk, kept);
  return kept;
}

/** Who vouches for the customer decides what there is to see, so another answer is due when that changes. */
export function cardPath({ conversation_id, customer }: Ticket, locale: Locale): string {
  return withQuery("/desk/api/customer", { conversation_id, locale, of: customer.id });
}

export function useCard(desk: Desk, ticket: Ticket, locale: Locale): Known<CustomerCard> {
  return useAnswer(answersOf(desk).cards, cardPath(ticket, locale), FRESH);
}
