// Correcting: Ctrl + Enter (or a button) opens a form at the selected words; Ctrl + Enter saves, Escape leaves.

import { current, layOut, take } from "./reader.js";
import { note } from "./room.js";
import { rangeOf, selectorOf } from "./textpos.js";

let picked = null; // the selector of the words that the form is about
let before = null; // what had the focus when it was opened
let anchored = null; // a paragraph and where it stood in the window, so that the page stays put

const reader = () => document.getElementById("reader");
const desk = () => document.getElementById("desk");
const form = () => document.getElementById("desk-form");

function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  return selectorOf(reader().querySelector(".report"), chosen.getRangeAt(0));
}

function light(selector) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("picked");
  if (selector) CSS.highlights.set("picked", new Highlight(rangeOf(reader(), selector.start, selector.end)));
}

/** Opens the form about words, a statement (a uid, or "new"), or both. */
function open(selector, statement) {
  if (!selector && !statement) {
    note("Select words, or choose a statement with j and k, and press Ctrl + Enter.");
    return;
  }
  const about = new URLSearchParams();
  if (selector) {
    about.set("start", selector.start);
    about.set("end", selector.end);
  }
  if (statement) about.set("statement", statement);
  const words = selector && rangeOf(reader(), selector.start, selector.end);
  show(`correct?${about}`, selector, words ?? document.getElementById(`s-${statement}`) ?? reader());
}

/** Fetches a form and puts it beside a place. */
async function show(address, selector, beside) {
  picked = selector;
  before ??= document.activeElement;
  light(selector);
  await htmx.ajax("GET", `/documents/${reader().dataset.document}/${address}`, { target: "#desk", swap: "innerHTML show:none" });
  if (!form()) return;
  if (selector) form().elements.words.value = JSON.stringify(selector);
  place(beside);
  const first = form().querySelector("input[name=part]:checked") ?? form().querySelector(".fields input");
  first.focus({ preventScroll: true });
}

/** Puts the form below the words or the element that it is about, inside the window. */
function place(beside) {
  const sheet = form().closest(".desk");
  if (getComputedStyle(sheet).position === "fixed") return;
  const boxes = beside.getClientRects();
  const last = boxes[boxes.length - 1];
  const home = sheet.offsetParent.getBoundingClientRect();
  const below = last.bottom + 10;
  const fits = below + sheet.offsetHeight < innerHeight - 10;
  const top = fits ? below : Math.max(10, Math.min(boxes[0].top - 10 - sheet.offsetHeight, innerHeight - sheet.offsetHeight - 10));
  sheet.style.top = `${top - home.top}px`;
  sheet.style.left = `${Math.max(8, Math.min(boxes[0].left, innerWidth - sheet.offsetWidth - 24)) - home.left}px`;
}

function leave() {
  desk().replaceChildren();
  light(null);
  document.getElementById("alerts").replaceChildren();
  before?.focus?.({ preventScroll: true });
  picked = before = null;
}

document.addEventListener("keydown", (event) => {
  if (!reader()) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    if (form()) form().requestSubmit();
    else {
      const words = selection();
      open(words, words ? null : current());
    }
  } else if (event.key === "Escape" && form()) {
    event.preventDefault();
    leave();
  }
});

document.addEventListener("click", (event) => {
  const fix = event.target.closest("[data-fix]");
  if (fix) open(null, fix.dataset.fix);
  else if (event.target.closest("[data-leave]")) leave();
  else if (event.target.closest("#facts-now")) show("facts", null, event.target);
  else if (event.target.closest("#correct-now")) {
    const words = selection();
    open(words, words ? null : current());
  }
});

// A press on the button must not take the selection away before it is read.
document.addEventListener("mousedown", (event) => event.target.closest("#correct-now") && event.preventDefault());

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-about]")) open(picked, event.target.value);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "reader") return;
  const seen = [...reader().querySelectorAll("p.text")].find((p) => p.getBoundingClientRect().bottom > 80);
  anchored = seen ? { start: seen.dataset.start, top: seen.getBoundingClientRect().top } : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "reader" && event.target.id !== "reader") return;
  light(null);
  picked = null;
  const kept = desk().dataset.changed || current();
  layOut();
  if (anchored) {
    const same = reader().querySelector(`p.text[data-start="${anchored.start}"]`);
    if (same) scrollBy({ top: same.getBoundingClientRect().top - anchored.top });
  }
  take(kept, { scroll: false });
  before = null;
});
