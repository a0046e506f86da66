/** The gateway said no to a request, in its own code. `retryAfter` is in seconds. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

interface Refusal {
  error?: { code?: string; message?: string; retry_after?: number };
}

async function answerOf<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  const { error } = json ? ((await answer.json()) as Refusal) : {};
  throw new ApiError(answer.status, error?.code ?? "internal", error?.message ?? answer.statusText, error?.retry_after);
}

/** GET `path`; throws ApiError when refused and TypeError when there is no network. */
export async function load<T>(path: string): Promise<T> {
  return answerOf(await fetch(path, { headers: { "X-Firsthand": "1" } }));
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-Firsthand": "1" };
  return answerOf(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}
