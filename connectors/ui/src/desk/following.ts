import type { ClientFrame } from "../shared/frames/desk";
import { Gaps } from "../shared/gaps";
import { emptyThread, hasGap } from "../shared/thread";
import { lookedInto } from "./conversations";
import type { DeskState } from "./state";

type Send = (frame: ClientFrame) => boolean;

/** Keeps the conversations of the screen whole: opens them, fetches what is missing, and tells what is looked at. */
export class Following {
  private readonly gaps = new Gaps(
    (id) => hasGap(this.state().conversations[id]?.thread ?? emptyThread),
    (id) => this.send({ type: "fetch", conversation_id: id, after_seq: this.lastSeq(id) }),
  );
  private readonly opening = new Set<string>();
  private looked = "";

  constructor(
    private readonly state: () => DeskState,
    private readonly send: Send,
  ) {}

  cursors(): Record<string, number> {
    const open = Object.entries(this.state().conversations).filter(([, one]) => one.thread.lastSeq > 0);
    return Object.fromEntries(open.map(([id, one]) => [id, one.thread.lastSeq]));
  }

  /** Something the gateway always answers. */
  probe(): ClientFrame | undefined {
    const id = this.state().selected ?? this.state().mine[0]?.conversation_id;
    return id ? { type: "fetch", conversation_id: id, after_seq: this.lastSeq(id) } : undefined;
  }

  open(conversationId: string): void {
    const asked = this.send({ type: "open", conversation_id: conversationId, after_seq: this.lastSeq(conversationId) });
    if (asked) this.opening.add(conversationId);
  }

  /** After the welcome, when the line is ready: what is on the screen is followed again. */
  resume(): void {
    this.opening.clear();
    this.looked = "";
    for (const id of new Set([...lookedInto(this.state()), ...this.state().panes.shown])) this.open(id);
    this.openMine();
    this.look();
  }

  /** A chat of mine is on the screen's list with its news, so its messages must be here. */
  openMine(): void {
    for (const { conversation_id: id } of this.state().mine) {
      if (!this.state().conversations[id]?.state && !this.opening.has(id)) this.open(id);
    }
  }

  fillGap(id: string): void {
    this.gaps.mend(id);
  }

  /** Others see who looks; a hidden tab looks at nothing. */
  look(): void {
    const ids = document.visibilityState === "visible" ? [...this.state().panes.shown] : [];
    const looked = ids.join(" ");
    if (looked !== this.looked && this.send({ type: "look", conversation_ids: ids })) this.looked = looked;
  }

  private lastSeq(conversationId: string): number {
    return this.state().conversations[conversationId]?.thread.lastSeq ?? 0;
  }
}
