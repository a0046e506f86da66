import { useEffect, useRef, useState } from "preact/hooks";
import { change } from "../../shared/api";
import type { Segment } from "../../shared/frames/ops_journey";
import { useWords } from "../language";
import { refusal } from "./refusal";

interface Props {
  segment: Segment;
  onRemoved(): void;
  onKept(): void;
}

/** Asks before a segment goes for everybody. */
export function Removal({ segment, onRemoved, onKept }: Props) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fault, setFault] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const remove = async () => {
    try {
      await change("DELETE", `/ops/api/segments/${encodeURIComponent(segment.id)}`);
      onRemoved();
    } catch (error) {
      setFault(words(refusal(error)));
    }
  };
  return (
    <dialog ref={dialog} class="removal" aria-labelledby="removal-title" onClose={onKept}>
      <h2 id="removal-title">{words("segment.remove_title", { name: segment.name })}</h2>
      <p>{words("segment.remove_text")}</p>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <footer>
        <button class="button" onClick={onKept}>
          {words("segment.cancel")}
        </button>
        <button class="button strong" onClick={() => void remove()}>
          {words("segment.remove_confirm")}
        </button>
      </footer>
    </dialog>
  );
}
