import type { ComponentType } from "preact";
import type { icon } from "../shared/icons";
import type { Ask, PageId, Query } from "./query";
import * as icons from "./shell/icons";

/** What a page is given: what is asked of it, and the way to ask otherwise. */
export interface PageProps {
  query: Query;
  ask: Ask;
}

export interface PageModule {
  default: ComponentType<PageProps>;
}

interface Entry {
  id: PageId;
  icon: ReturnType<typeof icon>;
  /** A page is fetched when it is opened. */
  load(): Promise<PageModule>;
  /** What of the filter bar the page heeds: everything, or nothing. */
  filtered: boolean;
  /** It can be compared with another period or segment. */
  compares?: true;
}

/** The pages, as the navigation has them. */
export const pages: readonly Entry[] = [
  { id: "overview", icon: icons.OverviewIcon, load: () => import("./overview/page"), filtered: true, compares: true },
  { id: "live", icon: icons.LiveIcon, load: () => import("./live/page"), filtered: false },
  { id: "map", icon: icons.MapIcon, load: () => import("./map/page"), filtered: true, compares: true },
  { id: "paths", icon: icons.PathsIcon, load: () => import("./paths/page"), filtered: true },
  { id: "pain", icon: icons.PainIcon, load: () => import("./pain/page"), filtered: true },
  { id: "churn", icon: icons.ChurnIcon, load: () => import("./churn/page"), filtered: false },
  { id: "goals", icon: icons.GoalIcon, load: () => import("./goals/page"), filtered: false },
];

export const entryOf = (id: PageId): Entry => pages.find((page) => page.id === id) ?? pages[0]!;
