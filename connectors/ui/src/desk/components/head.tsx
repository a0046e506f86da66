import type { Ticket } from "../../shared/frames/desk";
import { BackIcon, CloseIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { KEYS } from "../keys";
import { MoreIcon, SideIcon } from "../icons";
import { useWords } from "../language";
import { isBusy } from "../state";
import { Brief } from "./brief";
import type { ChatProps } from "./chat";
import { Clocks } from "./clock";
import { Labels } from "./labels";
import { Popover } from "./popover";
import { Onlookers } from "./onlookers";

type Props = ChatProps & { ticket: Ticket; mine: boolean };

/** Whose chat it is, what is promised, why it came, and what to do with it. */
export function ChatHead(props: Props) {
  const { state, ticket, mine, conversationId } = props;
  return (
    <header class="chat-head">
      <Whose {...props} />
      <div class="traits">
        <Priority {...props} />
        <Clocks ticket={ticket} />
        <Labels ticket={ticket} desk={props.desk} />
        <Onlookers onlookers={state.conversations[conversationId]?.onlookers ?? []} />
      </div>
      <Brief key={ticket.id} ticket={ticket} open={!(mine && ticket.first_reply_at)} />
    </header>
  );
}

function Whose(props: Props) {
  const { words } = useWords();
  const { ticket, desk, state, conversationId, side, onSide, mine } = props;
  return (
    <div class="whose-line">
      <button type="button" class="quiet back" onClick={() => desk.select(undefined)}>
        <BackIcon /> {words("chat.back")}
      </button>
      <div class="whose">
        <h2 tabIndex={-1}>{ticket.customer.name ?? words("customer.visitor")}</h2>
        <p>
          #{ticket.number} · {words(`queue.${ticket.queue}`)} · {ticket.language.toUpperCase()} ·{" "}
          {words(ticket.customer.verified ? "customer.verified" : "customer.unverified")}
        </p>
      </div>
      {mine && <Actions {...props} />}
      <button type="button" class="quiet info" aria-pressed={side} aria-label={words("chat.info")} title={`${words("chat.info")} (${KEYS.info.shown})`} data-key="info" onClick={onSide}>
        <SideIcon />
      </button>
      {state.panes.shown.length > 1 && (
        <button type="button" class="quiet close" aria-label={words("chat.close")} title={words("chat.close")} onClick={() => desk.close(conversationId)}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}

function Actions({ ticket, state, ask, desk }: Props) {
  const { words } = useWords();
  const busy = isBusy(state, ticket.id);
  return (
    <div class="actions">
      <Popover class="quiet" label={words("action.more")} title={words("action.more")} face={<MoreIcon />} role="menu" align="end" disabled={busy}>
        {(close) => <Elsewhere ticket={ticket} desk={desk} close={close} />}
      </Popover>
      <button type="button" class="button outline" data-key="transfer" disabled={busy} title={`${words("action.transfer_hint")} (${KEYS.transfer.shown})`} onClick={() => ask({ what: "transfer", ticket })}>
        {words("action.transfer")}
      </button>
      <button type="button" class="button strong" data-key="resolve" disabled={busy} title={`${words("action.resolve_hint")} (${KEYS.resolve.shown})`} onClick={() => ask({ what: "resolve", ticket })}>
        {words("action.resolve")}
      </button>
    </div>
  );
}

function Elsewhere({ ticket, desk, close }: { ticket: Ticket; desk: Desk; close(): void }) {
  const { words } = useWords();
  return (
    <div class="menu">
      {(["return", "release"] as const).map((action) => (
        <button key={action} type="button" role="menuitem" onClick={() => (close(), desk.finish(action, ticket))}>
          <span>
            <strong>{words(`action.${action}`)}</strong>
            <small>{words(`action.${action}_hint`)}</small>
          </span>
        </button>
      ))}
    </div>
  );
}

const PRIORITIES: readonly Ticket["priority"][] = ["urgent", "high", "normal", "low"];
const tones = { urgent: "bad", high: "warn", normal: "", low: "" } as const;

/** A browser's own choice: read aloud, and used by keys, everywhere. Disabling it for a moment would take the focus away. */
function Priority({ ticket, desk }: Props) {
  const { words } = useWords();
  const open = ticket.state === "waiting" || ticket.state === "assigned";
  return (
    <select
      class={`chip ${tones[ticket.priority]}`}
      aria-label={words("priority.label")}
      title={`${words("priority.label")} (${KEYS.priority.shown})`}
      data-key="priority"
      disabled={!open}
      value={ticket.priority}
      onChange={(event) => desk.setPriority(ticket, event.currentTarget.value as Ticket["priority"])}
    >
      {PRIORITIES.map((priority) => (
        <option key={priority} value={priority}>
          {words(`priority.${priority}`)}
        </option>
      ))}
    </select>
  );
}
