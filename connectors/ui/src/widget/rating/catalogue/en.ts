import { en as widget } from "../../catalogue/en";
import type { RatingKey } from "./ko";

export const en: Record<RatingKey, string> = {
  ...widget,
  "rating.title": "How did we do?",
  "rating.group": "Satisfaction",
  "rating.1": "Very unhappy",
  "rating.2": "Unhappy",
  "rating.3": "Neutral",
  "rating.4": "Happy",
  "rating.5": "Very happy",
  "rating.solved": "Was it solved?",
  "rating.solved_yes": "Yes, it was",
  "rating.solved_no": "Not yet",
  "rating.effort": "How easy was it to get this handled?",
  "rating.effort_1": "Very difficult",
  "rating.effort_2": "Difficult",
  "rating.effort_3": "Somewhat difficult",
  "rating.effort_4": "Neither easy nor difficult",
  "rating.effort_5": "Somewhat easy",
  "rating.effort_6": "Easy",
  "rating.effort_7": "Very easy",
  "rating.comment": "Anything you would like to add? (optional)",
  "rating.submit": "Send rating",
  "rating.dismiss": "Not now",
  "rating.thanks": "Thank you for your rating.",
};
