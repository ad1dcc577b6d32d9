// The chat without loading the page anew: what is typed and pressed is sent, what comes is put in.
"use strict";

const turns = document.getElementById("turns");
const progress = document.getElementById("progress");
const ask = document.getElementById("ask");

async function sent(form, fields) {
  progress.textContent = progress.dataset.busy;
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(fields), headers: { "X-Wenbao-Script": "1" },
    });
    if (!answer.ok) throw new Error(answer.status);
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    progress.textContent = "";
    return held.content.querySelector(".turn");
  } catch {
    progress.textContent = progress.dataset.failed;
    return null;
  }
}

function show(turn, instead) {
  if (!turn) return;
  const alert = turn.querySelector("[role=alert]");
  if (alert) {
    progress.textContent = alert.textContent;
  } else if (instead && "instead" in turn.dataset) {
    instead.replaceWith(turn.querySelector(".answer"));
  } else {
    turns.append(turn);
    turn.scrollIntoView({ block: "start" });
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  if (form === ask) form.reset();
  show(await sent(form, fields), form.closest(".answer"));
  if (form === ask) form.elements.text.focus();
});

ask.elements.text.focus();
