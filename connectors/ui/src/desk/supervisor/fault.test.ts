import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import { ApiError } from "../../shared/api";
import { faultAt, faultOf } from "./fault";
import { StrangeAnswer } from "./gateway";

const refused = (name: "admin_agent_address_taken" | "admin_last_admin" | "admin_macro_unknown_placeholder" | "admin_label_name_taken" | "admin_team_wrong_hours" | "admin_webhook_wrong_address") => {
  const { status, response } = golden[name];
  return faultOf(new ApiError(status, response.error.code, response.error.message, undefined, response.error.field));
};

describe("what the gateway refuses, at its field and in words", () => {
  it("an address that is taken", () => expect(refused("admin_agent_address_taken")).toEqual({ key: "fault.email_taken", field: "email" }));
  it("the last admin", () => expect(refused("admin_last_admin")).toEqual({ key: "fault.last_admin", field: "disabled" }));
  it("a placeholder that nobody fills in, by its name", () => {
    expect(refused("admin_macro_unknown_placeholder")).toEqual({ key: "fault.placeholder", field: "ko", params: { names: "{name}" } });
  });
  it("a label's name that is taken", () => expect(refused("admin_label_name_taken")).toEqual({ key: "fault.name_taken", field: "name" }));
  it("hours of a day", () => expect(refused("admin_team_wrong_hours")).toEqual({ key: "fault.hours", field: "hours.mon" }));
  it("an address that is not https", () => expect(refused("admin_webhook_wrong_address")).toEqual({ key: "fault.url", field: "url" }));
  it("a field that nobody has words for", () => {
    expect(faultOf(new ApiError(400, "bad_frame", "expected less", undefined, "mood"))).toEqual({ key: "fault.other", field: "mood" });
  });
});

describe("what goes wrong as a whole", () => {
  it.each([
    [new ApiError(401, "unauthenticated", ""), "fault.signed_out"],
    [new ApiError(503, "unavailable", ""), "fault.unavailable"],
    [new TypeError("Failed to fetch"), "fault.offline"],
    [new StrangeAnswer("agents: expected a list"), "fault.unexpected"],
  ])("%s", (error, key) => expect(faultOf(error)).toMatchObject({ key }));
  it("says for how long to wait", () => {
    expect(faultOf(new ApiError(429, "rate_limited", "", 2.4))).toMatchObject({ key: "fault.rate_limited", params: { seconds: 3 } });
  });
  it("hides no mistake of our own", () => expect(() => faultOf(new RangeError("ours"))).toThrow("ours"));
});

it("a fault within a field is the field's too", () => {
  const faults = [{ key: "fault.hours", field: "hours.mon" } as const];
  expect(faultAt(faults, "hours")).toBe(faults[0]);
  expect(faultAt(faults, "hours.mon")).toBe(faults[0]);
  expect(faultAt(faults, "hours.tue")).toBeUndefined();
  expect(faultAt(faults, "hour")).toBeUndefined();
});
