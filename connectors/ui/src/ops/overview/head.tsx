import { useId } from "preact/hooks";
import { DownloadIcon } from "../../shared/icons";
import { useWords } from "../language";
import { period } from "../period";
import { question, type Query } from "../query";
import { Exports } from "../rows/exports";

/** Which days these are, what they stand against, and the ways to take them along. */
export function Head({ query, against }: { query: Query; against: string }) {
  const { words, locale } = useWords();
  const menu = useId();
  return (
    <header class="page-head">
      <p>
        <strong>{period(query.from, query.to, locale)}</strong> <span>{against}</span>
      </p>
      <button class="button outline" popovertarget={menu}>
        <DownloadIcon /> {words("export.title")}
      </button>
      <div id={menu} popover="auto" class="menu" role="dialog" aria-label={words("export.title")}>
        <p>{words("export.report_of")}</p>
        <a class="button outline" href={`/ops/api/report?${question(query, { locale })}`} download>
          <DownloadIcon /> {words("export.pdf")}
        </a>
        <p>{words("export.contacts_of")}</p>
        <Exports asked={question(query)} />
      </div>
    </header>
  );
}
