import { useId } from "preact/hooks";
import type { Form } from "../form";
import { useWords } from "../language";
import { Field } from "../parts";
import type { TeamValues } from "../team_values";

/** Whose public holidays are offered; another country that is set already stays. */
const COUNTRIES = ["KR", "US", "JP", "GB", "CA", "AU", "DE", "FR", "SG", "TW", "HK", "VN", "TH", "IN", "PH", "ID"];

export function ZoneField({ form: { values, change, faults } }: { form: Form<TeamValues> }) {
  const { words } = useWords();
  const zones = useId();
  return (
    <Field label={words("hours.timezone")} name="timezone" faults={faults}>
      {(props) => (
        <>
          <input {...props} list={zones} autocomplete="off" value={values.timezone} onInput={(event) => change({ timezone: event.currentTarget.value })} />
          <datalist id={zones}>
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

export function HolidaysField({ form: { values, change, faults } }: { form: Form<TeamValues> }) {
  const { words, locale } = useWords();
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { holidays } = values;
  const countries = holidays && !COUNTRIES.includes(holidays) ? [holidays, ...COUNTRIES] : COUNTRIES;
  return (
    <Field label={words("hours.holidays")} hint={holidays ? words("hours.holidays_hint") : undefined} name="holidays" faults={faults}>
      {(props) => (
        <select {...props} class="input" value={holidays} onChange={(event) => change({ holidays: event.currentTarget.value })}>
          <option value="">{words("hours.no_holidays")}</option>
          {countries.map((code) => (
            <option key={code} value={code}>
              {names.of(code)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
