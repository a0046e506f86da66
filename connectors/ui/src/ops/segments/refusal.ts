import { ApiError } from "../../shared/api";

/** Why a segment could not be changed, as the key of its words. Throws on what is our own mistake. */
export function refusal(error: unknown): "segment.forbidden" | "segment.taken" | "segment.failed" {
  if (error instanceof ApiError && error.status === 409) return "segment.taken";
  if (error instanceof ApiError) return error.status === 403 ? "segment.forbidden" : "segment.failed";
  if (error instanceof TypeError) return "segment.failed";
  throw error;
}
