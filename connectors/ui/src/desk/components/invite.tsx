import { useStore } from "../../shared/store";
import { BellIcon } from "../icons";
import { useWords } from "../language";
import { askForNotices, permission } from "../notices";
import type { PreferenceStore } from "../preferences";

/** Asked once, when an agent begins to take chats: the browser's own question comes only after a yes. */
export function Invite({ preferences }: { preferences: PreferenceStore }) {
  const { words } = useWords();
  const { notices, noticesDeclined } = useStore(preferences);
  if (notices || noticesDeclined || permission() !== "default") return null;
  const accept = async () => preferences.dispatch((await askForNotices()) ? { notices: true } : { noticesDeclined: true });
  return (
    <div class="invite">
      <BellIcon />
      <p>{words("invite.text")}</p>
      <button type="button" class="button" onClick={() => void accept()}>
        {words("invite.yes")}
      </button>
      <button type="button" class="quiet" onClick={() => preferences.dispatch({ noticesDeclined: true })}>
        {words("invite.no")}
      </button>
    </div>
  );
}
