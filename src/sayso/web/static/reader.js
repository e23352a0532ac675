// A report: cards beside their lines, j and k from statement to statement, arrows from answers to what they answer.

import { typing } from "./room.js";

let atHand = null;

const reader = () => document.getElementById("reader");
const cards = () => [...reader().querySelectorAll(".card")];
const cardOf = (uid) => document.getElementById(`s-${uid}`);
const piecesOf = (uid) => [...reader().querySelectorAll(".text [data-s]")].filter((p) => p.dataset.s.split(" ").includes(uid));

/** The uid of the statement at hand, or `null`. */
export function current() {
  return atHand;
}

/** Cards to the lines where their statements begin, each below the one before. */
export function layOut() {
  const root = reader();
  root.classList.remove("laid");
  for (const card of cards()) card.style.top = "";
  if (!matchMedia("(min-width: 62rem)").matches) return;
  root.classList.add("laid");
  const top = root.getBoundingClientRect().top;
  let free = 0;
  for (const card of cards()) {
    const piece = piecesOf(card.dataset.uid)[0];
    const line = piece ? piece.getClientRects()[0].top - top : free;
    const at = Math.max(line - 2, free);
    card.style.top = `${at}px`;
    free = at + card.offsetHeight + 10;
  }
  root.querySelector(".report").style.setProperty("--margin-height", `${free}px`);
  drawArrows();
}

function drawArrows() {
  const root = reader();
  const svg = root.querySelector(".arrows");
  const top = root.getBoundingClientRect().top;
  const drawn = [];
  const middle = (card) => card.getBoundingClientRect().top - top + 11;
  for (const card of cards()) {
    const target = card.dataset.answers && cardOf(card.dataset.answers);
    if (!target) continue;
    const [from, to] = [middle(card), middle(target)];
    const bulge = Math.min(30, 8 + Math.abs(from - to) / 14);
    const active = atHand === card.dataset.uid || atHand === card.dataset.answers;
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", `M0 ${from} C${bulge} ${from} ${bulge} ${to} 3 ${to}`);
    const head = document.createElementNS("http://www.w3.org/2000/svg", "path");
    head.setAttribute("d", `M-2 ${to}l7 -3.5v7z`);
    line.setAttribute("class", active ? "at-hand" : "");
    head.setAttribute("class", active ? "head at-hand" : "head");
    drawn.push(line, head);
  }
  svg.replaceChildren(...drawn);
}

/** Takes a statement to hand: its words and its card are shown as such. */
export function take(uid, { focus = true, scroll = true } = {}) {
  for (const shown of reader().querySelectorAll(".at-hand")) shown.classList.remove("at-hand");
  for (const card of cards()) card.removeAttribute("aria-current");
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

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || !reader()) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "a" && atHand) take(cardOf(atHand).dataset.answers ?? atHand);
  else if (event.key === "o" && atHand) {
    const more = cardOf(atHand).querySelector(".more");
    more.open = !more.open;
    if (more.open) more.querySelector("button").focus({ preventScroll: true });
  } else return;
  event.preventDefault();
});

document.addEventListener("mouseover", (event) => {
  const piece = event.target.closest?.(".text [data-s]");
  for (const lit of document.querySelectorAll(".card.lit")) lit.classList.remove("lit");
  if (piece) for (const uid of piece.dataset.s.split(" ").slice(-1)) cardOf(uid)?.classList.add("lit");
});

document.addEventListener("click", (event) => {
  const piece = event.target.closest(".text [data-s]");
  const card = event.target.closest(".card");
  if (piece && getSelection().isCollapsed) take(piece.dataset.s.split(" ").at(-1), { focus: false, scroll: false });
  else if (card && !event.target.closest("a, button, summary, form")) take(card.dataset.uid, { focus: false, scroll: false });
  const link = event.target.closest('a[href^="#s-"]');
  if (link) {
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    take(link.getAttribute("href").slice(3));
  }
});

document.addEventListener("toggle", (event) => event.target.closest?.(".card") && layOut(), true);
addEventListener("resize", layOut);
addEventListener("hashchange", fromAddress);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.closest?.(".history")) layOut();
});

layOut();
document.fonts?.ready.then(layOut);
fromAddress();
