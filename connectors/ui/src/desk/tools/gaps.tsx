import type { Order } from "../../shared/frames/desk_api";
import { InfoIcon } from "../../shared/icons";
import { useToolWords } from "./language";
import { OF_ORDER, type Gap } from "./placeholders";

interface Props {
  gaps: readonly Gap[];
  /** Sending was tried and held back. */
  held: boolean;
  /** Orders one of which the text may be about. */
  orders: readonly Order[];
  onGo(gap: Gap): void;
  onOrder(order: Order): void;
}

/** What a macro could not fill: the text is not sent before that is filled or removed. */
export function Gaps({ gaps, held, orders, onGo, onOrder }: Props) {
  const { tool } = useToolWords();
  if (gaps.length === 0) return null;
  const places = gaps.filter((gap, index) => gaps.findIndex(({ place }) => place === gap.place) === index);
  const choose = orders.length > 1 && places.some(({ place }) => OF_ORDER.includes(place));
  return (
    <div class={held ? "gaps held" : "gaps"}>
      <p role={held ? "alert" : undefined}>
        <InfoIcon /> {tool(held ? "gap.held" : "gap.title")}
      </p>
      <ul>
        {places.map((gap) => (
          <li key={gap.place}>
            <button type="button" class="gap" aria-label={tool("gap.go", { name: tool(`place.${gap.place}`) })} onClick={() => onGo(gap)}>
              {tool(`place.${gap.place}`)}
            </button>
          </li>
        ))}
      </ul>
      {choose && (
        <p class="choose">
          <span>{tool("gap.choose")}</span>
          {orders.slice(0, 6).map((order) => (
            <button key={order.number} type="button" class="gap code" onClick={() => onOrder(order)}>
              {order.number}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
