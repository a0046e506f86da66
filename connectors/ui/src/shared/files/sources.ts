import { useEffect, useState } from "preact/hooks";

/** Fetches the content of a file. Throws where there is no network, or where it is refused. */
export type Load = (id: string) => Promise<Blob>;

/** How long after a download began its content is kept, in ms. */
const KEPT = 60_000;

export interface Source {
  /** An address that leads to the content in this page's memory. */
  url?: string;
  failed: boolean;
  again(): void;
}

/** The content of a file while it is shown, once `wanted`. */
export function useSource(id: string, load: Load, wanted: boolean): Source {
  const [url, setUrl] = useState<string>();
  const [failures, setFailures] = useState(0);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    let mine: string | undefined;
    let gone = false;
    const keep = (content: Blob) => {
      if (!gone) setUrl((mine = URL.createObjectURL(content)));
    };
    load(id).then(keep, () => !gone && setFailures(asked + 1));
    return () => {
      gone = true;
      if (mine) URL.revokeObjectURL(mine);
    };
  }, [id, wanted, asked]);
  return { url, failed: failures > asked, again: () => setAsked(failures) };
}

/** Puts the content where the browser keeps what is downloaded. */
export async function download(name: string, content: Promise<Blob>): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
