import { expect, it } from "vitest";
import { message } from "../../shared/messages.fixture";
import { unanswered } from "./suggesting";

const customer = (seq: number) => message(seq, { sender: "customer" });

it("is the customer's last word", () => expect(unanswered([customer(1), message(2), customer(3)])).toBe(3));
it("stays so while only the assistant or a notice follows", () =>
  expect(unanswered([customer(1), message(2), message(3, { sender: "system", kind: "notice" })])).toBe(1));
it("is nothing once an agent has answered", () => expect(unanswered([customer(1), message(2, { sender: "agent" })])).toBeUndefined());
it("is nothing where nobody spoke", () => expect(unanswered([message(1)])).toBeUndefined());
