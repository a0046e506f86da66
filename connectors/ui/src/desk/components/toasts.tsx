import { useEffect } from "preact/hooks";
import { CloseIcon } from "../../shared/icons";
import { refusalWords } from "../../shared/refusal";
import { ko, type DeskKey } from "../catalogue/ko";
import type { Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { AlarmIcon } from "../icons";
import { useWords } from "../language";
import type { DeskState, Toast } from "../state";

/** How long, in ms, a toast stays by itself; one that leads to a chat stays longer. */
const STAYS = 10_000;
const STAYS_LONG = 20_000;
/** So many at once: older ones give way. */
const MOST = 3;

const grave: readonly string[] = ["alert_breach", "alert_poison", "alert_set_away", "lease_lost"];

export function Toasts({ state, desk }: { state: DeskState; desk: Desk }) {
  const { words } = useWords();
  return (
    <div class="toasts" role="status" aria-label={words("toast.label")}>
      {state.toasts.slice(-MOST).map((toast) => (
        <Slip key={toast.id} toast={toast} ticket={about(state, toast)} desk={desk} />
      ))}
    </div>
  );
}

/** The lists may learn of a ticket after the news of it. */
function about(state: DeskState, toast: Toast): Ticket | undefined {
  const opened = Object.values(state.conversations).flatMap((one) => one.ticket ?? []);
  return [...state.mine, ...state.waiting, ...opened].find((ticket) => ticket.id === toast.ticketId);
}

function Slip({ toast, ticket, desk }: { toast: Toast; ticket?: Ticket; desk: Desk }) {
  const { words } = useWords();
  const conversationId = toast.conversationId ?? ticket?.conversation_id;
  const text = useText(toast, ticket);
  const over = () => desk.dismiss(toast.id);
  useEffect(() => {
    const timer = setTimeout(over, conversationId ? STAYS_LONG : STAYS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={grave.includes(toast.code) ? "toast grave" : "toast"}>
      {grave.includes(toast.code) && <AlarmIcon />}
      <span>{text}</span>
      {conversationId && (
        <button type="button" class="link" onClick={() => (over(), desk.select(conversationId))}>
          {words("toast.open")}
        </button>
      )}
      <button type="button" class="quiet round" aria-label={words("toast.close")} onClick={over}>
        <CloseIcon />
      </button>
    </div>
  );
}

/** Refusals of commands share few sentences; each command that fails in its own way has its own. */
const failures: Readonly<Record<string, DeskKey>> = {
  stale_epoch: "toast.failed_stale",
  not_owner: "toast.failed_stale",
  forbidden: "toast.failed_forbidden",
  agent_away: "toast.failed_agent_away",
  agent_full: "toast.failed_agent_full",
  agent_unsuited: "toast.failed_agent_unsuited",
  too_late: "toast.failed_too_late",
};

function useText({ code, retryAfter, params }: Toast, ticket: Ticket | undefined): string {
  const { words } = useWords();
  const filled = { ...params, name: ticket?.customer.name ?? words("customer.visitor"), number: ticket?.number ?? params?.["number"] ?? "" };
  if (`toast.${code}` in ko) return words(`toast.${code}` as DeskKey, filled);
  const [, command, reason] = /^(transfer|assign|reopen|resolve|return|release|decline|priority|labels)_(\w+)$/.exec(code) ?? [];
  if (!command || !reason) return refusalWords(words, code, retryAfter);
  const own = `toast.failed_${command}`;
  return words(failures[reason] ?? (own in ko ? (own as DeskKey) : "toast.failed_other"));
}
