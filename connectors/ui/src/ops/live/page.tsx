import { useEffect, useState } from "preact/hooks";
import { useNow } from "../../shared/clock";
import { duration, number, time } from "../../shared/format";
import { live as liveShape, type Live } from "../../shared/frames/ops_live";
import { ArrowIcon } from "../../shared/icons";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { Answered } from "../shell/answered";
import { useSession } from "../shell/session";
import { Breaches } from "./breaches";
import { remembered, type Moment } from "./memory";
import { Queues } from "./queues";
import { StaffingCard } from "./staffing";
import { Waited } from "./waited";
import "./live.css";

/** In ms: so often the page asks again while somebody looks. */
const EVERY = 5_000;
/** In ms: older than this, the numbers are not those of now. */
const STALE = 20_000;

export default function Page() {
  const found = useLoaded("/ops/api/live", liveShape, EVERY);
  return (
    <Answered of={found} calm>
      {(live) => <Now live={live} readAt={found.at ?? 0} failed={found.error !== undefined} />}
    </Answered>
  );
}

interface NowProps {
  live: Live;
  /** In ms since 1970, by this browser's clock; it need not agree with the gateway's. */
  readAt: number;
  failed: boolean;
}

function Now({ live, readAt, failed }: NowProps) {
  const { words, locale } = useWords();
  const { agent } = useSession();
  const now = useNow(1000);
  const passed = Math.max(0, now - readAt) / 1000;
  const old = failed || passed * 1000 > STALE;
  const seen = useMemory(live);
  return (
    <>
      <header class="page-head">
        <p class={old ? "live-at old" : "live-at"}>
          <i class={old ? "lamp" : "lamp on"} /> <strong>{words(old ? "live.as_of" : "live.now", { time: time(live.at, "time", locale) })}</strong>{" "}
          <span>{words("live.every", { seconds: EVERY / 1000 })}</span>
        </p>
        {agent.roles.some((role) => role === "supervisor" || role === "admin") && (
          <a class="button outline" href="/desk#/team">
            {words("live.team")} <ArrowIcon />
          </a>
        )}
      </header>
      <section class="live-tiles" aria-label={words("live.title")}>
        <Figure name={words("live.waiting")} value={number(live.waiting, locale)} tone={live.waiting > 0 ? "warn" : ""}>
          {live.oldest_s === null ? words("live.nobody_waits") : words("live.oldest", { time: duration(live.oldest_s + passed, locale) })}
        </Figure>
        <Figure name={words("live.chats")} value={number(live.chats, locale)}>
          {words("live.chats_note")}
        </Figure>
        <Figure name={words("live.agents")} value={number(live.agents.online, locale)} tone={live.agents.online === 0 && live.queues.some(({ open }) => open) ? "bad" : ""}>
          {words("live.agents_note", { busy: number(live.agents.busy, locale), away: number(live.agents.away, locale) })}
        </Figure>
        <Figure name={words("live.breaches")} value={number(live.queues.reduce((sum, { breached }) => sum + breached, 0), locale)} tone={live.breaches.length > 0 ? "bad" : ""}>
          {words(live.breaches.length > 0 ? "live.breaches_note" : "live.no_breaches")}
        </Figure>
      </section>
      <div class="live-two">
        <StaffingCard staffing={live.staffing} />
        <Waited seen={seen} />
      </div>
      <Queues queues={live.queues} passed={passed} />
      <Breaches breaches={live.breaches} now={Date.parse(live.at) + passed * 1000} />
    </>
  );
}

function Figure({ name, value, tone = "", children }: { name: string; value: string; tone?: string; children: string }) {
  return (
    <article class={`live-figure ${tone}`}>
      <h2>{name}</h2>
      <b>{value}</b>
      <p>{children}</p>
    </article>
  );
}

function useMemory(live: Live): Moment[] {
  const [seen, setSeen] = useState<Moment[]>([]);
  useEffect(() => setSeen((known) => remembered(known, live)), [live.at]);
  return seen;
}
