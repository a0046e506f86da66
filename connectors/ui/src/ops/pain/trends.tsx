import { useMemo, useState } from "preact/hooks";
import { number, time } from "../../shared/format";
import { trends, type TopicTrend } from "../../shared/frames/ops_journey";
import { dayAxis, ground, valueAxis } from "../chart/axes";
import { Chart, type Paint, type Tip } from "../chart/chart";
import { band } from "../chart/intervals";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";
import { loudest, riseAt } from "./rises";

/** So many topics stand at once; the calm rest when asked for. */
const SHOWN = 4;

/** Contacts a day by topic, with what was to be expected, and what rose beyond it. */
export function TrendsSection({ query, ask }: PageProps) {
  const { words } = useWords();
  const answer = useLoaded(`/ops/api/trends?${question(query)}`, trends);
  return (
    <section class="panel-box">
      <header>
        <h2>{words("trend.title")}</h2>
        <p>{words("trend.explained")}</p>
      </header>
      <Answered of={answer}>{(data) => (data.topics.length === 0 ? <p class="none">{words("trend.empty")}</p> : <Topics topics={loudest(data.topics)} query={query} ask={ask} />)}</Answered>
    </section>
  );
}

function Topics({ topics, query, ask }: PageProps & { topics: TopicTrend[] }) {
  const { words } = useWords();
  const [all, setAll] = useState(false);
  const risen = topics.filter(({ rises }) => rises.length > 0).length;
  return (
    <>
      <p class={risen > 0 ? "finding" : "finding calm"}>{risen > 0 ? words("trend.risen", { count: risen }) : words("trend.calm")}</p>
      <div class="multiples">
        {(all ? topics : topics.slice(0, SHOWN)).map((topic) => (
          <Topic key={topic.topic} trend={topic} query={query} ask={ask} />
        ))}
      </div>
      {topics.length > SHOWN && (
        <button class="button wide" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words("trend.less") : words("trend.more", { count: topics.length - SHOWN })}
        </button>
      )}
    </>
  );
}

function Topic({ trend, query, ask }: PageProps & { trend: TopicTrend }) {
  const { words, locale } = useWords();
  const name = wordFor(words, "topic", trend.topic);
  const { days, rises } = trend;
  const option = useMemo(() => (paint: Paint) => drawing(trend, paint, locale), [trend, locale]);
  const tip = ({ index }: { index: number }): Tip | undefined => {
    const day = days[index];
    if (!day) return undefined;
    const rise = riseAt(trend, day.day);
    return {
      title: time(day.day, "date", locale),
      lines: [
        { label: words("trend.came"), value: number(day.count, locale), tone: "accent" },
        ...(typeof day.expected === "number" ? [{ label: words("trend.expected"), value: `${number(day.expected, locale)} (${number(day.low ?? 0, locale)}–${number(day.high ?? 0, locale)})` }] : []),
      ],
      note: rise && words("trend.rise", { factor: number(rise.factor, locale, 1) }),
    };
  };
  const open = (day: string | undefined) => day && ask({ rows: question({ ...query, topic: trend.topic, from: day, to: day }), named: `${name} · ${time(day, "date", locale)}` });
  return (
    <article class={rises.length > 0 ? "multiple risen" : "multiple"}>
      <h3>{name}</h3>
      {rises.map((rise) => (
        <p key={rise.from} class="rise">
          <button class="link" onClick={() => open(rise.flagged)}>
            ▲ {words("trend.since", { day: time(rise.from, "date", locale), factor: number(rise.factor, locale, 1) })}
          </button>
        </p>
      ))}
      <Chart
        label={words("trend.label", { topic: name })}
        says={rises[0] && words("trend.since", { day: time(rises[0].from, "date", locale), factor: number(rises[0].factor, locale, 1) })}
        height={170}
        legend={[
          { label: words("trend.came"), tone: "accent", mark: "line" },
          { label: words("trend.expected_range"), tone: "quiet", mark: "band" },
        ]}
        option={option}
        tip={tip}
        onPick={({ index }) => open(days[index]?.day)}
        table={() => ({
          head: [words("chart.day"), words("trend.came"), words("trend.expected"), words("trend.expected_range"), words("trend.marked")],
          rows: days.map((day) => [
            time(day.day, "date", locale),
            number(day.count, locale),
            typeof day.expected === "number" ? number(day.expected, locale, 1) : "–",
            typeof day.low === "number" && typeof day.high === "number" ? `${number(day.low, locale)}–${number(day.high, locale)}` : "–",
            riseAt(trend, day.day) ? "▲" : "",
          ]),
        })}
      />
    </article>
  );
}

function drawing(trend: TopicTrend, paint: Paint, locale: "ko" | "en") {
  const { days, rises } = trend;
  const at = (day: string) => days.findIndex((one) => one.day === day);
  const dots = days.map((day) => ({ value: day.count, ...(riseAt(trend, day.day) ? { symbol: "circle", symbolSize: 9, itemStyle: { color: paint.bad } } : { symbol: "circle", symbolSize: 4 }) }));
  return {
    ...ground(paint),
    xAxis: dayAxis(
      days.map(({ day }) => day),
      paint,
      locale,
      false,
    ),
    yAxis: { ...valueAxis("count", paint, locale), min: 0, splitNumber: 3 },
    series: [
      ...band(
        days.map(({ low, high }) => (typeof low === "number" && typeof high === "number" ? [low, high] : null)),
        paint.quiet,
      ),
      { type: "line", data: days.map(({ expected }) => expected ?? null), silent: true, showSymbol: false, lineStyle: { color: paint.quiet, width: 1, type: "dashed" } },
      {
        type: "line",
        data: dots,
        showAllSymbol: true,
        lineStyle: { color: paint.accent, width: 2 },
        itemStyle: { color: paint.accent },
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: paint.bad, type: "solid", width: 1, opacity: 0.5 },
          data: rises.filter(({ from }) => at(from) >= 0).map(({ from }) => ({ xAxis: at(from) })),
        },
      },
    ],
  };
}
