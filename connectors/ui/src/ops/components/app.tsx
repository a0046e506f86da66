import { useEffect, useState } from "preact/hooks";
import { Account, logOut } from "../../shared/account/account";
import { Bar } from "../../shared/bar";
import type { Agent } from "../../shared/frames/desk";
import type { Overview } from "../../shared/frames/ops";
import { time } from "../../shared/format";
import { InfoIcon } from "../../shared/icons";
import { StaffLanguage } from "../../shared/staff";
import type { Locale } from "../../shared/words";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { overviewQuery, readQuery, writeQuery, type Query } from "../query";
import { Contact } from "./contact";
import { Filters } from "./filters";
import { Numbers } from "./numbers";
import { RowList } from "./rows";

/** Numbers of today change; so often, in ms, they are loaded again while somebody looks. */
const EVERY = 60_000;

export function App() {
  return (
    <StaffLanguage catalogues={{ ko, en }} title="ops.title">
      {(setLocale) => <SignIn setLocale={setLocale} />}
    </StaffLanguage>
  );
}

function SignIn({ setLocale }: { setLocale(locale: Locale): void }) {
  const { words } = useWords();
  return (
    <Account title={words("ops.title")}>
      {(agent, signedOut) => <Page agent={agent} signedOut={signedOut} setLocale={setLocale} />}
    </Account>
  );
}

interface PageProps {
  agent: Agent;
  signedOut(): void;
  setLocale(locale: Locale): void;
}

function Page({ agent, signedOut, setLocale }: PageProps) {
  const { words } = useWords();
  const [query, ask] = useQuery();
  const [again, setAgain] = useState(0);
  const overview = useLoaded<Overview>(`/ops/api/overview?${overviewQuery(query)}`, again, EVERY);
  useEffect(() => {
    if (overview.phase === "failed" && overview.status === 401) signedOut();
  }, [overview]);
  const retry = () => setAgain(again + 1);
  return (
    <div class="ops">
      <Bar title={words("ops.title")} name={agent.name} setLocale={setLocale} onLogOut={() => void logOut(signedOut)} />
      <main aria-busy={overview.phase === "loading"}>
        {overview.phase === "failed" && overview.data && <Stale at={overview.at} onRetry={retry} />}
        {body()}
      </main>
    </div>
  );

  function body() {
    if (overview.phase === "failed" && !overview.data) return <Failed forbidden={overview.status === 403} onRetry={retry} />;
    if (query.contact) return <Contact id={query.contact} onBack={() => ask({ contact: undefined })} />;
    if (query.metric) return <RowList query={query} ask={ask} metrics={overview.data?.metrics ?? []} />;
    return (
      <>
        <Filters query={query} ask={ask} />
        {overview.data ? <Numbers overview={overview.data} query={query} ask={ask} /> : <p class="loading">{words("ops.loading")}</p>}
      </>
    );
  }
}

export type Ask = (change: Partial<Query>) => void;

/** The question of the page lives in its address. */
function useQuery(): [Query, Ask] {
  const [query, setQuery] = useState(() => readQuery(location.search, new Date()));
  useEffect(() => {
    const onBack = () => setQuery(readQuery(location.search, new Date()));
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, []);
  const ask = (change: Partial<Query>) => {
    const next = { ...query, ...change };
    history.pushState(null, "", `?${writeQuery(next)}`);
    setQuery(next);
    window.scrollTo(0, 0);
  };
  return [query, ask];
}

/** The last numbers stay, with the time they are of. */
function Stale({ at, onRetry }: { at?: number; onRetry(): void }) {
  const { words, locale } = useWords();
  return (
    <div class="banner" role="alert">
      <span>{words("ops.stale", { time: time(new Date(at ?? 0).toISOString(), "time", locale) })}</span>
      <button class="link" onClick={onRetry}>
        {words("ops.retry")}
      </button>
    </div>
  );
}

function Failed({ forbidden, onRetry }: { forbidden: boolean; onRetry(): void }) {
  const { words } = useWords();
  return (
    <section class="blank">
      <InfoIcon />
      <h2>{words(forbidden ? "ops.forbidden_title" : "ops.failed_title")}</h2>
      <p>{words(forbidden ? "ops.forbidden_text" : "ops.failed_text")}</p>
      {!forbidden && (
        <button class="button strong" onClick={onRetry}>
          {words("ops.retry")}
        </button>
      )}
    </section>
  );
}
