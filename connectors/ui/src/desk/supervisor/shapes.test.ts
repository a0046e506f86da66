import { describe, expect, it } from "vitest";
import golden from "../../../../../tests/contracts/desk_api.json";
import type { Shape } from "../../shared/shape";
import * as shapes from "./shapes";

const answers: Record<string, Shape<unknown>> = {
  team: shapes.team,
  labels: shapes.labels,
  macros: shapes.macros,
  admin_agents: shapes.accounts,
  admin_agent_added: shapes.accountAnswer,
  admin_agent_changed: shapes.accountAnswer,
  admin_agent_disabled: shapes.accountAnswer,
  admin_macros: shapes.macros,
  admin_macro_added: shapes.macroAnswer,
  admin_macro_changed: shapes.macroAnswer,
  admin_macro_moved: shapes.macroAnswer,
  admin_macro_archived: shapes.nothing,
  admin_labels: shapes.labels,
  admin_label_added: shapes.labelAnswer,
  admin_label_changed: shapes.labelAnswer,
  admin_label_archived: shapes.nothing,
  admin_teams: shapes.teams,
  admin_team_changed: shapes.teamAnswer,
  admin_webhooks: shapes.webhooks,
  admin_webhook_added: shapes.webhookAnswer,
  admin_webhook_changed: shapes.webhookAnswer,
  admin_webhook_archived: shapes.nothing,
  admin_webhooks_dead: shapes.deadDeliveries,
  admin_webhook_retried: shapes.nothing,
  admin_audit: shapes.audit,
};

const examples: Record<string, { status?: number; response: unknown }> = golden;

describe("golden answers to a supervisor", () => {
  it.each(Object.entries(answers))("%s", (name, shape) => {
    expect(shape.faults(examples[name]?.response, name)).toEqual([]);
  });
  it("every example of a settings page is read", () => {
    const ours = Object.keys(examples).filter((name) => name.startsWith("admin_") && !examples[name]!.status?.toString().startsWith("4"));
    expect(ours.filter((name) => !(name in answers))).toEqual([]);
  });
});

describe("golden refusals", () => {
  const refused = Object.entries(examples).filter(([name, { status }]) => name.startsWith("admin_") && status && status >= 400);
  it.each(refused)("%s", (_, { response }) => expect(shapes.refusal.faults(response, "answer")).toEqual([]));
});
