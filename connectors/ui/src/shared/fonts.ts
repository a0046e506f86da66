import href from "./styles/fonts.css?url";

/** The typeface comes after the first paint: its list of Korean subsets is larger than the app. */
export function loadFonts(): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
  link.href = href;
  document.head.append(link);
}
