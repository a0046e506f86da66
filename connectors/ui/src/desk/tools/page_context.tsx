import { amount, time } from "../../shared/format";
import type { PageContext } from "../../shared/frames/desk_api";
import { Link } from "../../shared/linkify";
import { Block, Rows } from "./block";
import { Copy } from "./copy";
import { useToolWords } from "./language";
import "./page_context.css";

/** Where the customer is in the shop, as the shop's page says it: a hint for the agent, and no proof of anything. */
export function PageContextFacts({ context: { page, cart, order, at } }: { context: PageContext }) {
  const { tool, locale } = useToolWords();
  return (
    <Block title={tool("about.page")} more={<time class="told" dateTime={at}>{time(at, "moment", locale)}</time>}>
      <div class="page-context">
        <Rows
          rows={[
            [tool("about.page_open"), page && <Page page={page} />],
            [tool("about.page_cart"), cart && tool("about.page_cart_sum", { count: cart.items, amount: amount(cart.total, cart.currency, locale) })],
            [
              tool("about.page_order"),
              order && (
                <span class="copied">
                  <bdi class="code">{order}</bdi>
                  <Copy text={order} what={order} />
                </span>
              ),
            ],
          ]}
        />
        <p class="none">{tool("about.page_unproven")}</p>
      </div>
    </Block>
  );
}

function Page({ page: { url, title } }: { page: NonNullable<PageContext["page"]> }) {
  const path = URL.canParse(url) ? readable(new URL(url).pathname) : url;
  return (
    <>
      {title && <bdi class="title">{title}</bdi>}
      <Link url={url}>
        <bdi>{path}</bdi>
      </Link>
    </>
  );
}

/** A path as people read it; as it is where it is no text. */
function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
