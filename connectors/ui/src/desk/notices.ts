/** News on the system's own notices, only while the desk is hidden. The browser's permission is asked from a press. */
export type Permission = NotificationPermission | "missing";

export const permission = (): Permission => ("Notification" in window ? Notification.permission : "missing");

/** Ask, from a press; true when notices may be shown. */
export async function askForNotices(): Promise<boolean> {
  return permission() !== "missing" && (await Notification.requestPermission()) === "granted";
}

interface Notice {
  title: string;
  text: string;
  /** A later notice with the same tag takes the place of the earlier one. */
  tag: string;
  onClick(): void;
}

export function showNotice({ title, text, tag, onClick }: Notice): void {
  if (document.visibilityState !== "hidden" || permission() !== "granted") return;
  const notice = new Notification(title, { body: text, tag });
  notice.onclick = () => {
    window.focus();
    notice.close();
    onClick();
  };
}
