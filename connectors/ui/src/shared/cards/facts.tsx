import type { ComponentChildren } from "preact";
import type { SharedKey } from "../catalogue/ko";
import { ko } from "../catalogue/ko";
import { useLanguage } from "../language";

/** A list of names and values; a missing value leaves its line out. */
export function Facts({ rows }: { rows: [SharedKey, ComponentChildren][] }) {
  const { words } = useLanguage();
  const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== "");
  return (
    <dl class="facts">
      {shown.map(([key, value]) => (
        <div key={key}>
          <dt>{words(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const tones: Record<string, string> = {
  delivered: "good", completed: "good", refunded: "good", active: "good", paid: "good", captured: "good",
  late: "warn", past_due: "warn", pending: "warn",
  cancelled: "mute", returned: "mute", rejected: "bad", failed: "bad",
};

export function StatusChip({ status }: { status: string }) {
  const { words } = useLanguage();
  return <span class={`chip ${tones[status] ?? "info"}`}>{word(words, "status", status)}</span>;
}

/** The catalogue's word for a code of the shop; the code itself when it has none. */
export function word(words: (key: SharedKey) => string, group: "status" | "method", code: string): string {
  const key = `${group}.${code}`;
  return key in ko ? words(key as SharedKey) : code.replaceAll("_", " ");
}
