import { useState } from "preact/hooks";
import { ApiError } from "../../shared/api";
import type { OpsKey } from "../catalogue/ko";
import { ko } from "../catalogue/ko";
import { failureOf, StrangeAnswer, type Failure } from "../loaded";

/** Why something could not be kept: a key of the catalogue, and the field that it is about. */
export interface Fault {
  key: OpsKey;
  field?: string;
}

export function faultOf(failure: Failure): Fault {
  if (failure instanceof StrangeAnswer) return { key: "fault.strange" };
  if (!(failure instanceof ApiError)) return { key: "fault.offline" };
  if (failure.status === 403) return { key: "fault.forbidden" };
  if (failure.status === 404) return { key: "fault.not_found" };
  const field = failure.field?.split(".")[0];
  const key = `fault.${field}`;
  if (field && key in ko) return { key: key as OpsKey, field };
  return { key: failure.status >= 500 ? "fault.unavailable" : "fault.other" };
}

export interface Submitting {
  busy: boolean;
  fault?: Fault;
  refuse(fault: Fault | undefined): void;
  /** Runs `work`, and `done` when the gateway took it. */
  submit(work: () => Promise<unknown>, done: () => void): void;
}

/** One thing at a time is sent; what is wrong with it is kept until the next try. */
export function useSubmitting(): Submitting {
  const [busy, setBusy] = useState(false);
  const [fault, refuse] = useState<Fault>();
  const submit = (work: () => Promise<unknown>, done: () => void) => {
    if (busy) return;
    setBusy(true);
    refuse(undefined);
    work()
      .then(done, (error: unknown) => refuse(faultOf(failureOf(error))))
      .finally(() => setBusy(false));
  };
  return { busy, fault, refuse, submit };
}
