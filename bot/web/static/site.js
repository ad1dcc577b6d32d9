// What scripts add to pages that are whole without them: copying, scrolling, looks that last.
"use strict";

const LOOKS = ["size", "colours"];

function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* some browsers keep nothing */ }
}

for (const name of LOOKS) {
  const chosen = document.getElementById(`${name}-${remembered(name)}`);
  if (chosen) chosen.checked = true;
}
document.addEventListener("change", (event) => {
  if (LOOKS.includes(event.target.name)) remember(event.target.name, event.target.value);
});

for (const button of document.querySelectorAll("[data-copies]")) button.hidden = !navigator.clipboard;
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies], [data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  await navigator.clipboard.writeText(source ? source.textContent : button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.done || label;
  setTimeout(() => { button.textContent = label; }, 1500);
});

const cited = document.getElementById("cited");
if (cited && !document.getElementById(location.hash.slice(1))) cited.scrollIntoView({ block: "center" });

// Inside Telegram: its colours come with its own script; what the bot keeps of a reader is asked
// for with what Telegram signed.
const app = window.Telegram && window.Telegram.WebApp;

async function meet() {
  const answer = await fetch(document.body.dataset.app, { method: "POST", body: app.initData });
  if (!answer.ok) return;
  const { language, last } = await answer.json();
  if (language && language !== document.documentElement.lang) {
    location.search = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), lang: language });
    return;
  }
  const link = document.getElementById("last");
  if (last && last !== location.pathname) { link.href = last; link.hidden = false; }
}

if (document.body.dataset.app && app) {
  app.ready();
  app.expand();
  if (app.initData) meet();
}
