import { useNow } from "../../shared/clock";
import { duration } from "../../shared/format";
import type { Ticket } from "../../shared/frames/desk";
import { readClocks, TONES, type Reading } from "../clocks";
import { Block, Rows } from "./block";
import { useToolWords } from "./language";

/** What was promised to the customer, and how it stands; nothing for a ticket without promises. */
export function Clocks({ ticket }: { ticket: Ticket }) {
  const { tool } = useToolWords();
  const now = useNow(1000);
  const readings = readClocks(ticket, now);
  if (readings.length === 0) return null;
  return (
    <Block title={tool("about.clocks")}>
      <Rows rows={readings.map((reading) => [tool(`clock.${reading.name}`), <Clock reading={reading} />])} />
    </Block>
  );
}

function Clock({ reading: { state, seconds } }: { reading: Reading }) {
  const { tool, locale } = useToolWords();
  const time = seconds !== undefined && duration(Math.abs(seconds), locale);
  const said = time ? tool(seconds! < 0 ? "clock.over" : "clock.left", { time }) : tool(state === "paused" ? "clock.paused" : state === "met" ? "clock.met" : "clock.met_late");
  return <span class={`chip ${TONES[state] || "info"}`}>{said}</span>;
}
