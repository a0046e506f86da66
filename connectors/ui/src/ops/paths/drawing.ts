import type { EChartsCoreOption } from "echarts/core";
import type { Paint } from "../chart/chart";
import { isSupport } from "../steps/step";
import type { Flow, Place } from "./loops";

/** The flow as the chart library draws it. Support stands out: that is what the way there is about. */
export function flowOption({ places, links }: Flow, paint: Paint, name: (place: Place) => string): EChartsCoreOption {
  const tone = (place: Place) => (place.again ? paint.quiet : isSupport(place.step) ? paint.tones[2] : paint.accent);
  return {
    series: [
      {
        type: "sankey",
        left: 4,
        right: 150,
        top: 12,
        bottom: 12,
        nodeWidth: 12,
        nodeGap: 22,
        nodeAlign: "left",
        draggable: false,
        layoutIterations: 64,
        emphasis: { focus: "adjacency" },
        blur: { itemStyle: { opacity: 0.45 }, lineStyle: { opacity: 0.1 }, label: { opacity: 0.55 } },
        lineStyle: { color: "gradient", opacity: 0.28, curveness: 0.5 },
        label: {
          color: paint.text,
          fontFamily: paint.font,
          fontSize: 12,
          lineHeight: 15,
          width: 140,
          overflow: "break",
          textBorderColor: paint.surface,
          textBorderWidth: 3,
          formatter: ({ name: id }: { name: string }) => {
            const place = places.find((one) => one.id === id);
            return place ? name(place) : id;
          },
        },
        data: places.map((place) => ({
          name: place.id,
          itemStyle: { color: tone(place), borderWidth: 0, borderRadius: 3, opacity: place.again ? 0.6 : 1 },
        })),
        links: links.map((link) => ({ ...link, value: link.customers })),
      },
    ],
  };
}
