import { describe, expect, it } from "vitest";
import api from "../../../../../tests/contracts/desk_api.json";
import frames from "../../../../../tests/contracts/desk_frames.json";
import type { Ticket } from "../../shared/frames/desk";
import type { CustomerCard } from "../../shared/frames/desk_api";
import { fillPlaces, gapsIn, parcelOf, placeValues } from "./placeholders";

const ticket = { ...(frames.server.conversation.ticket as unknown as Ticket), number: 42, facts: undefined, customer: { verified: true, name: "하은" } };
const card = api.customer.response as unknown as CustomerCard;
const order = card.orders![0]!;
const two = { ...card, orders: [order, { ...order, number: "FH-2", carrier: undefined }] };
const about = (number: string): Ticket => ({ ...ticket, facts: { order: { number, carrier: "옛 택배" } } });

describe("a macro", () => {
  const text = "{customer_name}님, {order_number} 주문({order_total})은 {carrier} {tracking_number}로 나갔어요. #{ticket_number} {agent_name}";
  it("is filled from ticket, card and agent", () =>
    expect(fillPlaces(text, placeValues(ticket, card, "서연", "ko"))).toBe(
      "하은님, FH-100207 주문(59,000원)은 한빛택배 612345678901로 나갔어요. #42 서연",
    ));
  it("writes amounts as its language does", () =>
    expect(placeValues(ticket, { ...card, orders: [{ ...order, total: 12_905, currency: "BRL" }] }, "", "en").order_total).toBe("R$129.05"));
  it("keeps what nobody knows, and says where", () => {
    const left = fillPlaces("안녕하세요 {customer_name}님 {carrier}", placeValues({ ...ticket, customer: { verified: false } }, undefined, "서연", "ko"));
    expect(gapsIn(left)).toEqual([{ place: "customer_name", start: 6, end: 21 }, { place: "carrier", start: 23, end: 32 }]);
  });
  it("does not fill what a value brings along", () => expect(fillPlaces("{customer_name}", { customer_name: "{carrier}", carrier: "x" })).toBe("{carrier}"));
  it("has a gap where something of another customer's was taken out", () =>
    expect(gapsIn("FH-[number]은 [amount]이에요 [메모] [1]").map(({ place, start, end }) => [place, start, end])).toEqual([["hidden", 3, 11], ["hidden", 13, 21]]));
  it("leaves other braces alone", () => expect(gapsIn("{name} { carrier } {}")).toEqual([]));
});

describe("the order of a chat", () => {
  it("is the one the ticket names, as the shop knows it now", () => expect(parcelOf(about("FH-100207"), two)).toBe(order));
  it("is what the ticket knows where the shop says nothing", () => expect(parcelOf(about("FH-9"), undefined)).toEqual({ number: "FH-9", carrier: "옛 택배" }));
  it("is the only one there is", () => expect(parcelOf(ticket, card)).toBe(order));
  it("is nobody's guess among several", () => expect(parcelOf(ticket, two)).toBeUndefined());
});
