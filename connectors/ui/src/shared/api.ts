/** The gateway said no to a request, in its own code. `retryAfter` is in seconds. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter?: number,
    /** Which field of what was sent is not as it must be. */
    readonly field?: string,
  ) {
    super(message);
  }
}

interface Refusal {
  error?: { code?: string; message?: string; retry_after?: number; field?: string };
}

async function answerOf<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  throw await refusedBy(answer);
}

/** What an answer that is not `ok` says. */
export async function refusedBy(answer: Response): Promise<ApiError> {
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  const { error } = json ? ((await answer.json()) as Refusal) : {};
  return new ApiError(answer.status, error?.code ?? "internal", error?.message ?? answer.statusText, error?.retry_after, error?.field);
}

/** GET `path`; throws ApiError when refused, TypeError when there is no network and what `until` was aborted with. */
export async function load<T>(path: string, until?: AbortSignal): Promise<T> {
  return answerOf(await fetch(path, { headers: { "X-Firsthand": "1" }, ...(until && { signal: until }) }));
}

export const post = <T>(path: string, body: unknown = {}): Promise<T> => change<T>("POST", path, body);

/** Changes something at `path`; throws as `load` does. */
export async function change<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-Firsthand": "1" };
  return answerOf(await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
}
