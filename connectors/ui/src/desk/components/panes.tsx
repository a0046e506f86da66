import { InboxIcon } from "../../shared/icons";
import type { Desk } from "../desk";
import { useWords } from "../language";
import type { DeskState } from "../state";
import type { Asking } from "./asking";
import { Chat } from "./chat";

interface Props {
  state: DeskState;
  desk: Desk;
  ask(asking: Asking): void;
  side: boolean;
  onSide(): void;
}

/** Middle: one to three chats side by side. A free column says how it is filled. */
export function Panes(props: Props) {
  const { words } = useWords();
  const { state } = props;
  const { shown } = state.panes;
  if (shown.length === 0) return <Nothing state={state} />;
  return (
    <div class="panes" data-columns={Math.min(3, Math.max(shown.length, state.columns))}>
      {shown.map((id) => (
        <Chat key={id} conversationId={id} {...props} />
      ))}
      {shown.length < state.columns && <p class="free">{words("chat.free_column")}</p>}
    </div>
  );
}

function Nothing({ state }: { state: DeskState }) {
  const { words } = useWords();
  const any = state.waiting.length + state.mine.length > 0;
  return (
    <section class="chat nothing">
      <InboxIcon />
      <h2>{words(any ? "chat.pick_title" : "chat.none_title")}</h2>
      <p>{words(any ? "chat.pick_text" : "chat.pick_none")}</p>
    </section>
  );
}
