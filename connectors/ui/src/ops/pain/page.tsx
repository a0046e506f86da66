import type { PageProps } from "../pages";
import { ClustersSection } from "./clusters";
import { DriversSection } from "./drivers";
import { PointsSection } from "./points";
import { TrendsSection } from "./trends";
import "../marks/marks.css";
import "./pain.css";

/** What hurts customers: where, what goes with it, what rises, and what nobody answers. */
export default function PainPage(props: PageProps) {
  return (
    <>
      <PointsSection {...props} />
      <TrendsSection {...props} />
      <DriversSection {...props} />
      <ClustersSection {...props} />
    </>
  );
}
