import type { FirsthandApi, FirsthandCall } from "./firsthand";
import { Loader } from "./loader";
import { settingsOf } from "./settings";

const NAMES = ["open", "close", "toggle", "identify", "logout", "setLocale", "setContext", "on"] as const;

/** What was called before the script was there is called now, in its order; from now on a push is a call. */
function start(script: HTMLScriptElement): void {
  const loader = new Loader(settingsOf(script, document.documentElement.lang || navigator.language, window.firsthandSettings));
  const api = Object.fromEntries(NAMES.map((name) => [name, (loader[name] as () => unknown).bind(loader)]));
  window.Firsthand = api as unknown as FirsthandApi;
  const play = (...calls: FirsthandCall[]) => calls.forEach(([name, ...args]) => (api[name] as (...args: unknown[]) => unknown)?.(...args));
  const early = window.firsthandQueue;
  window.firsthandQueue = { push: play };
  if (Array.isArray(early)) play(...(early as FirsthandCall[]));
}

const script = document.currentScript;
if (!window.Firsthand && script instanceof HTMLScriptElement) {
  if (document.body) start(script);
  else document.addEventListener("DOMContentLoaded", () => start(script));
}
