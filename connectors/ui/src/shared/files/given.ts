import { useEffect, useRef } from "preact/hooks";

/** Files that are pasted or dropped on `where()` go to `take`; a drop must not make the browser leave the page. */
export function useGiven(where: () => EventTarget | null | undefined, take: (files: readonly File[]) => void): void {
  const newest = useRef(take);
  newest.current = take;
  useEffect(() => {
    const place = where();
    const over = (event: Event) => withFiles((event as DragEvent).dataTransfer) && event.preventDefault();
    const given = (event: Event) => {
      const carried = (event as DragEvent).dataTransfer ?? (event as ClipboardEvent).clipboardData;
      if (!withFiles(carried)) return;
      event.preventDefault();
      newest.current([...carried.files]);
    };
    const heard = { dragover: over, drop: given, paste: given };
    for (const [name, hear] of Object.entries(heard)) place?.addEventListener(name, hear);
    return () => {
      for (const [name, hear] of Object.entries(heard)) place?.removeEventListener(name, hear);
    };
  }, []);
}

/** What an office program copies is laid-out text with a picture of it: the text is meant. Plain text alone beside a
 * file is its name or its path, as file managers give them; a browser's copied picture has its tag beside it. */
const withFiles = (carried: DataTransfer | null): carried is DataTransfer => !!carried?.types.includes("Files") && !isLaidOut(carried.types);

const isLaidOut = (types: readonly string[]) => types.includes("text/plain") && ["text/html", "text/rtf"].some((type) => types.includes(type));
