// The lanes of an issue: arrow keys go from mark to mark, and the mark at hand shows its words beside the drawing.

import { typing } from "./room.js";

const box = () => document.querySelector(".lanes-box");
const marks = () => [...box().querySelectorAll(".stmt")];
const hand = () => document.getElementById("at-hand");
let taken = null; // uid of the mark at hand, kept when the issue is drawn anew

function place(mark) {
  const { x, y, width, height } = mark.querySelector(".hit").getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

function rowOf(uid) {
  return document.querySelector(`.sayings tr[data-uids~="${CSS.escape(uid)}"]`);
}

/** One mark can be reached with Tab; the arrow keys go on from it. */
function reachable(mark) {
  for (const other of marks()) other.setAttribute("tabindex", other === mark ? "0" : "-1");
}

function light(uid) {
  box().classList.toggle("seeking", uid !== null && box().querySelector(`.arrow[data-answer="${CSS.escape(uid)}"], .arrow[data-target="${CSS.escape(uid)}"]`) !== null);
  for (const lit of box().querySelectorAll(".near")) lit.classList.remove("near");
  if (uid === null) return;
  for (const arrow of box().querySelectorAll(".arrow")) {
    const { answer, target } = arrow.dataset;
    if (answer !== uid && target !== uid) continue;
    arrow.classList.add("near");
    for (const mark of marks()) if (mark.dataset.uid === answer || mark.dataset.uid === target) mark.classList.add("near");
  }
}

/** Shows a mark's words: those of its row in the table, or its name where it is listed on another page. */
function preview(mark) {
  const { uid } = mark.dataset;
  const hint = hand().querySelector(".hint");
  const row = rowOf(uid);
  const shown = document.createDocumentFragment();
  if (row) {
    for (const part of row.querySelectorAll(".saying > *")) shown.append(part.cloneNode(true));
    const day = document.createElement("span");
    day.append(...row.querySelector(".day").cloneNode(true).childNodes);
    shown.querySelector(".facts").prepend(day);
  } else {
    const words = document.createElement("p");
    words.className = "words";
    words.textContent = mark.querySelector("title").textContent;
    shown.append(words);
  }
  hand().replaceChildren(shown, hint);
  light(uid);
}

function take(mark) {
  taken = mark.dataset.uid;
  reachable(mark);
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function beside(mark, key) {
  const all = marks();
  const mine = all.filter((other) => other.dataset.lane === mark.dataset.lane);
  if (key === "Home") return mine[0];
  if (key === "End") return mine.at(-1);
  const here = place(mark);
  if (key === "ArrowLeft" || key === "ArrowRight") return mine[mine.indexOf(mark) + (key === "ArrowRight" ? 1 : -1)];
  const step = key === "ArrowDown" ? 1 : -1;
  for (let lane = Number(mark.dataset.lane) + step; lane >= 0; lane += step) {
    const there = all.filter((other) => Number(other.dataset.lane) === lane);
    if (there.length) return there.reduce((best, other) => (Math.abs(place(other).x - here.x) < Math.abs(place(best).x - here.x) ? other : best));
    if (!all.some((other) => (Number(other.dataset.lane) - lane) * step > 0)) return undefined;
  }
  return undefined;
}

const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

document.addEventListener("keydown", (event) => {
  const mark = event.target.closest?.(".stmt");
  if (!mark || !KEYS.has(event.key) || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const next = beside(mark, event.key);
  if (next) take(next);
});

document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(".stmt");
  if (!mark) return;
  taken = mark.dataset.uid;
  preview(mark);
});

document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest?.(".stmt");
  if (mark) preview(mark);
});

document.addEventListener("mouseout", (event) => {
  if (event.target.closest?.(".stmt") && !document.activeElement?.closest(".stmt")) light(null);
});

// A row at hand lights its mark, so that list and drawing tell of each other.
document.addEventListener("mouseover", (event) => {
  const row = event.target.closest?.(".sayings tr[data-uids]");
  if (!box()) return;
  for (const mark of box().querySelectorAll(".from-row")) mark.classList.remove("from-row");
  if (row) for (const mark of marks()) if (row.dataset.uids.split(" ").includes(mark.dataset.uid)) mark.classList.add("from-row");
});

/** To the latest days first, as a newspaper would; one mark reachable by Tab. */
function begin() {
  if (!box() || !marks().length) return;
  const kept = marks().find((mark) => mark.dataset.uid === taken);
  reachable(kept ?? marks()[0]);
  if (!kept) box().scrollLeft = box().scrollWidth;
  else preview(kept);
}

document.addEventListener("htmx:afterSettle", (event) => event.target.id === "issue" && begin());
begin();
