import "./files.css";
import type { Message } from "../frames/message";
import { FileIcon } from "../icons";
import { MoreWords } from "../language";
import { catalogues, refusedFile, useWords } from "./language";
import { sized } from "./limits";
import type { Upload } from "./underway";
import type { Uploads } from "./uploads";

interface Props {
  conversationId: string | undefined;
  shown: readonly Upload[];
  messages: readonly Message[];
  uploads: Pick<Uploads, "retry" | "discard">;
}

/** What is on its way in this conversation; whose message is here is no more. */
export function UploadRows({ conversationId, shown, messages, uploads }: Props) {
  const here = shown.filter((one) => one.conversationId === conversationId && !messages.some(({ client_id }) => client_id === one.clientId));
  return (
    <MoreWords catalogues={catalogues}>
      {here.map((upload) => (
        <UploadRow key={upload.clientId} upload={upload} uploads={uploads} />
      ))}
    </MoreWords>
  );
}

function UploadRow({ upload, uploads }: { upload: Upload; uploads: Props["uploads"] }) {
  const { words } = useWords();
  const { clientId, name, size, sent, refusal, taken } = upload;
  return (
    <article class="row mine first" data-upload={clientId}>
      <div class="said">
        <div class={refusal ? "sent-file failed" : "sent-file"}>
          <FileIcon />
          <p>
            <bdi>{name}</bdi>
            <span>{sized(size)}</span>
            {!refusal && <progress max={size} value={sent} aria-label={words("upload.progress", { name })} />}
          </p>
        </div>
        {refusal ? (
          <p class="clock failure" role="alert">
            <span>{refusedFile(words, refusal.code, refusal.retryAfter)}</span>
            {mayPass(refusal.code) && (
              <button type="button" class="link" onClick={() => uploads.retry(clientId)}>
                {words("message.retry")}
              </button>
            )}
            <button type="button" class="link" onClick={() => uploads.discard(clientId)}>
              {words("message.discard")}
            </button>
          </p>
        ) : (
          <p class="clock">
            <span class="sr">{words("upload.progress", { name })}</span>
            <span aria-hidden="true">{words("upload.sending", { percent: Math.floor((sent / size) * 100) })}</span>{" "}
            {!taken && (
              <button type="button" class="link" onClick={() => uploads.discard(clientId)}>
                {words("upload.cancel")}
              </button>
            )}
          </p>
        )}
      </div>
    </article>
  );
}

/** The same file would be refused again. */
const mayPass = (code: string): boolean => !["too_large", "empty", "unsupported_file"].includes(code);
