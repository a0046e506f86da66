import { en as widget } from "../../catalogue/en";
import type { TranscriptKey } from "./ko";

export const en: Record<TranscriptKey, string> = {
  ...widget,
  "transcript.title": "Keep this chat",
  "transcript.hint": "It holds everything you wrote, as you wrote it. Leave no file behind on a shared computer.",
  "transcript.download": "Download as a file",
  "transcript.downloaded": "The file was downloaded.",
  "transcript.download_limited": "You have just downloaded it several times. Please try again in {seconds} s.",
  "transcript.mail": "Get it by e-mail",
  "transcript.mailed": "On its way to {email_masked}. It should be there in a few minutes.",
  "transcript.limited": "We cannot send more e-mails today. Please download the file.",
  "transcript.failed": "We cannot give it to you right now. Please try again in a moment.",
  "transcript.close": "Close keeping this chat",
  "transcript.heading": "Support chat",
  "transcript.saved": "Saved on {at} ({zone} time)",
  "transcript.weekdays": "Mon Tue Wed Thu Fri Sat Sun",
  "transcript.notice": "Notice",
  "transcript.file": "[File] {name}",
  "transcript.file_name": "support-chat",
};
