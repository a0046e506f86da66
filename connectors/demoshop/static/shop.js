// Tells the chat widget who is logged in here, and lets the page's own buttons open it.
"use strict";

const loggedIn = document.currentScript.dataset.loggedIn === "yes";

// Before the widget has loaded its calls wait in a queue that it empties.
function widget(method, ...args) {
  if (window.Firsthand && typeof window.Firsthand[method] === "function") {
    window.Firsthand[method](...args);
    return;
  }
  window.firsthandQueue = window.firsthandQueue || [];
  window.firsthandQueue.push([method, ...args]);
}

async function identify() {
  const answer = await fetch("/widget-token", { method: "POST" });
  if (!answer.ok) throw new Error(`the shop answered ${answer.status} instead of a widget token`);
  const { jwt } = await answer.json();
  widget("identify", jwt);
}

if (loggedIn) identify();

const address = new URL(location.href);
if (address.searchParams.has("signed_out")) {
  widget("logout");
  address.searchParams.delete("signed_out");
  history.replaceState(null, "", address);
}

for (const button of document.querySelectorAll("[data-open-chat]")) button.addEventListener("click", () => widget("open"));
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
