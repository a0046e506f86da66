import { ApiError } from "../../shared/api";
import { ko, type SupervisorKey } from "./catalogue/ko";
import { StrangeAnswer } from "./gateway";

/** Why something could not be kept: a key of the catalogue, and the field that it is about, such as `hours.mon`. */
export interface Fault {
  key: SupervisorKey;
  field?: string;
  params?: Record<string, unknown>;
}

const whole: Record<string, SupervisorKey> = {
  unauthenticated: "fault.signed_out",
  forbidden: "fault.forbidden",
  not_found: "fault.not_found",
  rate_limited: "fault.rate_limited",
  unavailable: "fault.unavailable",
  internal: "fault.unavailable",
};

const conflicts: Record<string, SupervisorKey> = {
  email: "fault.email_taken",
  name: "fault.name_taken",
  disabled: "fault.last_admin",
  roles: "fault.last_admin",
  delivery: "fault.webhook_disabled",
};

/** What went wrong, for people. Throws what is our own mistake. */
export function faultOf(error: unknown): Fault {
  if (error instanceof StrangeAnswer) return { key: "fault.unexpected" };
  if (error instanceof TypeError) return { key: "fault.offline" };
  if (!(error instanceof ApiError)) throw error;
  const key = whole[error.code];
  if (key) return { key, params: { seconds: Math.max(1, Math.ceil(error.retryAfter ?? 5)) } };
  return { ...reason(error), ...(error.field ? { field: error.field } : {}) };
}

function reason({ code, field = "", message }: ApiError): Pick<Fault, "key" | "params"> {
  const name = field.split(".")[0]!;
  if (code === "conflict") return { key: conflicts[name] ?? "fault.other" };
  const unknown = /placeholders of .* got (.+)$/.exec(message)?.[1];
  if (unknown) return { key: "fault.placeholder", params: { names: unknown } };
  if (name === "hours" && message.includes("overlap")) return { key: "fault.hours_overlap" };
  const key = `fault.${name}`;
  return { key: key in ko ? (key as SupervisorKey) : "fault.other" };
}

/** The fault of a field, or of something within it: `hours` has that of `hours.mon`. */
export function faultAt(faults: readonly Fault[], name: string): Fault | undefined {
  return faults.find(({ field }) => field === name || field?.startsWith(`${name}.`));
}
