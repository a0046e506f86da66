import { amount } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import type { CustomerCard } from "../../shared/frames/desk_api";
import type { Locale } from "../../shared/words";

/** What a macro may leave to be filled; the gateway refuses others. */
export const PLACES = ["customer_name", "agent_name", "order_number", "order_total", "carrier", "tracking_number", "ticket_number"] as const;
export type Place = (typeof PLACES)[number];
export type Values = Partial<Record<Place, string>>;

/** What can be said of an order in a macro. */
export interface Parcel {
  number?: string;
  total?: number;
  currency?: string;
  carrier?: string;
  tracking_number?: string;
}

/** `hidden`: what was taken out of an earlier answer because it was another customer's. */
export interface Gap {
  place: Place | "hidden";
  start: number;
  end: number;
}

const found = new RegExp(`\\{(${PLACES.join("|")})\\}`, "g");
const open = new RegExp(`${found.source}|\\[(?:number|amount|date|address|link|email|phone|card|resident-number)\\]`, "g");

/** `text` with what is known; a place without a value stays, to be seen. */
export function fillPlaces(text: string, values: Values): string {
  return text.replace(found, (whole, place: Place) => values[place] ?? whole);
}

/** What in `text` must be filled before a customer may read it, in its order. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(open)].map((match) => ({ place: (match[1] as Place | undefined) ?? "hidden", start: match.index, end: match.index + match[0].length }));
}

/** The order a chat is about: the one the ticket names, as the shop knows it now, or the only one there is. */
export function parcelOf(ticket: Pick<Ticket, "facts">, card: CustomerCard | undefined): Parcel | undefined {
  const orders = card?.orders ?? [];
  const named = ticket.facts?.["order"] as Parcel | undefined;
  if (named?.number) return orders.find((order) => order.number === named.number) ?? named;
  return orders.length === 1 ? orders[0] : undefined;
}

export function orderValues(order: Parcel | undefined, locale: Locale): Values {
  const known = order?.total !== undefined && order.currency;
  return filled({
    order_number: order?.number,
    order_total: known ? amount(order.total!, order.currency!, locale) : undefined,
    carrier: order?.carrier,
    tracking_number: order?.tracking_number,
  });
}

/** Everything a macro can be filled with here, in the language it is written in. */
export function placeValues(ticket: Ticket, card: CustomerCard | undefined, agentName: string, locale: Locale): Values {
  const people = { customer_name: ticket.customer.name ?? card?.customer.name, agent_name: agentName, ticket_number: `${ticket.number}` };
  return { ...filled(people), ...orderValues(parcelOf(ticket, card), locale) };
}

function filled(values: Record<string, string | null | undefined>): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Values;
}

/** Places that choosing an order would fill. */
export const OF_ORDER: readonly Gap["place"][] = ["order_number", "order_total", "carrier", "tracking_number"];
