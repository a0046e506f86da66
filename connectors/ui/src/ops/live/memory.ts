export interface Moment {
  at: string;
  waiting: number;
}

const KEPT_MS = 30 * 60_000;

/** What the page has seen, up to half an hour back; a moment that is known already adds nothing. */
export function remembered(known: readonly Moment[], { at, waiting }: Moment): Moment[] {
  const since = Date.parse(at) - KEPT_MS;
  const kept = known.filter((moment) => Date.parse(moment.at) >= since);
  return kept.some((moment) => moment.at === at) ? kept : [...kept, { at, waiting }];
}
