import { useState } from "preact/hooks";
import { useWords } from "../language";

/** The first cell of a row names it. */
export interface Table {
  head: string[];
  rows: (string | number)[][];
}

/** The numbers behind a picture; made only when somebody opens them. */
export function Behind({ label, table, open }: { label: string; table(): Table; open: boolean }) {
  const { words } = useWords();
  const [asked, setAsked] = useState(false);
  return (
    <details class="behind" open={open || asked} onToggle={(event) => setAsked(event.currentTarget.open)}>
      <summary>{words("chart.table")}</summary>
      {(open || asked) && <Grid label={label} {...table()} />}
    </details>
  );
}

function Grid({ label, head, rows }: Table & { label: string }) {
  return (
    <div class="table-frame" tabIndex={0}>
      <table>
        <caption class="sr">{label}</caption>
        <thead>
          <tr>
            {head.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              {cells.map((cell, place) => (
                <td key={place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
