import { refusedBy } from "../api";

/** Halves of characters, which no address can hold. */
const halves = /\p{Surrogate}/gu;

/**
 * Posts a file as the body, telling how many bytes are out (`fetch` does not). Throws ApiError where it is refused,
 * TypeError without a network or when `until` was aborted.
 */
export function postFile(path: string, file: File, headers: Record<string, string>, onSent: (bytes: number) => void, until: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    const all = { "X-Firsthand": "1", "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name.replace(halves, "\ufffd")), ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => (request.status === 200 ? resolve() : void refusedBy(answerOf(request)).then(reject, reject));
    request.onerror = request.onabort = () => reject(new TypeError("the file did not get through"));
    until.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

const answerOf = (request: XMLHttpRequest): Response =>
  new Response(request.responseText, { status: request.status, headers: { "Content-Type": request.getResponseHeader("Content-Type") ?? "" } });
