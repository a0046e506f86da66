import { load } from "../../shared/api";
import type { Shape } from "../../shared/shape";

/** The gateway answered in a way that this page does not read; `message` names what does not fit. */
export class UnreadableAnswer extends Error {}

/** GET `path`, checked: throws ApiError when refused, TypeError without a network, UnreadableAnswer. */
export async function ask<T>(path: string, shape: Shape<T>, read: (path: string) => Promise<unknown> = load): Promise<T> {
  const answer = await read(path);
  const faults = shape.faults(answer, "answer");
  if (faults.length > 0) throw new UnreadableAnswer(`${path}: ${faults.slice(0, 5).join("; ")}`);
  return answer as T;
}

/** A path with its query; what is undefined is left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const known = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined);
  return `${path}?${new URLSearchParams(known).toString()}`;
}
