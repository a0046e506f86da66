import { describe, expect, it } from "vitest";
import { ApiError } from "../../shared/api";
import { refusal } from "./refusal";
import { asLists } from "./saving";

describe("a segment", () => {
  it("is saved as lists, but for the one that is yes or no", () =>
    expect(asLists({ language: "ko", topic: "orders,shipping", returning: "no", device: undefined })).toEqual({
      language: ["ko"],
      topic: ["orders", "shipping"],
      returning: "no",
    }));
  it("says why it could not be changed", () => {
    expect(refusal(new ApiError(403, "forbidden", "no"))).toBe("segment.forbidden");
    expect(refusal(new ApiError(409, "conflict", "no"))).toBe("segment.taken");
    expect(refusal(new ApiError(503, "unavailable", "no"))).toBe("segment.failed");
    expect(refusal(new TypeError("no network"))).toBe("segment.failed");
    expect(() => refusal(new Error("ours"))).toThrow("ours");
  });
});
