import { icon } from "../../shared/icons";

export const UpIcon = icon("M12 19V5M5.500 11.500L12 5l6.500 6.500");
export const CopyIcon = icon("M9 9h11v11H9zM15 9V4H4v11h5");
