// A report: cards beside their lines, j and k from statement to statement, arrows from answers to what they answer.

import { typing } from "./room.js";

let atHand = null;
let pieces = new Map(); // of each statement's uid, its words in the text

const reader = () => document.getElementById("reader");
const cards = () => [...reader().querySelectorAll(".card")];
const cardOf = (uid) => document.getElementById(`s-${uid}`);
const piecesOf = (uid) => pieces.get(uid) ?? [];

/** The uid of the statement at hand, or `null`. */
export function current() {
  return atHand;
}

/** Learns which words belong to which statement; again after each change of the report. */
function learn() {
  pieces = new Map();
  for (const piece of reader().querySelectorAll(".text [data-s]")) {
    for (const uid of piece.dataset.s.split(" ")) {
      if (pieces.has(uid)) pieces.get(uid).push(piece);
      else pieces.set(uid, [piece]);
    }
  }
}

/** Cards to the lines where their statements begin, each below the one before. */
export function layOut() {
  const root = reader();
  learn();
  if (!matchMedia("(min-width: 62rem)").matches || matchMedia("print").matches) {
    root.classList.remove("laid");
    return;
  }
  root.classList.add("laid");
  // Everything is measured before anything is moved: one layout of the page, however many cards.
  const top = root.getBoundingClientRect().top;
  const measured = cards().map((card) => {
    const piece = piecesOf(card.dataset.uid)[0];
    return { card, line: piece ? piece.getClientRects()[0].top - top : null, height: card.offsetHeight };
  });
  let free = 0;
  for (const { card, line, height } of measured) {
    const at = Math.max((line ?? free) - 2, free);
    card.style.top = `${at}px`;
    free = at + height + 10;
  }
  root.querySelector(".report").style.setProperty("--margin-height", `${free}px`);
  drawArrows();
}

function drawArrows() {
  const root = reader();
  const top = root.getBoundingClientRect().top;
  const middle = (card) => card.getBoundingClientRect().top - top + 11;
  const pairs = [...root.querySelectorAll(".card[data-answers]")].map((card) => [card, cardOf(card.dataset.answers)]);
  const drawn = pairs.filter(([, target]) => target).flatMap(([card, target]) => {
    const active = atHand === card.dataset.uid || atHand === card.dataset.answers;
    return arrow(middle(card), middle(target), active ? "at-hand" : "");
  });
  root.querySelector(".arrows").replaceChildren(...drawn);
}

function arrow(from, to, name) {
  const bulge = Math.min(30, 8 + Math.abs(from - to) / 14);
  const path = (d, classes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "path");
    made.setAttribute("d", d);
    made.setAttribute("class", classes);
    return made;
  };
  return [path(`M0 ${from} C${bulge} ${from} ${bulge} ${to} 3 ${to}`, name), path(`M-2 ${to}l7 -3.5v7z`, `head ${name}`)];
}

function unmark(name) {
  for (const marked of [...reader().getElementsByClassName(name)]) marked.classList.remove(name);
}

/** Takes a statement to hand: its words and its card are shown as such. */
export function take(uid, { focus = true, scroll = true } = {}) {
  unmark("at-hand");
  reader().querySelector("[aria-current=true]")?.removeAttribute("aria-current");
  const card = uid && cardOf(uid);
  atHand = card ? uid : null;
  if (!card) return;
  for (const piece of piecesOf(uid)) piece.classList.add("at-hand");
  card.classList.add("at-hand");
  card.setAttribute("aria-current", "true");
  if (focus) card.focus({ preventScroll: true });
  if (scroll) bringIntoView(uid, card);
  if (reader().classList.contains("laid")) drawArrows();
}

function bringIntoView(uid, card) {
  const words = piecesOf(uid)[0] ?? card;
  const box = words.getBoundingClientRect();
  if (box.top < 70 || box.bottom > innerHeight - 90) scrollBy({ top: box.top - innerHeight / 3 });
}

function step(by) {
  const uids = cards().map((card) => card.dataset.uid);
  if (!uids.length) return;
  const now = atHand === null ? (by > 0 ? -1 : uids.length) : uids.indexOf(atHand);
  take(uids[Math.min(uids.length - 1, Math.max(0, now + by))]);
}

function fromAddress() {
  const uid = decodeURIComponent(location.hash).replace(/^#s-/, "");
  if (location.hash.startsWith("#s-") && cardOf(uid)) {
    take(uid, { scroll: false });
    const words = piecesOf(uid)[0];
    if (words) scrollTo({ top: words.getBoundingClientRect().top + scrollY - innerHeight / 3 });
  }
}

function openCard() {
  const more = cardOf(atHand).querySelector(".more");
  more.open = !more.open;
  if (more.open) more.querySelector("button").focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || !reader()) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (!atHand) return;
  else if (event.key === "a") take(cardOf(atHand).dataset.answers ?? atHand);
  else if (event.key === "o") openCard();
  else if (event.key === "c" || event.key === "d") cardOf(atHand).querySelector(`.${event.key === "c" ? "confirm" : "dispute"}`).click();
  else return;
  event.preventDefault();
});

// Under the mouse: words show their card, a card its words. Of nested statements the innermost is meant.
document.addEventListener("mouseover", (event) => {
  if (!reader()) return;
  const piece = event.target.closest?.(".text [data-s]");
  const uid = piece ? piece.dataset.s.split(" ").at(-1) : event.target.closest?.(".card")?.dataset.uid;
  unmark("lit");
  if (uid) for (const lit of [cardOf(uid), ...piecesOf(uid)]) lit?.classList.add("lit");
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#s-"]');
  const piece = event.target.closest(".text [data-s]");
  const card = event.target.closest(".card");
  if (link) {
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    take(link.getAttribute("href").slice(3));
  } else if (piece && getSelection().isCollapsed) {
    take(piece.dataset.s.split(" ").at(-1), { focus: false, scroll: false });
  } else if (card && !event.target.closest("a, button, summary, form")) {
    take(card.dataset.uid, { focus: false, scroll: false });
  }
});

document.addEventListener("toggle", (event) => event.target.closest?.(".card") && layOut(), true);
addEventListener("resize", layOut);
addEventListener("hashchange", fromAddress);
matchMedia("print").addEventListener("change", layOut);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.closest?.(".history")) layOut();
});

layOut();
fromAddress();
// Once everything is there browsers go to the card of the address by themselves: back to its words.
addEventListener("load", () => {
  layOut();
  fromAddress();
});
