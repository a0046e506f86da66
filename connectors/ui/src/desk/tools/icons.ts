import { icon } from "../../shared/icons";

export const CopyIcon = icon("M9 9h11v11H9zM5 15H4V4h11v1");
export const SearchIcon = icon("M20 20l-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0z");
export const MacroIcon = icon("M13 3L5 14h6l-1 7 8-11h-6l1-7z");
export const LockIcon = icon("M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3");
export const BulbIcon = icon("M9 18h6M10 21h4M12 3a6 6 0 0 0-3.6 10.8c.7.6 1.1 1.3 1.1 2.2h5c0-.9.4-1.6 1.1-2.2A6 6 0 0 0 12 3z");
export const BookIcon = icon("M4 5.5C6.5 4.5 9.5 4.5 12 6v14c-2.5-1.5-5.5-1.5-8-.5zM20 5.5C17.5 4.5 14.5 4.5 12 6v14c2.5-1.5 5.5-1.5 8-.5z");
export const OpenIcon = icon("M9 5l7 7-7 7");
