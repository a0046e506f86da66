import type { PageProps } from "../pages";
import { FlowSection } from "./flow_section";
import { FunnelSection } from "./funnel_section";
import "../marks/marks.css";
import "./paths.css";

/** Which ways customers go: through onboarding, and from touchpoint to touchpoint. */
export default function PathsPage(props: PageProps) {
  return (
    <>
      <FunnelSection {...props} />
      <FlowSection {...props} />
    </>
  );
}
