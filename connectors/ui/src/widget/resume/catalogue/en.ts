import { en as widget } from "../../catalogue/en";
import type { ResumeKey } from "./ko";

export const en: Record<ResumeKey, string> = {
  ...widget,
  "resume.title": "Go on with your chat",
  "resume.text": "Read what our agent has answered, and go on from there. This link works in the first browser that opens it.",
  "resume.open": "Read the answer",
  "resume.opening": "Opening…",
  "resume.again": "Try again",
  "resume.link_over_title": "This link no longer works",
  "resume.link_over": "Links to an answer work for 7 days. Write to us in the chat at the shop and we help you right away.",
  "resume.link_used_title": "This link was opened in another browser",
  "resume.link_used": "To keep your details private, it only goes on in the browser that opened it first. Open it there, or write to us in the chat at the shop.",
  "resume.no_link_title": "Please open the link in your e-mail",
  "resume.no_link": "Choose “Read the answer” in the e-mail you received to go on with your chat here.",
  "resume.failed_title": "We cannot open it right now",
  "resume.failed": widget["panel.failed"],
};
