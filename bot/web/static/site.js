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
