import type { EChartsCoreOption } from "echarts/core";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { At } from "./chart";
import { placesOf } from "./by_key";
import type { Engine } from "./engine";
import { paintAt, whenRepainted, type Paint } from "./paint";
import type { Place } from "./tip";

interface Host {
  current: HTMLDivElement | null;
}

interface Hearing {
  onPlace(place: Place<At> | undefined): void;
  onPick?(at: At): void;
}

interface MarkEvent {
  dataIndex?: number;
  seriesName?: string;
  name?: string;
  data?: unknown;
  dataType?: string;
  event?: { offsetX: number; offsetY: number };
}
interface AxisEvent {
  axesInfo?: { value: number; axisDim: string }[];
}

const atMark = ({ dataIndex, seriesName, name, data, dataType }: MarkEvent): At => ({
  index: dataIndex ?? -1,
  series: seriesName,
  name,
  data,
  ...(dataType === "node" || dataType === "edge" ? { kind: dataType } : {}),
});

interface Drawn {
  engine: Engine | undefined;
  failed: boolean;
  /** It has places that keys lead to. */
  keyed: boolean;
}

/** Draws `option` in the host, again when it, the width or the theme changes; tells what is pointed at and picked. */
export function useEngine(host: Host, option: (paint: Paint, width: number) => EChartsCoreOption, hearing: Hearing): Drawn {
  const latest = useRef({ option, hearing });
  latest.current = { option, hearing };
  const { engine, failed } = useStarted(host, () => latest.current.hearing);
  const [keyed, setKeyed] = useState(false);
  const draw = () => {
    if (!engine) return;
    engine.setOption({ animation: false, ...latest.current.option(paintAt(host.current!), host.current!.clientWidth) }, { notMerge: true });
    setKeyed(placesOf(engine).count > 0);
  };
  useLayoutEffect(draw, [engine, option]);
  useRedrawn(host, engine, draw);
  return { engine, failed, keyed };
}

/** The library, once it is there, in the host. */
function useStarted(host: Host, hearing: () => Hearing): Pick<Drawn, "engine" | "failed"> {
  const [engine, setEngine] = useState<Engine>();
  const [failed, setFailed] = useState(false);
  // Not after the next picture: a chart that goes is to be stopped at once, while it has a host.
  useLayoutEffect(() => {
    const element = host.current!;
    let begun: Engine | undefined;
    let gone = false;
    import("./engine").then(
      ({ startIn }) => {
        if (gone) return;
        begun = startIn(element);
        hear(begun, hearing);
        setEngine(begun);
      },
      () => void (gone || setFailed(true)),
    );
    return () => {
      gone = true;
      begun?.dispose();
    };
  }, []);
  return { engine, failed };
}

/** Draws anew when the host is wider or narrower, and when day turns to night. */
function useRedrawn(host: Host, engine: Engine | undefined, draw: () => void): void {
  useLayoutEffect(() => {
    if (!engine) return;
    let width = host.current!.clientWidth;
    const sized = new ResizeObserver(() => {
      engine.resize();
      if (!host.current || host.current.clientWidth === width) return;
      width = host.current.clientWidth;
      draw();
    });
    sized.observe(host.current!);
    const undo = whenRepainted(draw);
    return () => {
      sized.disconnect();
      undo();
    };
  }, [engine]);
}

/** The pointer's place comes from the library's own hit test; charts with axes answer for the whole column. */
function hear(engine: Engine, hearing: () => Hearing): void {
  const ground = engine.getZr();
  let pointer = { x: 0, y: 0 };
  ground.on("mousemove", ({ offsetX, offsetY }) => {
    pointer = { x: offsetX, y: offsetY };
  });
  ground.on("globalout", () => hearing().onPlace(undefined));
  engine.on("updateAxisPointer", (event) => {
    const [info] = (event as AxisEvent).axesInfo ?? [];
    hearing().onPlace(info ? { at: { index: info.value }, ...pointer } : undefined);
  });
  engine.on("mousemove", (event) => {
    const mark = event as MarkEvent;
    if (!hasAxisPointer(engine)) hearing().onPlace({ at: atMark(mark), ...pointer });
  });
  engine.on("mouseout", () => void (hasAxisPointer(engine) || hearing().onPlace(undefined)));
  engine.on("click", (event) => hearing().onPick?.(atMark(event as MarkEvent)));
}

const hasAxisPointer = (engine: Engine): boolean => {
  const { axisPointer } = engine.getOption() as { axisPointer?: { show?: boolean }[] };
  return axisPointer?.[0]?.show === true;
};
