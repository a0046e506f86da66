import { Component, type ComponentChildren } from "preact";

interface Props {
  /** What is shown: as long as each is the very same, nothing is drawn again. */
  of: readonly unknown[];
  children(): ComponentChildren;
}

/** A part of a large screen that stands still while others change: typing must not draw two hundred rows again. */
export class Still extends Component<Props> {
  override shouldComponentUpdate({ of }: Props): boolean {
    return of.length !== this.props.of.length || of.some((one, at) => one !== this.props.of[at]);
  }

  override render({ children }: Props): ComponentChildren {
    return children();
  }
}
