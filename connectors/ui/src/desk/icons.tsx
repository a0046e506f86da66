import { icon } from "../shared/icons";

export { CheckIcon, ClockIcon } from "../shared/icons";

export const AlarmIcon = icon("M12 8v5M12 16.5h.01M10.3 4.3L2.8 17.5A2 2 0 0 0 4.5 20.5h15a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0z");
export const PauseIcon = icon("M9 6v12M15 6v12");
export const LockIcon = icon("M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z");
export const EyeIcon = icon("M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM14.5 12a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z");
export const TagIcon = icon("M3.5 11.5V4h7.5l9 9-7.5 7.5zM7.5 8h.01");
export const MoreIcon = icon(
  "M7 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM14 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM21 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  true,
);
export const GearIcon = icon("M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z");
export const KeysIcon = icon("M3 7h18v10H3zM7 10.5h.01M11 10.5h.01M15 10.5h.01M17.5 10.5h.01M8 14h8");
export const ColumnsIcon = icon("M4 5h16v14H4zM12 5v14");
export const SideIcon = icon("M4 5h16v14H4zM15 5v14");
export const SoundIcon = icon("M5 9.5v5h3.5L13 18.5v-13L8.5 9.5zM16.5 9a4 4 0 0 1 0 6M18.8 6.5a7.5 7.5 0 0 1 0 11");
export const SilentIcon = icon("M5 9.5v5h3.5L13 18.5v-13L8.5 9.5zM17 10l4 4M21 10l-4 4");
export const BellIcon = icon("M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4");
export const MoveIcon = icon("M4 12h14M12.5 6.5L18.5 12l-6 5.5");
export const SearchIcon = icon("M16 16l4.5 4.5M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0z");
export const ChevronIcon = icon("M6 9.5l6 6 6-6");
