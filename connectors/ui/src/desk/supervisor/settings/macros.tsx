import { DownIcon } from "../../../shared/icons";
import { useAct } from "../act";
import { useDrafts } from "../drafts";
import { gateway } from "../gateway";
import { useWords } from "../language";
import { useLoaded } from "../loaded";
import { Ready, SectionHead } from "../parts";
import { pieces } from "../placeholder";
import { hashOf } from "../route";
import type { Macro } from "../shapes";
import { UpIcon } from "../icons";
import { MacroForm } from "./macro";

export function MacrosSection({ id }: { id: string | undefined }) {
  const { words } = useWords();
  const loaded = useLoaded(gateway.macros);
  if (id === "new") return <MacroForm reload={loaded.reload} />;
  if (id) {
    return (
      <Ready loaded={loaded}>
        {(macros) => {
          const macro = macros.find((one) => one.id === id);
          return macro ? <MacroForm key={id} macro={macro} reload={loaded.reload} /> : <SectionHead title={words("admin.not_found")} back="macros" />;
        }}
      </Ready>
    );
  }
  return (
    <>
      <SectionHead title={words("admin.macros")} intro={words("macros.intro")}>
        <a class="button strong" href={hashOf("macros", "new")}>
          {words("macros.add")}
        </a>
      </SectionHead>
      <Ready loaded={loaded}>
        {(macros) => (
          <>
            {macros.length === 0 && <p class="soft none">{words("macros.none")}</p>}
            <ul class="rows">
              {macros.map((macro, index) => (
                <MacroRow key={macro.id} macro={macro} place={index} last={macros.length - 1} reload={loaded.reload} />
              ))}
            </ul>
          </>
        )}
      </Ready>
    </>
  );
}

interface RowProps {
  macro: Macro;
  place: number;
  last: number;
  reload(): Promise<void>;
}

function MacroRow({ macro, place, last, reload }: RowProps) {
  const { words, locale } = useWords();
  const drafts = useDrafts();
  return (
    <li class="row-line">
      <div class="grow">
        <p class="title-line">
          <strong>{macro.name}</strong>
          <span class="chip">{macro.queue ? words(`queue.${macro.queue}`) : words("macros.every_queue")}</span>
          {drafts.has(`macros/${macro.id}`) && <span class="chip warn">{words("admin.unsaved")}</span>}
        </p>
        <p class="soft one-line">
          {pieces(macro[locale])
            .map(({ text, placeholder }) => (placeholder ? `[${words(`placeholder.${placeholder}`)}]` : text))
            .join("")}
        </p>
      </div>
      <Mover macro={macro} place={place} last={last} reload={reload} />
      <a class="button outline" href={hashOf("macros", macro.id)} aria-label={words("edit.edit_named", { name: macro.name })}>
        {words("edit.edit")}
      </a>
    </li>
  );
}

/** The order in which agents see them. */
function Mover({ macro, place, last, reload }: RowProps) {
  const { words } = useWords();
  const act = useAct(async (position: number) => {
    await gateway.moveMacro(macro.id, position);
    await reload();
  });
  return (
    <span class="mover">
      <button type="button" class="quiet round" disabled={act.busy || place === 0} aria-label={words("macros.up", { name: macro.name })} onClick={() => act.run(place - 1)}>
        <UpIcon />
      </button>
      <button type="button" class="quiet round" disabled={act.busy || place === last} aria-label={words("macros.down", { name: macro.name })} onClick={() => act.run(place + 1)}>
        <DownIcon />
      </button>
      {act.failure}
    </span>
  );
}
