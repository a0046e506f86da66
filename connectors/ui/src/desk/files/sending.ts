import { refusedBy } from "../../shared/api";
import { postFile } from "../../shared/files/posting";
import { underWay, type UnderWay } from "../../shared/files/underway";
import { Uploads } from "../../shared/files/uploads";
import type { Desk } from "../desk";
import { ticketOf } from "../state";

interface Sending {
  shown: UnderWay;
  uploads: Uploads;
}

const made = new WeakMap<Desk, Sending>();

/** What sends this desk's files, and those on their way. */
export function filesOf(desk: Desk): Sending {
  const known = made.get(desk) ?? sendingOf(desk);
  made.set(desk, known);
  return known;
}

function sendingOf(desk: Desk): Sending {
  const shown = underWay();
  const uploads = new Uploads(shown, {
    ready: () => connected(desk),
    /** Under the epoch that the agent has now: a chat that went to somebody else meanwhile is refused. */
    async post({ clientId, conversationId }, file, onSent, until) {
      const epoch = ticketOf(desk.store.get(), conversationId)?.epoch ?? 0;
      const asked = new URLSearchParams({ conversation_id: conversationId, epoch: String(epoch) });
      await postFile(`/desk/files?${asked}`, file, { "X-Client-Id": clientId }, onSent, until);
      return true;
    },
  });
  return { shown, uploads };
}

function connected({ store }: Desk): Promise<void> {
  if (store.get().phase === "ready") return Promise.resolve();
  return new Promise((resolve) => {
    const ignore = store.subscribe(() => {
      if (store.get().phase !== "ready") return;
      ignore();
      resolve();
    });
  });
}

/** The content of a file that this agent may read. */
export async function loadFile(id: string): Promise<Blob> {
  const answer = await fetch(`/desk/files/${id}`, { headers: { "X-Firsthand": "1" } });
  if (!answer.ok) throw await refusedBy(answer);
  return answer.blob();
}
