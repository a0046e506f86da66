import type { Agent, Ticket } from "../../shared/frames/desk";
import { refusalWords } from "../../shared/refusal";
import { ko, type DeskKey } from "../catalogue/ko";
import { useWords, wordFor } from "../language";
import { isBusy, type DeskState } from "../state";
import type { ChatProps } from "./chat";

type Props = ChatProps & { ticket: Ticket };

export const supervises = (agent: Agent): boolean => agent.roles.includes("supervisor") || agent.roles.includes("admin");

/** Below a chat that is only read: whose it is, and how it becomes one's own. */
export function NotMine(props: Props) {
  return (
    <footer class="not-mine">
      <KeptText {...props} />
      <Standing {...props} />
    </footer>
  );
}

/** What was begun here and could not be sent, with the reason. */
export function KeptText({ state, conversationId }: Pick<Props, "state" | "conversationId">) {
  const { words } = useWords();
  const draft = state.drafts[conversationId];
  if (!draft) return null;
  const code = state.refusedDrafts[conversationId];
  return (
    <div class="kept">
      {code && <p class="reason">{words("chat.kept", { reason: reasonWords(words, code) })}</p>}
      <p>
        <em>{words("list.draft")}</em> {draft}
      </p>
    </div>
  );
}

function reasonWords(words: (key: DeskKey) => string, code: string): string {
  const key = `kept.${code}`;
  return key in ko ? words(key as DeskKey) : refusalWords(words, code);
}

function Standing(props: Props) {
  const { ticket, state } = props;
  if (ticket.state === "waiting") return <Waits {...props} />;
  if (ticket.state === "assigned" && ticket.agent?.id !== state.agent.id) return <Held {...props} />;
  return <Over {...props} />;
}

function Waits({ ticket, state, desk, ask }: Props) {
  const { words } = useWords();
  const claiming = Object.values(state.running).some((command) => command.type === "claim") || isBusy(state, ticket.id);
  const asked = ticket.offered_to;
  const mine = asked?.id === state.agent.id || state.offers.some((offer) => offer.ticket.id === ticket.id);
  return (
    <>
      <p>{mine ? words("chat.offered_hint") : asked ? words("chat.offered_other", { name: asked.name }) : words("chat.claim_hint")}</p>
      <span class="buttons">
        {supervises(state.agent) && <Assign ticket={ticket} state={state} ask={ask} />}
        {mine ? (
          <button type="button" class="button strong" disabled={claiming} onClick={() => desk.accept(ticket)}>
            {words("offer.accept")}
          </button>
        ) : (
          <button type="button" class="button strong" disabled={claiming || (Boolean(asked) && !supervises(state.agent))} onClick={() => desk.claim(ticket)}>
            {words("chat.claim")}
          </button>
        )}
      </span>
    </>
  );
}

function Held({ ticket, state, ask }: Props) {
  const { words } = useWords();
  return (
    <>
      <p>{ticket.agent ? words("chat.with", { name: ticket.agent.name }) : words("chat.over")}</p>
      {supervises(state.agent) && <Assign ticket={ticket} state={state} ask={ask} />}
    </>
  );
}

function Assign({ ticket, state, ask }: { ticket: Ticket; state: DeskState; ask: ChatProps["ask"] }) {
  const { words } = useWords();
  return (
    <button type="button" class="button outline" disabled={isBusy(state, ticket.id)} onClick={() => ask({ what: "assign", ticket })}>
      {words("chat.assign_to")}
    </button>
  );
}

function Over({ ticket, state, desk }: Props) {
  const { words } = useWords();
  return (
    <>
      <p>{useEnd(ticket)}</p>
      {ticket.state === "resolved" && (
        <button type="button" class="button outline" disabled={isBusy(state, ticket.id)} title={words("chat.reopen_hint")} onClick={() => desk.reopen(ticket)}>
          {words("chat.reopen")}
        </button>
      )}
    </>
  );
}

/** How it ended. A ticket that says it is still this agent's was handed on to somebody whose chats are not shown here. */
function useEnd({ state, resolution_code: code }: Ticket): string {
  const { words } = useWords();
  if (state === "assigned") return words("chat.gone");
  if (state === "returned" || state === "abandoned") return words(`chat.over_${state}`);
  return code ? words("chat.over_resolved", { code: wordFor(words, "resolution", code) }) : words("chat.over");
}
