// Tells the chat widget who is logged in here, and lets the page's own buttons open it.
"use strict";

const { loggedIn: said, order } = document.currentScript.dataset;
const loggedIn = said === "yes";

// Before the widget has loaded its calls wait in a queue that it empties.
function widget(method, ...args) {
  if (window.Firsthand && typeof window.Firsthand[method] === "function") {
    window.Firsthand[method](...args);
    return;
  }
  window.firsthandQueue = window.firsthandQueue || [];
  window.firsthandQueue.push([method, ...args]);
}

// A token is good for ten minutes, and the widget shows it only when the chat is first opened.
const FRESH_MS = 8 * 60 * 1000;
const CHECK_MS = 60 * 1000;
let identifiedAt = 0;
let opened = false;

async function identify() {
  identifiedAt = Date.now();
  const answer = await fetch("/widget-token", { method: "POST" });
  if (!answer.ok) throw new Error(`the shop answered ${answer.status} instead of a widget token`);
  const { jwt } = await answer.json();
  widget("identify", jwt);
}

function keepFresh() {
  if (!opened && Date.now() - identifiedAt > FRESH_MS) identify();
}

if (loggedIn) {
  identify();
  widget("on", "open", () => (opened = true));
  setInterval(keepFresh, CHECK_MS);
  document.addEventListener("visibilitychange", keepFresh);
}

// Shown to the agent who helps; the page itself is told without being asked.
if (order) widget("setContext", { order });

const address = new URL(location.href);
if (address.searchParams.has("signed_out")) {
  widget("logout");
  address.searchParams.delete("signed_out");
  history.replaceState(null, "", address);
}

for (const button of document.querySelectorAll("[data-open-chat]")) button.addEventListener("click", () => widget("open"));
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
