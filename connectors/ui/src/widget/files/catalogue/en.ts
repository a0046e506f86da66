import { en as files } from "../../../shared/files/catalogue/en";
import type { AttachKey } from "./ko";

export const en: Record<AttachKey, string> = {
  ...files,
  "attach.person_only": "A person looks at files. Shall I get someone for you?",
  "attach.call_person": "Talk to a person",
  "attach.asked_for_person": "I want to send a file. Please connect me with a person.",
  "attach.then": "Getting a person. Your file will be sent as soon as that has begun.",
  "attach.chosen": "For the person who helps you.",
  "attach.send": "Send the file",
  "attach.send_several": "Send {count} files",
  "attach.leave_out": "Leave out {name}",
  "attach.close": "Do not send a file",
};
