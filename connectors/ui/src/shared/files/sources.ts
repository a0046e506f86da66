import { useEffect, useState } from "preact/hooks";

/** Fetches the content of a file. Throws where there is no network, or where it is refused. */
export type Load = (id: string) => Promise<Blob>;

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
