import { createStore, type Store } from "../store";

/** A file that is on its way, or did not get through. */
export interface Upload {
  clientId: string;
  /** The conversation it was chosen for. */
  conversationId: string;
  name: string;
  /** In bytes, as `sent` is. */
  size: number;
  sent: number;
  /** The gateway has it: it stays until its message is here. */
  taken?: boolean;
  refusal?: { code: string; retryAfter?: number };
}

export type UploadAction =
  | { type: "add"; upload: Upload }
  | { type: "change"; clientId: string; to: Partial<Upload> }
  | { type: "drop"; clientId: string };

export type UnderWay = Store<readonly Upload[], UploadAction>;

export const underWay = (): UnderWay => createStore<readonly Upload[], UploadAction>(reduce, []);

function reduce(uploads: readonly Upload[], action: UploadAction): readonly Upload[] {
  switch (action.type) {
    case "add":
      return [...uploads, action.upload];
    case "change":
      return uploads.map((one) => (one.clientId === action.clientId ? { ...one, ...action.to } : one));
    case "drop":
      return uploads.filter((one) => one.clientId !== action.clientId);
  }
}
