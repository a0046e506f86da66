import { useLanguage } from "../shared/language";
import type { WidgetKey } from "./catalogue/ko";

export const useWords = () => useLanguage<WidgetKey>();
