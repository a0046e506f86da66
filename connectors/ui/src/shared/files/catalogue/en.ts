import { en as shared } from "../../catalogue/en";
import type { FileKey } from "./ko";

export const en: Record<FileKey, string> = {
  ...shared,
  "file.download": "Download {name}",
  "file.open": "Enlarge the picture {name}",
  "file.close": "Close the picture",
  "file.failed": "The file could not be loaded.",
  "file.again": "Load it again",
  "upload.sending": "{percent}% sent",
  "upload.progress": "Sending {name}",
  "upload.cancel": "Cancel",
  "refused.empty": "An empty file cannot be sent.",
  "refused.too_large": "A file can be up to 10 MB.",
  "refused.unsupported_file": "This kind of file cannot be sent. Please send a picture, a video, a PDF, a document or a text file.",
  "refused.files_full": "You have sent as much as fits in a day. Please send this tomorrow.",
  "refused.files_limited": "That was a lot of files. Please wait a while and send this again.",
  "refused.person_only": "Files can be sent only while you talk with a person.",
};
