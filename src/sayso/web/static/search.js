// Results by keyboard: j and k from one to the next, Enter to its words; and the address of the search to the clipboard.

import { note, typing } from "./room.js";

const results = () => [...document.querySelectorAll(".statements .statement")];
let at = -1;

function take(place) {
  const all = results();
  if (!all.length) return;
  at = Math.min(all.length - 1, Math.max(0, place));
  for (const other of all) other.classList.toggle("at-hand", other === all[at]);
  all[at].querySelector(".words a").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") take(at + 1);
  else if (event.key === "k") take(at - 1);
  else return;
  event.preventDefault();
});

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-copy-address]")) return;
  try {
    await navigator.clipboard.writeText(location.href);
    note("Copied.");
  } catch {
    note(location.href);
  }
});
