import type { ServerFrame, ServerFrameOf, Ticket } from "../shared/frames/desk";
import type { Chime } from "./chimes";
import { holds, ticketOf, type DeskState } from "./state";

/** Something that an agent should notice, also one who looks elsewhere. */
export interface News {
  chime: Chime;
  /** Key of the words, without its group. */
  code: string;
  conversationId?: string;
  /** Whom it is about; nothing of what was said: a system's notices are read by others too. */
  ticket?: Ticket;
}

/** What of a frame is news, judged by the state before and after it; none for most. */
export function newsOf(before: DeskState, after: DeskState, frame: ServerFrame): News | undefined {
  switch (frame.type) {
    case "message":
      return messageNews(after, frame);
    case "offers":
    case "welcome":
      return offerNews(before, after);
    case "alert":
      return alertNews(before, after, frame);
    case "lease_lost":
      return { chime: "alert", code: "lease_lost" };
    default:
      return undefined;
  }
}

function messageNews(after: DeskState, { conversation_id, message }: ServerFrameOf<"message">): News | undefined {
  if (message.sender !== "customer" || !holds(after, conversation_id)) return undefined;
  return { chime: "message", code: "message", conversationId: conversation_id, ticket: ticketOf(after, conversation_id) };
}

function offerNews(before: DeskState, after: DeskState): News | undefined {
  const known = new Set(before.offers.map((offer) => offer.ticket.id));
  const fresh = after.offers.find((offer) => !known.has(offer.ticket.id));
  return fresh && { chime: "offer", code: "offer", conversationId: fresh.ticket.conversation_id, ticket: fresh.ticket };
}

/** Only what is said on the screen too is heard; a warning is not. */
function alertNews(before: DeskState, after: DeskState, { code, ticket_id }: ServerFrameOf<"alert">): News | undefined {
  if (after.toasts === before.toasts || code === "warning") return undefined;
  const ticket = [...after.mine, ...after.waiting].find((one) => one.id === ticket_id);
  const chime = code === "assigned" ? "offer" : "alert";
  return { chime, code: `alert_${code}`, conversationId: ticket?.conversation_id, ticket };
}

/** An agent who reads the very chat needs no sound for its next message. */
export function isSeen(news: News, state: DeskState, visible: boolean): boolean {
  return visible && news.code === "message" && state.panes.shown.includes(news.conversationId ?? "");
}
