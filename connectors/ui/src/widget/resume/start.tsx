import { render } from "preact";
import "./resume.css";
import { pageLocale } from "../../shared/words";
import { Link } from "./link";
import { ResumePage } from "./page";
import { keepInSight } from "./sight";

/** Another letter's link in the same tab changes only the fragment: the page begins anew with it. */
export function startResume(root: HTMLElement): void {
  window.addEventListener("hashchange", () => location.hash && location.reload());
  if (window.visualViewport) keepInSight(window.visualViewport);
  render(<ResumePage link={new Link()} locale={pageLocale(null, navigator.language)} />, root);
}
