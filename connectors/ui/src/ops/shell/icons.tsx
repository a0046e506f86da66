import { icon } from "../../shared/icons";

export const OverviewIcon = icon("M4 13h6V4H4zM14 20h6v-9h-6zM14 4v3h6V4zM4 17v3h6v-3z");
export const LiveIcon = icon("M3 12h4l2.5-7 5 14 2.5-7h4");
export const MapIcon = icon("M4 17c4 0 4-10 8-10s4 7 8 7M4 17m-1.5 0a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M20 14m-1.5 0a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0M12 7m-1.5 0a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0");
export const PathsIcon = icon("M4 6h5c4 0 3 12 7 12h4M4 18h5c1.500 0 2.300-1.500 2.900-3M16 6h4M13 9.500c.7-2 1.500-3.500 3-3.500");
export const PainIcon = icon("M12 9v4.5M12 17h.01M10.300 4.300L2.800 17.500A2 2 0 0 0 4.500 20.500h15a2 2 0 0 0 1.700-3L13.700 4.300a2 2 0 0 0-3.400 0z");
export const ChurnIcon = icon("M3 6l6.500 6.500 4-4L21 16M21 16v-5M21 16h-5");
export const GoalIcon = icon("M21 12a9 9 0 1 1-9-9M16.500 12a4.500 4.500 0 1 1-4.500-4.500M12 12l8-8M17 4h3M20 4v3");
export const FilterIcon = icon("M4 6h16M7 12h10M10 18h4");
export const CalendarIcon = icon("M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM4 10.500h16M8 3.500V8M16 3.500V8");
export const UpIcon = icon("M12 19V5M5.500 11.500L12 5l6.500 6.500");
export const DownIcon = icon("M12 5v14M5.500 12.500L12 19l6.500-6.500");
export const LevelIcon = icon("M5 12h14");
export const AlarmIcon = icon("M6 16.500V11a6 6 0 1 1 12 0v5.500l1.500 1.500H4.500zM10 20.500a2 2 0 0 0 4 0");
