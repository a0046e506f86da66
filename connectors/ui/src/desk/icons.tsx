import { icon } from "../shared/icons";

export { CheckIcon, ClockIcon } from "../shared/icons";

export const AlarmIcon = icon("M12 8v5M12 16.500h.01M10.300 4.300L2.800 17.500A2 2 0 0 0 4.500 20.500h15a2 2 0 0 0 1.700-3L13.700 4.300a2 2 0 0 0-3.400 0z");
export const PauseIcon = icon("M9 6v12M15 6v12");
export const LockIcon = icon("M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z");
export const EyeIcon = icon("M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM14.500 12a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z");
export const TagIcon = icon("M3.500 11.500V4h7.500l9 9-7.500 7.500zM7.500 8h.01");
export const MoreIcon = icon("M5 12h.01M12 12h.01M19 12h.01");
export const GearIcon = icon("M4 7h10M18 7h2M4 17h2M10 17h10M16 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z");
export const KeysIcon = icon("M3 7h18v10H3zM7 10.500h.01M11 10.500h.01M15 10.500h.01M17.500 10.500h.01M8 14h8");
export const ColumnsIcon = icon("M4 5h16v14H4zM12 5v14");
export const SideIcon = icon("M4 5h16v14H4zM15 5v14");
export const SoundIcon = icon("M5 9.500v5h3.500L13 18.500v-13L8.500 9.500zM16.500 9a4 4 0 0 1 0 6M18.800 6.500a7.500 7.500 0 0 1 0 11");
export const SilentIcon = icon("M5 9.500v5h3.500L13 18.500v-13L8.500 9.500zM17 10l4 4M21 10l-4 4");
export const BellIcon = icon("M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4");
export const MoveIcon = icon("M4 12h14M12.500 6.500L18.500 12l-6 5.500");
export const SearchIcon = icon("M16 16l4.500 4.500M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0z");
export const ChevronIcon = icon("M6 9.500l6 6 6-6");
