import { useState } from "preact/hooks";
import { resolutionCodes, type ResolutionCode, type Ticket } from "../../shared/frames/desk";
import type { Desk } from "../desk";
import { useWords } from "../language";
import { Choice } from "./choice";
import { Modal } from "./modal";

interface Props {
  ticket: Ticket;
  desk: Desk;
  onClose(): void;
}

/** How it ended, and whether it was settled at once: two answers that the numbers rest on. */
export function ResolveDialog({ ticket, desk, onClose }: Props) {
  const { words } = useWords();
  const [code, setCode] = useState<ResolutionCode>("solved");
  const [first, setFirst] = useState<boolean>();
  const submit = (event: Event) => {
    event.preventDefault();
    desk.resolve(ticket, { code, ...(first === undefined ? {} : { first_contact_solved: first }) });
    onClose();
  };
  return (
    <Modal title={words("resolve.title")} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset class="options">
          <legend class="sr">{words("resolve.codes")}</legend>
          {resolutionCodes.map((one) => (
            <label key={one}>
              <input type="radio" name="code" value={one} checked={one === code} onChange={() => setCode(one)} />
              {words(`resolution.${one}`)}
            </label>
          ))}
        </fieldset>
        <section class="question">
          <h3>{words("resolve.first")}</h3>
          <Choice
            label={words("resolve.first")}
            options={[
              { value: true, label: words("resolve.yes") },
              { value: false, label: words("resolve.no") },
              { value: undefined, label: words("resolve.unknown") },
            ]}
            value={first}
            onChange={setFirst}
          />
          <p class="none">{words("resolve.first_hint")}</p>
        </section>
        <footer>
          <button type="button" class="button outline" onClick={onClose}>
            {words("action.cancel")}
          </button>
          <button class="button strong">{words("resolve.submit")}</button>
        </footer>
      </form>
    </Modal>
  );
}
