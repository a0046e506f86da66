import { useMemo, useState } from "preact/hooks";
import { time } from "../../shared/format";
import { trends, type TopicTrend } from "../../shared/frames/ops_journey";
import { dayAxis, ground, valueAxis } from "../chart/axes";
import { Chart, type Paint } from "../chart/chart";
import { band } from "../chart/intervals";
import { useWords, wordFor } from "../language";
import { useLoaded } from "../loaded";
import type { PageProps } from "../pages";
import { question } from "../query";
import { Answered } from "../shell/answered";
import { loudest, riseAt } from "./rises";
import { dayTip, riseSaid, trendTable } from "./trend_words";

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
  const spoken = useWords();
  const { words, locale } = spoken;
  const name = wordFor(words, "topic", trend.topic);
  const { days, rises } = trend;
  const option = useMemo(() => (paint: Paint) => drawing(trend, paint, locale), [trend, locale]);
  const open = (day: string | undefined) => day && ask({ rows: question({ ...query, topic: trend.topic, from: day, to: day }), named: `${name} · ${time(day, "date", locale)}` });
  return (
    <article class={rises.length > 0 ? "multiple risen" : "multiple"}>
      <h3>{name}</h3>
      {rises.map((rise) => (
        <p key={rise.from} class="rise">
          <button class="link" onClick={() => open(rise.flagged)}>
            ▲ {riseSaid(spoken, rise)}
          </button>
        </p>
      ))}
      <Chart
        label={words("trend.label", { topic: name })}
        says={rises[0] && riseSaid(spoken, rises[0])}
        height={170}
        legend={[
          { label: words("trend.came"), tone: "accent", mark: "line" },
          { label: words("trend.expected_range"), tone: "quiet", mark: "band" },
        ]}
        option={option}
        tip={({ index }) => dayTip(spoken, trend, index)}
        onPick={({ index }) => open(days[index]?.day)}
        table={() => trendTable(spoken, trend)}
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
