import type { ServerFrame, ServerFrameOf } from "../shared/frames/desk";
import { withMessage, withMessages } from "../shared/thread";
import { arrived, changed, forgotten, opened } from "./conversations";
import { ticketOf, type DeskState, type Toast } from "./state";
import { acknowledged, refused } from "./unsent";

/** What the gateway said, taken into the state. */
export function hear(state: DeskState, frame: ServerFrame): DeskState {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "waiting":
      return { ...state, waiting: frame.tickets };
    case "mine":
      return { ...state, mine: frame.tickets };
    case "offers":
      return { ...state, offers: frame.offers };
    case "counts":
      return { ...state, counts: { queues: frame.queues, agents: frame.agents } };
    case "ticket":
      return changed(state, frame.ticket.conversation_id, (one) => ({ ...one, ticket: frame.ticket }));
    case "conversation":
      return opened(state, frame);
    case "message":
      return arrived(state, frame.conversation_id, [frame.message], (thread) => withMessage(thread, frame.message));
    case "messages":
      return arrived(state, frame.conversation_id, frame.messages, (thread) => withMessages(thread, frame.messages, frame.last_seq, frame.reset));
    case "typing":
      return changed(state, frame.conversation_id, (one) => ({ ...one, customerTyping: frame.on }));
    case "notes":
      return changed(state, frame.conversation_id, (one) => ({ ...one, notes: frame.notes }));
    case "card_changed":
      return changed(state, frame.conversation_id, (one) => ({ ...one, cardChanges: one.cardChanges + 1 }));
    case "presence":
      return changed(state, frame.conversation_id, (one) => ({ ...one, onlookers: frame.agents }));
    case "alert":
      return alerted(state, frame);
    case "lease_lost":
      return leaseLost(state, frame.ticket_id);
    case "ack":
      return acknowledged(state, frame);
    case "refused":
      return refused(state, frame);
    default:
      return state;
  }
}

function welcomed(state: DeskState, frame: ServerFrameOf<"welcome">): DeskState {
  const { agent, waiting, mine, offers, counts } = frame;
  return forgotten({ ...state, agent, waiting, mine, offers, counts, running: {} });
}

/** News that an agent should not miss; of a clock only when the chat is the agent's own, or a supervisor looks. */
function alerted(state: DeskState, { code, ticket_id, params }: ServerFrameOf<"alert">): DeskState {
  const ofClock = code === "breach" || code === "warning";
  if (ofClock && !concerns(state, ticket_id, code === "breach")) return state;
  const id = `alert_${code} ${ticket_id ?? ""} ${String(params?.["clock"] ?? "")}`;
  const toast: Toast = { id, code: `alert_${code}`, ticketId: ticket_id, params };
  return { ...state, toasts: [...state.toasts.filter((one) => one.id !== id), toast] };
}

const supervising = (state: DeskState): boolean => state.agent.roles.some((role) => role === "supervisor" || role === "admin");

const concerns = (state: DeskState, ticketId: string | undefined, grave: boolean): boolean =>
  state.mine.some((ticket) => ticket.id === ticketId) || (grave && supervising(state));

/** The chat is gone; what was begun stays, and the agent reads why. */
function leaseLost(state: DeskState, ticketId: string): DeskState {
  const ticket = state.mine.find((one) => one.id === ticketId);
  const toast: Toast = { id: `lease_lost ${ticketId}`, code: "lease_lost", conversationId: ticket?.conversation_id };
  const toasts = [...state.toasts.filter((one) => one.id !== toast.id), toast];
  const id = ticket?.conversation_id;
  if (!id || !state.drafts[id] || !ticketOf(state, id)) return { ...state, toasts };
  return { ...state, toasts, refusedDrafts: { ...state.refusedDrafts, [id]: "lease_lost" } };
}
