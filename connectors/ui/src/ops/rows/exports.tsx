import { DownloadIcon } from "../../shared/icons";
import { useWords } from "../language";

const FORMATS = ["csv", "cloudevents", "xes", "ocel"] as const;
type Format = (typeof FORMATS)[number];

/** The contacts that `asked` names as files, each in a form that other programs read. */
export function Exports({ asked, formats = FORMATS }: { asked: string; formats?: readonly Format[] }) {
  const { words } = useWords();
  return (
    <>
      {formats.map((format) => (
        <a key={format} class="button outline" href={`/ops/api/export?${asked}&format=${format}`} download>
          <DownloadIcon /> {words(`export.${format}`)}
        </a>
      ))}
    </>
  );
}
