import type { RefObject } from "preact";
import { ClipIcon, SendIcon } from "../../shared/icons";
import { Box } from "./box";
import { LockIcon, MacroIcon } from "./icons";
import { useToolWords } from "./language";
import type { Mode, Writing } from "./writing";

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  writing: Writing;
  picking: boolean;
  onText(text: string): void;
  onKeyDown(event: KeyboardEvent): void;
  onMacros(): void;
  onAttach?: () => void;
  onMode(mode: Mode): void;
  send(): void;
}

const stays = (event: Event) => event.preventDefault();

/** The box with what belongs to it. A note looks different all over: nobody may take it for a reply. */
export function WriteForm({ box, writing, picking, onText, onKeyDown, onMacros, onAttach, onMode, send }: Props) {
  const { words, tool } = useToolWords();
  const { mode, text, count, limit, gaps, ready } = writing;
  const short = matchMedia("(max-width: 760px)").matches;
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      {mode === "note" && (
        <p class="private">
          <LockIcon /> {tool("write.note_private")}
        </p>
      )}
      <Box
        box={box}
        text={text}
        label={mode === "note" ? tool("write.note") : words("composer.label")}
        placeholder={tool(`write.${mode}_${short ? "short" : "hint"}`)}
        invalid={count > limit || gaps.length > 0}
        gaps={gaps}
        shortcut={writing.replies ? undefined : "note"}
        onText={onText}
        onKeyDown={onKeyDown}
      />
      <div class="tools">
        {writing.replies && <Modes mode={mode} onMode={onMode} />}
        {mode === "reply" && (
          <button type="button" class="quiet macros" aria-expanded={picking} aria-haspopup="dialog" onMouseDown={stays} onClick={onMacros}>
            <MacroIcon /> <span>{tool("macro.open")}</span> <kbd>/</kbd>
          </button>
        )}
        {mode === "reply" && onAttach && (
          <button type="button" class="quiet attach" data-key="attach" aria-label={words("composer.attach")} title={words("composer.attach")} onClick={onAttach}>
            <ClipIcon />
          </button>
        )}
        <span class="space" />
        {count > 0 && (
          <span class={count > limit ? "count over" : "count"} role={count > limit - 200 ? "status" : undefined}>
            {words("composer.count", { count: count.toLocaleString("en"), limit: limit.toLocaleString("en") })}
          </span>
        )}
        <button class="send" disabled={!ready} aria-label={mode === "note" ? tool("write.send_note") : words("composer.send")}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

function Modes({ mode, onMode }: { mode: Mode; onMode(mode: Mode): void }) {
  const { tool } = useToolWords();
  return (
    <div class="switch" role="group" aria-label={tool("write.mode")}>
      <button type="button" aria-pressed={mode === "reply"} data-key={mode === "note" ? "note" : undefined} onMouseDown={stays} onClick={() => onMode("reply")}>
        {tool("write.reply")}
      </button>
      <button type="button" aria-pressed={mode === "note"} data-key={mode === "reply" ? "note" : undefined} onMouseDown={stays} onClick={() => onMode("note")}>
        <LockIcon /> {tool("write.note")}
      </button>
    </div>
  );
}
