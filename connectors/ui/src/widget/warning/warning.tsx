import { InfoIcon } from "../../shared/icons";
import { MoreWords, useLanguage } from "../../shared/language";
import { en } from "./catalogue/en";
import { ko, type WarningKey } from "./catalogue/ko";
import { privateIn, type Private } from "./numbers";

const catalogues = { ko, en };

/** Said while it stands in the box, and no more than said: the text is the customer's to send. */
export function Warning({ text }: { text: string }) {
  const found = privateIn(text);
  return found ? (
    <MoreWords catalogues={catalogues}>
      <Said found={found} />
    </MoreWords>
  ) : null;
}

function Said({ found }: { found: Private }) {
  const { words } = useLanguage<WarningKey>();
  return (
    <p>
      <InfoIcon /> {words(`warning.${found}`)}
    </p>
  );
}
