import { useDrafts } from "../drafts";
import { gateway } from "../gateway";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { Ready, SectionHead } from "../parts";
import { hashOf } from "../route";
import type { TeamSettings } from "../shapes";
import { useDayNames } from "./daynames";
import { isAlways, readWeek, runsOf } from "../week";
import { QueueForm } from "./queue";

export function HoursSection({ id }: { id: string | undefined }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.teams);
  return (
    <>
      {!id && <SectionHead title={words("admin.hours")} intro={words("hours.intro")} />}
      <Ready loaded={loaded}>
        {({ teams, targets }) => {
          const team = teams.find(({ queue }) => queue === id);
          if (team) return <QueueForm key={id} team={team} targets={targets} reload={loaded.reload} />;
          if (id) return <SectionHead title={words("admin.not_found")} back="hours" />;
          return (
            <ul class="rows">
              {teams.map((one) => (
                <QueueRow key={one.queue} team={one} />
              ))}
            </ul>
          );
        }}
      </Ready>
    </>
  );
}

function QueueRow({ team }: { team: TeamSettings }) {
  const { words } = useWords();
  const drafts = useDrafts();
  const name = words(`queue.${team.queue}`);
  return (
    <li class="row-line">
      <div class="grow">
        <p class="title-line">
          <strong>{name}</strong>
          <span class={`chip ${team.open ? "good" : ""}`}>{words(team.open ? "hours.open_now" : "hours.closed_now")}</span>
          {drafts.has(`hours/${team.queue}`) && <span class="chip warn">{words("admin.unsaved")}</span>}
        </p>
        <p class="soft">
          <Summary team={team} /> · {words(`hours.assignment_${team.assignment}`)}
        </p>
      </div>
      <a class="button outline" href={hashOf("hours", team.queue)} aria-label={words("edit.edit_named", { name })}>
        {words("edit.edit")}
      </a>
    </li>
  );
}

function Summary({ team }: { team: TeamSettings }) {
  const { words } = useWords();
  const { short } = useDayNames();
  if (isAlways(team.hours)) return <>{words("hours.always")}</>;
  const runs = runsOf(readWeek(team.hours)).map(({ from, to, day }) => {
    const days = from === to ? short(from) : `${short(from)}–${short(to)}`;
    return `${days} ${day.map((span) => span.join("–")).join(", ")}`;
  });
  return <>{runs.join(" · ")}</>;
}
