import { useEffect, useRef, useState } from "preact/hooks";
import type { SentFile } from "../frames/message";
import { CloseIcon, DownloadIcon } from "../icons";
import { downloadFrom } from "./download";
import { useWords } from "./language";
import { useSource, type Load } from "./sources";

interface Props {
  file: SentFile;
  load: Load;
  size: { width: number; height: number };
}

/** The largest a picture is among messages, in px. */
const WIDEST = 240;
const HIGHEST = 300;

/** A picture in its place, whose room is kept before it is there: nothing moves when it comes. Pressed, it is large. */
export function Picture({ file, load, size: { width, height } }: Props) {
  const { words } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const { url, failed, again } = useSource(file.id, load, useSeen(frame));
  const [large, setLarge] = useState(false);
  const shown = Math.round(Math.min(WIDEST, width, (HIGHEST * width) / height));
  return (
    <div ref={frame} class="sent-picture" style={{ width: `${Math.max(shown, 48)}px`, aspectRatio: `${width} / ${height}` }} aria-busy={!url && !failed}>
      {url && (
        <button type="button" aria-label={words("file.open", { name: file.name })} onClick={() => setLarge(true)}>
          <img src={url} alt="" />
        </button>
      )}
      {failed && (
        <p role="alert">
          {words("file.failed")}
          <button type="button" class="link" onClick={again}>
            {words("file.again")}
          </button>
        </p>
      )}
      {large && url && <Large name={file.name} url={url} onClose={() => setLarge(false)} />}
    </div>
  );
}

/** The whole window is the picture's; Escape, a press beside it and the button close it, and the focus goes back. */
function Large({ name, url, onClose }: { name: string; url: string; onClose(): void }) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  const close = () => dialog.current!.close();
  return (
    <dialog
      ref={dialog}
      class="large-picture"
      aria-label={name}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <img src={url} alt={name} />
      <div>
        <button type="button" class="quiet round" aria-label={words("file.download", { name })} onClick={() => downloadFrom(name, url)}>
          <DownloadIcon />
        </button>
        <button type="button" class="quiet round" aria-label={words("file.close")} onClick={close}>
          <CloseIcon />
        </button>
      </div>
    </dialog>
  );
}

/** True from the moment the reader comes near it: a long conversation does not load all its pictures at once. */
function useSeen(frame: { current: Element | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((found) => found.some(({ isIntersecting }) => isIntersecting) && setSeen(true), { rootMargin: "200px" });
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, []);
  return seen;
}
