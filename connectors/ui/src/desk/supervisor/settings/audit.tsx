import { useState } from "preact/hooks";
import { sameDay, time } from "../../../shared/format";
import { CheckIcon, InfoIcon } from "../../../shared/icons";
import { useAct } from "../act";
import { ko } from "../catalogue/ko";
import { cut, differences, type Difference } from "../difference";
import { gateway } from "../gateway";
import { useWords, wordFor, type SupervisorWords } from "../language";
import { useLoaded } from "../loaded";
import { Ready, SectionHead } from "../parts";
import { PRIORITIES, type Audit, type AuditEntry } from "../shapes";
import { CLOCK_NAMES } from "../team_values";
import { WEEKDAYS } from "../week";

export function AuditSection() {
  const { words } = useWords();
  const loaded = useLoaded(() => gateway.audit());
  return (
    <>
      <SectionHead title={words("admin.audit")} intro={words("audit.intro")}>
        {loaded.data?.intact && (
          <span class="chip good">
            <CheckIcon /> {words("audit.intact")}
          </span>
        )}
      </SectionHead>
      <Ready loaded={loaded}>{(first) => <Pages first={first} />}</Ready>
    </>
  );
}

function Pages({ first }: { first: Audit }) {
  const { words } = useWords();
  const [pages, setPages] = useState([first]);
  const next = pages.at(-1)!.next;
  const entries = pages.flatMap((page) => page.entries);
  const more = useAct(async () => setPages([...pages, await gateway.audit(next)]));
  return (
    <>
      {pages.some((page) => !page.intact) && <Broken />}
      {entries.length === 0 && <p class="soft none">{words("audit.none")}</p>}
      <ol class="audit">
        {entries.map((entry, index) => (
          <Entry key={entry.id} entry={entry} newDay={index === 0 || !sameDay(entries[index - 1]!.at, entry.at)} />
        ))}
      </ol>
      {more.failure}
      {next && (
        <button type="button" class="button wide" disabled={more.busy} onClick={() => more.run()}>
          {words("audit.more")}
        </button>
      )}
    </>
  );
}

function Broken() {
  const { words } = useWords();
  return (
    <div class="broken" role="alert">
      <InfoIcon />
      <div>
        <strong>{words("audit.broken")}</strong>
        <p>{words("audit.broken_text")}</p>
      </div>
    </div>
  );
}

function Entry({ entry, newDay }: { entry: AuditEntry; newDay: boolean }) {
  const { words, locale } = useWords();
  const { actor } = entry;
  return (
    <li>
      {newDay && <h4>{time(entry.at, "day", locale)}</h4>}
      <article class="entry">
        <p class="title-line">
          <time dateTime={entry.at}>{time(entry.at, "time", locale)}</time>
          <strong>{wordFor(words, "did", entry.action)}</strong>
          <span>{subjectName(words, entry)}</span>
          <span class="soft by">{actor.id ? actor.name : wordFor(words, "actor", actor.name)}</span>
        </p>
        <Changes before={entry.before} after={entry.after} />
      </article>
    </li>
  );
}

/** Fields that say what an entry is about, where it has no name of its own. */
const NAMES = ["name", "host", "title", "metric"];

function subjectName(words: SupervisorWords, { subject, before, after }: AuditEntry): string {
  if (subject.kind === "team") return wordFor(words, "queue", subject.id);
  const named = subject.name ?? NAMES.map((field) => after?.[field] ?? before?.[field]).find(Boolean);
  return typeof named === "string" ? named : `${subject.kind} ${subject.id.slice(0, 8)}`;
}

/** `replaced` names fields whose values are never kept. */
function Changes({ before, after }: Pick<AuditEntry, "before" | "after">) {
  const { words } = useWords();
  const { replaced, ...now } = after ?? {};
  const found = differences(before, after && now).filter(saysSomething).sort(byPlace);
  const secret = Array.isArray(replaced) ? replaced.map((name) => wordFor(words, "field", String(name))).join(", ") : undefined;
  return (
    <>
      {found.length > 0 && (
        <dl class={before && after ? "changes" : "changes once"}>
          {found.map((change) => (
            <ChangeRow key={change.path.join(".")} change={change} both={Boolean(before && after)} />
          ))}
        </dl>
      )}
      {secret && <p class="soft">{words("audit.replaced", { names: secret })}</p>}
    </>
  );
}

const FIELDS = Object.keys(ko).filter((key) => key.startsWith("field.")).map((key) => key.slice("field.".length));
const INNER: readonly string[] = [...PRIORITIES, ...WEEKDAYS, ...CLOCK_NAMES];

/** Fields stand in the order of the catalogue, which is that of the pages; days and priorities in their own. */
function byPlace({ path: one }: Difference, { path: other }: Difference): number {
  const places = (path: string[]) => path.map((part, depth) => (depth === 0 ? FIELDS : INNER).indexOf(part));
  const [here, there] = [places(one), places(other)];
  const at = here.findIndex((place, depth) => place !== there[depth]);
  return at < 0 ? 0 : here[at]! - (there[at] ?? -1);
}

/** An empty list that came from nothing is no news. */
const saysSomething = (change: Difference): boolean => change.before !== undefined || change.after !== undefined;

const groups = ["field", "priority", "clock", "day"] as const;

function ChangeRow({ change, both }: { change: Difference; both: boolean }) {
  const { words } = useWords();
  const name = change.path.map((part) => groups.map((group) => known(words, group, part)).find(Boolean) ?? part).join(" › ");
  const [was, is] = [inWords(words, change.before), inWords(words, change.after)];
  const parts = was && is ? cut(was, is) : undefined;
  const side = (text: string | undefined, middle: string | undefined) =>
    !text ? <span class="soft">{words("audit.empty")}</span> : parts && text.length > LONG ? <Cut {...parts} middle={middle ?? ""} /> : text;
  return (
    <div>
      <dt>{name}</dt>
      {(both || was) && (
        <dd>
          <span class="sr">{words("audit.was")}: </span>
          <del>{side(was, parts?.was)}</del>
        </dd>
      )}
      {(both || is) && (
        <dd>
          <span class="sr">{words("audit.is")}: </span>
          <ins>{side(is, parts?.is)}</ins>
        </dd>
      )}
    </div>
  );
}

/** From so many letters on one has to be shown where two texts differ. */
const LONG = 24;

function Cut({ head, middle, tail }: { head: string; middle: string; tail: string }) {
  return (
    <>
      {head}
      {middle && <mark>{middle}</mark>}
      {tail}
    </>
  );
}

function known(words: SupervisorWords, group: string, code: string): string | undefined {
  const word = wordFor(words, group, code);
  return word === code.replaceAll("_", " ") ? undefined : word;
}

const values = ["value", "queue", "role", "event", "colour"] as const;

/** Codes of a list, such as queues and roles, as people call them. */
const inWords = (words: SupervisorWords, text: string | undefined): string | undefined =>
  text?.split(", ").map((part) => values.map((group) => known(words, group, part)).find(Boolean) ?? part).join(", ");
