import { Mark } from "./icons";

/** Who speaks: the mark for the assistant, the first letter of a person's name. */
export function Face({ name }: { name?: string }) {
  return (
    <span class={name ? "face person" : "face brand"} aria-hidden="true">
      {name ? [...name][0] : <Mark />}
    </span>
  );
}
