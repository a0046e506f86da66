import { useWords } from "../language";
import { KEYS, SHOWN, type KeyGroup } from "../keys";
import { Modal } from "./modal";

const WRITING = [
  ["send", "Enter"],
  ["line", "Shift Enter"],
  ["macro", "/"],
  ["suggest", "Tab"],
  ["escape", "Esc"],
] as const;

/** Every key on one sheet. */
export function Help({ onClose }: { onClose(): void }) {
  const { words } = useWords();
  return (
    <Modal title={words("help.title")} onClose={onClose} wide>
      <div class="key-groups">
        {(Object.keys(SHOWN) as KeyGroup[]).map((group) => (
          <section key={group}>
            <h3>{words(`help.${group}`)}</h3>
            <dl>
              {SHOWN[group].map((name) => (
                <Key key={name} keys={KEYS[name].shown} what={words(`key.${name}`)} />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{words("help.writing")}</h3>
          <dl>
            {WRITING.map(([name, keys]) => (
              <Key key={name} keys={keys} what={words(`key.${name}`)} />
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function Key({ keys, what }: { keys: string; what: string }) {
  return (
    <div>
      <dt>
        {keys.split(" ").map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
