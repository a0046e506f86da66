/**
 * Apache ECharts, only the parts that our charts are made of. The one module that imports it: fetched when the first
 * chart is shown, so that the page is there before it.
 */
import { BarChart, CustomChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AxisPointerComponent, GridComponent, MarkAreaComponent, MarkLineComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, BarChart, ScatterChart, CustomChart, SankeyChart]);
use([GridComponent, AxisPointerComponent, MarkLineComponent, MarkAreaComponent, SVGRenderer]);

export type Engine = ReturnType<typeof init>;

/** A chart in `host`, as wide and high as it. */
export function startIn(host: HTMLElement): Engine {
  emptiedByNodes(host);
  const engine = init(host, null, { renderer: "svg" });
  for (const drawing of host.querySelectorAll("svg")) emptiedByNodes(drawing);
  return engine;
}

/** The library empties its elements by `innerHTML`, also when it ends; Trusted Types refuse that. */
function emptiedByNodes(element: Element): void {
  Object.defineProperty(element, "innerHTML", { configurable: true, set: () => element.replaceChildren() });
}
