import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import type { DeskState } from "../state";
import { ResolveDialog } from "./resolve";
import { TransferDialog } from "./transfer";

/** A question that is answered before a chat goes on. */
export interface Asking {
  what: "resolve" | "transfer" | "assign";
  ticket: Ticket;
}

interface Props {
  asking: Asking | undefined;
  state: DeskState;
  desk: Desk;
  onClose(): void;
}

export function AskedNow({ asking, ...props }: Props) {
  if (!asking) return null;
  if (asking.what === "resolve") return <ResolveDialog ticket={asking.ticket} {...props} />;
  return <TransferDialog ticket={asking.ticket} assigning={asking.what === "assign"} {...props} />;
}
