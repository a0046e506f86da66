import type { ComponentType } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Account, logOut } from "../../shared/account/account";
import type { ApiError } from "../../shared/api";
import { Bar } from "../../shared/bar";
import type { Agent } from "../../shared/frames/desk";
import { alarms as alarmsShape } from "../../shared/frames/ops_goals";
import { segments as segmentsShape } from "../../shared/frames/ops_journey";
import { StaffLanguage } from "../../shared/staff";
import type { Locale } from "../../shared/words";
import { AlarmBanner } from "../alarms/banner";
import { AlarmsProvider } from "../alarms/context";
import { en } from "../catalogue/en";
import { ko } from "../catalogue/ko";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { entryOf, type PageProps } from "../pages";
import { readQuery, writeQuery, type Ask, type PageId, type Query } from "../query";
import { Contact } from "../rows/contact";
import { RowList } from "../rows/list";
import { Failed } from "./answered";
import { Filters } from "./filters";
import { Navigation } from "./navigation";
import { SegmentsProvider } from "./segments";
import { SessionProvider } from "./session";

/** In ms: so often it is asked whether there is something to say. */
const ALARMS_EVERY = 60_000;

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
      {(agent, signedOut) => <Shell agent={agent} signedOut={signedOut} setLocale={setLocale} />}
    </Account>
  );
}

interface ShellProps {
  agent: Agent;
  signedOut(): void;
  setLocale(locale: Locale): void;
}

function Shell({ agent, signedOut, setLocale }: ShellProps) {
  const { words } = useWords();
  const [query, ask] = useQuery();
  const [refused, setRefused] = useState<ApiError>();
  const segments = useLoaded("/ops/api/segments", segmentsShape);
  const alarms = useLoaded("/ops/api/alarms", alarmsShape, ALARMS_EVERY);
  const session = useMemo(() => ({ agent, signedOut, onQuestion: setRefused }), [agent]);
  useEffect(() => void (document.title = `${words(`nav.${query.page}`)} · ${words("ops.title")} · Firsthand`), [query.page, words]);
  return (
    <SessionProvider value={session}>
      <div class="ops">
        <Bar title={words("ops.title")} name={agent.name} setLocale={setLocale} onLogOut={() => void logOut(signedOut)} />
        <Navigation query={query} ask={ask} />
        <SegmentsProvider value={segments}>
          <AlarmsProvider value={alarms}>
            <main>{body()}</main>
          </AlarmsProvider>
        </SegmentsProvider>
      </div>
    </SessionProvider>
  );

  function body() {
    if (query.contact) return <Contact id={query.contact} onBack={() => ask({ contact: undefined })} />;
    if (query.rows) return <RowList key={query.rows} query={query} ask={ask} />;
    const entry = entryOf(query.page);
    return (
      <>
        <AlarmBanner />
        {entry.filtered && <Filters query={query} ask={ask} refused={refused} compares={entry.compares === true} />}
        <Opened key={entry.id} id={entry.id} query={query} ask={ask} />
      </>
    );
  }
}

/** A page is fetched once; when it cannot be, there is the way to try again. */
function Opened({ id, ...props }: PageProps & { id: PageId }) {
  const { words } = useWords();
  const [page, setPage] = useState<ComponentType<PageProps>>();
  const [failure, setFailure] = useState<TypeError>();
  const open = () => {
    setFailure(undefined);
    entryOf(id)
      .load()
      .then(
        ({ default: found }) => setPage(() => found),
        () => setFailure(new TypeError("the page could not be fetched")),
      );
  };
  useEffect(open, []);
  if (failure) return <Failed failure={failure} onRetry={open} />;
  const Page = page;
  return Page ? <Page {...props} /> : <p class="loading">{words("ops.loading")}</p>;
}

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
    if (next.page !== query.page || next.rows !== query.rows || next.contact !== query.contact) window.scrollTo(0, 0);
  };
  return [query, ask];
}
