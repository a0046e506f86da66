/** What a macro may leave to be filled in when an agent uses it. */
export const PLACEHOLDERS = [
  "customer_name",
  "agent_name",
  "order_number",
  "order_total",
  "carrier",
  "tracking_number",
  "ticket_number",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const isKnown = (name: string): name is Placeholder => (PLACEHOLDERS as readonly string[]).includes(name);

/** Names in braces that nobody fills in, each once. */
export function unknownPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!).filter((name) => !isKnown(name)))];
}

/** The text cut at its placeholders. */
export function pieces(text: string): { text: string; placeholder?: Placeholder; unknown?: true }[] {
  return text.split(/(\{[^{}]*\})/).filter(Boolean).map((part) => {
    const name = /^\{([^{}]*)\}$/.exec(part)?.[1];
    if (name === undefined) return { text: part };
    return isKnown(name) ? { text: part, placeholder: name } : { text: part, unknown: true };
  });
}

/** `{name}` put where the caret is, or over what is selected; with where the caret stands then. */
export function inserted(text: string, name: Placeholder, from: number, to: number): { text: string; caret: number } {
  const mark = `{${name}}`;
  return { text: text.slice(0, from) + mark + text.slice(to), caret: from + mark.length };
}

/** What stands in a preview where no words are needed. */
export const SAMPLE_NUMBERS = { order_number: "FH-100207", tracking_number: "5521-8830", ticket_number: "1042" } as const;
