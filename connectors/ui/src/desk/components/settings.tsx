import { Protection } from "../../shared/account/protection";
import { useStore } from "../../shared/store";
import type { StaffKey } from "../../shared/catalogue/staff/ko";
import { useLanguage } from "../../shared/language";
import type { Locale } from "../../shared/words";
import type { Chimes } from "../chimes";
import { GearIcon, SilentIcon, SoundIcon } from "../icons";
import { useWords } from "../language";
import { askForNotices, permission } from "../notices";
import { MOST_COLUMNS } from "../panes";
import { THEMES, type PreferenceStore } from "../preferences";
import { Choice } from "./choice";
import { Popover } from "./popover";

interface Props {
  preferences: PreferenceStore;
  chimes: Chimes;
  name: string;
  /** Columns that the window has room for. */
  room: number;
  setLocale(locale: Locale): void;
  onLogOut(): void;
}

/** How the desk looks and sounds for this one person. */
export function Settings(props: Props) {
  const { words } = useWords();
  return (
    <Popover class="quiet" label={words("settings.open")} title={words("settings.open")} face={<GearIcon />} align="end">
      <div class="settings">
        <p class="me">{props.name}</p>
        <Sound {...props} />
        <Notices {...props} />
        <Looks {...props} />
        <Account {...props} />
      </div>
    </Popover>
  );
}

function Sound({ preferences, chimes }: Props) {
  const { words } = useWords();
  const { volume } = useStore(preferences);
  const percent = Math.round(volume * 100);
  return (
    <section>
      <h2>{words("settings.sound")}</h2>
      <p class="line">
        {volume === 0 ? <SilentIcon /> : <SoundIcon />}
        <input
          type="range"
          min={0}
          max={100}
          step={10}
          value={percent}
          aria-label={words("settings.volume")}
          aria-valuetext={volume === 0 ? words("settings.silent") : `${percent}%`}
          onInput={(event) => preferences.dispatch({ volume: Number(event.currentTarget.value) / 100 })}
          onChange={() => void chimes.sample("message")}
        />
        <output>{volume === 0 ? words("settings.silent") : `${percent}%`}</output>
        <button type="button" class="button outline" disabled={volume === 0} onClick={() => void chimes.sample("offer")}>
          {words("settings.sample")}
        </button>
      </p>
    </section>
  );
}

function Notices({ preferences }: Props) {
  const { words } = useWords();
  const { notices } = useStore(preferences);
  const allowed = permission();
  const change = async (on: boolean) => preferences.dispatch({ notices: on && (await askForNotices()) });
  return (
    <section>
      <h2>{words("settings.notices")}</h2>
      <label class="line">
        <input
          type="checkbox"
          checked={notices && allowed === "granted"}
          disabled={allowed === "denied" || allowed === "missing"}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {words("settings.notices_on")}
      </label>
      {(allowed === "denied" || allowed === "missing") && <p class="none">{words(`settings.notices_${allowed}`)}</p>}
    </section>
  );
}

function Looks({ preferences, room }: Props) {
  const { words } = useWords();
  const { theme, columns } = useStore(preferences);
  const counts = Array.from({ length: MOST_COLUMNS }, (_, index) => index + 1);
  return (
    <section>
      <h2>{words("settings.theme")}</h2>
      <Choice
        label={words("settings.theme")}
        options={THEMES.map((value) => ({ value, label: words(`theme.${value}`) }))}
        value={theme}
        onChange={(next) => preferences.dispatch({ theme: next })}
      />
      {room > 1 && (
        <>
          <h2>{words("settings.columns")}</h2>
          <Choice
            label={words("settings.columns")}
            options={counts.map((value) => ({ value, label: String(value), disabled: value > room }))}
            value={Math.min(columns, room)}
            onChange={(next) => preferences.dispatch({ columns: next })}
          />
          {room < MOST_COLUMNS && <p class="none">{words("settings.columns_room", { count: room })}</p>}
        </>
      )}
    </section>
  );
}

function Account({ setLocale, onLogOut }: Props) {
  const { words, locale } = useLanguage<StaffKey>();
  const locales = ["ko", "en"] as const;
  return (
    <section>
      <h2>{words("language.label")}</h2>
      <Choice label={words("language.label")} options={locales.map((value) => ({ value, label: words(`language.${value}`) }))} value={locale} onChange={setLocale} />
      <Protection class="button outline wide" />
      <button type="button" class="button outline wide" onClick={onLogOut}>
        {words("account.logout")}
      </button>
    </section>
  );
}
