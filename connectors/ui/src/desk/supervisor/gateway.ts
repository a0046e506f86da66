import { change, load } from "../../shared/api";
import type { Shape } from "../../shared/shape";
import * as shapes from "./shapes";
import type { Colour, EventName, Macro, Priority, Queue, Role, TeamSettings } from "./shapes";

/** The gateway said yes, but not what was expected; names what did not fit. */
export class StrangeAnswer extends Error {}

const API = "/desk/api";
const ADMIN = `${API}/admin`;

function checked<T>(shape: Shape<T>, answer: unknown, path: string): T {
  const [fault] = shape.faults(answer, path);
  if (fault) throw new StrangeAnswer(fault);
  return answer as T;
}

const read = async <T>(path: string, shape: Shape<T>): Promise<T> => checked(shape, await load<unknown>(path), path);

async function write<T>(method: "POST" | "PATCH" | "DELETE", path: string, shape: Shape<T>, body?: unknown): Promise<T> {
  return checked(shape, await change<unknown>(method, path, body), path);
}

export interface AgentFields {
  name: string;
  email: string;
  password: string;
  roles: Role[];
  languages: string[];
  skills: Queue[];
  capacity: number;
  disabled: boolean;
}

/** `queue` null is every queue's. */
export interface MacroFields {
  name: string;
  queue: Queue | null;
  ko: string;
  en: string;
}

export interface LabelFields {
  name: string;
  colour: Colour;
}

/** No events are all of them. */
export interface WebhookFields {
  url: string;
  events: EventName[];
  enabled: boolean;
}

export type TeamFields = Omit<TeamSettings, "queue" | "open" | "opens_at" | "sla"> & { sla: OwnTargets };
/** Seconds of open time, only where the team promises otherwise than everybody. */
export type OwnTargets = Partial<Record<Priority, Partial<Record<"first" | "next" | "full", number>>>>;

const at = (path: string, id: string): string => `${ADMIN}/${path}/${encodeURIComponent(id)}`;

/** Everything that the supervisor's pages ask of the gateway. All throw ApiError, TypeError (no network) or StrangeAnswer. */
export const gateway = {
  team: () => read(`${API}/team`, shapes.team),

  agents: async () => (await read(`${ADMIN}/agents`, shapes.accounts)).agents,
  addAgent: (fields: Omit<AgentFields, "disabled">) => write("POST", `${ADMIN}/agents`, shapes.accountAnswer, fields),
  changeAgent: (id: string, fields: Partial<Omit<AgentFields, "email">>) => write("PATCH", at("agents", id), shapes.accountAnswer, fields),
  resetSecondFactor: (id: string) => write("DELETE", `${at("agents", id)}/second-factor`, shapes.nothing),

  macros: async () => (await read(`${ADMIN}/macros`, shapes.macros)).macros,
  addMacro: ({ queue, ...fields }: MacroFields) =>
    write("POST", `${ADMIN}/macros`, shapes.macroAnswer, { ...fields, ...(queue ? { queue } : {}) }),
  changeMacro: (id: string, fields: Partial<MacroFields>) => write("PATCH", at("macros", id), shapes.macroAnswer, fields),
  /** `position` 0 is the first. */
  moveMacro: (id: string, position: number) => write("PATCH", at("macros", id), shapes.macroAnswer, { position }),
  removeMacro: ({ id }: Macro) => write("DELETE", at("macros", id), shapes.nothing),

  labels: async () => (await read(`${ADMIN}/labels`, shapes.labels)).labels,
  addLabel: (fields: LabelFields) => write("POST", `${ADMIN}/labels`, shapes.labelAnswer, fields),
  changeLabel: (id: string, fields: Partial<LabelFields>) => write("PATCH", at("labels", id), shapes.labelAnswer, fields),
  removeLabel: (id: string) => write("DELETE", at("labels", id), shapes.nothing),

  teams: () => read(`${ADMIN}/teams`, shapes.teams),
  changeTeam: (queue: Queue, fields: Partial<TeamFields>) => write("PATCH", at("teams", queue), shapes.teamAnswer, fields),

  webhooks: async () => (await read(`${ADMIN}/webhooks`, shapes.webhooks)).webhooks,
  addWebhook: ({ url, events }: Pick<WebhookFields, "url" | "events">) => write("POST", `${ADMIN}/webhooks`, shapes.webhookAnswer, { url, events }),
  changeWebhook: (id: string, fields: Partial<WebhookFields>) => write("PATCH", at("webhooks", id), shapes.webhookAnswer, fields),
  removeWebhook: (id: string) => write("DELETE", at("webhooks", id), shapes.nothing),
  dead: async () => (await read(`${ADMIN}/webhooks/dead`, shapes.deadDeliveries)).deliveries,
  retry: (id: string) => write("POST", `${at("webhooks/dead", id)}/retry`, shapes.nothing, {}),

  audit: (cursor?: string) => read(`${ADMIN}/audit${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`, shapes.audit),
};
