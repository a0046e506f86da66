import { sessionShelf } from "../shared/outbox";

/** What is half-written outlives the way to the shop's next page, in this tab; who logs out leaves nothing. */
export const draft = sessionShelf(`firsthand.draft${location.pathname === "/resume" ? ".resume" : ""}`);
