import { ApiError } from "../../shared/api";
import { postFile } from "../../shared/files/posting";
import { Uploads, type Way } from "../../shared/files/uploads";
import type { Chat } from "../chat";

const made = new WeakMap<Chat, Uploads>();

/** What sends this chat's files. */
export function uploadsOf(chat: Chat): Uploads {
  const known = made.get(chat) ?? new Uploads(chat.uploads, wayOf(chat));
  made.set(chat, known);
  return known;
}

export function wayOf(chat: Pick<Chat, "store" | "freshPass">): Way {
  return {
    ready: () => welcomed(chat),
    /** A file that was chosen for one conversation never goes into another: somebody may have logged out meanwhile. */
    async post(upload, file, onSent, until) {
      const send = (pass = "") => postFile("/widget/files", file, { "X-Pass": pass, "X-Client-Id": upload.clientId }, onSent, until);
      const isHere = () => chat.store.get().conversationId === upload.conversationId;
      if (!isHere()) return false;
      try {
        await send(chat.store.get().pass);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
        const pass = await chat.freshPass();
        if (!isHere()) return false;
        await send(pass);
      }
      return true;
    },
  };
}

function welcomed({ store }: Pick<Chat, "store">): Promise<void> {
  const isReady = () => store.get().phase === "ready" && store.get().pass !== undefined;
  if (isReady()) return Promise.resolve();
  return new Promise((resolve) => {
    const ignore = store.subscribe(() => {
      if (!isReady()) return;
      ignore();
      resolve();
    });
  });
}
