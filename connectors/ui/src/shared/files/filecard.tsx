import { useState } from "preact/hooks";
import "./files.css";
import type { SentFile } from "../frames/message";
import { DownloadIcon, FileIcon } from "../icons";
import { MoreWords } from "../language";
import { download } from "./download";
import { catalogues, useWords } from "./language";
import { sized } from "./limits";
import { Picture } from "./picture";
import type { Load } from "./sources";

interface Props {
  file: SentFile;
  load: Load;
}

/** A file that somebody sent: a picture is shown, anything else can be had. */
export function FileCard(props: Props) {
  const { width, height } = props.file;
  return <MoreWords catalogues={catalogues}>{width && height ? <Picture {...props} size={{ width, height }} /> : <FileRow {...props} />}</MoreWords>;
}

function FileRow({ file, load }: Props) {
  const { words } = useWords();
  const { failed, get } = useDownload(file, load);
  return (
    <div class="sent-file">
      <FileIcon />
      <p>
        <bdi>{file.name}</bdi>
        <span class={failed ? "fault" : ""} role="status">
          {failed ? words("file.failed") : sized(file.size)}
        </span>
      </p>
      <button type="button" class="quiet round" aria-label={words("file.download", { name: file.name })} onClick={get}>
        <DownloadIcon />
      </button>
    </div>
  );
}

function useDownload(file: SentFile, load: Load) {
  const [failed, setFailed] = useState(false);
  const get = () => {
    setFailed(false);
    load(file.id).then(
      (content) => download(file.name, content),
      () => setFailed(true),
    );
  };
  return { failed, get };
}
