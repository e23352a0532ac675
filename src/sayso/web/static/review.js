// Review by keyboard: a verdict is sent while the next card is shown already; what fails brings its card back.

import { note, typing } from "./room.js";

const root = document.querySelector(".review");
const queue = document.getElementById("queue");
const desk = document.getElementById("review-desk");
const sort = root.dataset.sort;
const WORDS = { confirm: "Confirmed", dispute: "Disputed", fix: "Fixed", skip: "Skipped" };

const past = []; // { card, what, sent: a promise of the numbers that undo takes back }
let done = 0;
let waiting = 0;
let asking = null;
let ended = false;

const now = () => queue.firstElementChild;
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-Sayso-Token"];

async function post(address, fields) {
  busy(1);
  try {
    return await sent(address, fields);
  } finally {
    busy(-1);
  }
}

/** Says whether anything is under way. */
function busy(by) {
  waiting += by;
  root.setAttribute("aria-busy", waiting > 0);
}

async function sent(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    keepalive: true, // it arrives even if the page is left
    headers: { "HX-Request": "true", "X-Sayso-Token": token(), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(plain(text) || "The reading room does not answer: try again.");
  return text;
}

/** The words of an answer's markup; nothing in it runs. */
function plain(markup) {
  return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}

function alarm(words) {
  const line = document.createElement("p");
  line.className = "alert";
  line.setAttribute("role", "alert");
  line.textContent = words;
  document.getElementById("alerts").replaceChildren(line);
}

function count(by) {
  done += by;
  document.getElementById("done").textContent = done;
  document.getElementById("undo").disabled = past.length === 0;
}

function show() {
  document.getElementById("end").hidden = now() !== null || !ended;
  now()?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/** Has the cards after the last one come, before they are needed. */
async function ahead() {
  if (asking || ended || queue.childElementCount > 3) return asking;
  const last = queue.lastElementChild ?? past.at(-1)?.card;
  asking = fetch(`/review/next?of=${sort}&after=${encodeURIComponent(last?.dataset.place ?? "")}`);
  try {
    const answer = await asking;
    if (!answer.ok) throw new Error("The next ones do not come: load the page again.");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cards = [...page.querySelectorAll("li.doubt")].filter((card) => !document.getElementById(card.id) && !past.some((p) => p.card.id === card.id));
    if (!cards.length) ended = true;
    const empty = now() === null;
    queue.append(...cards.map((card) => document.importNode(card, true)));
    if (empty) show();
  } catch (error) {
    alarm(error.message);
  } finally {
    asking = null;
  }
}

function leave(card, what, sent) {
  const step = { card, what, sent };
  past.push(step);
  card.remove();
  count(what === "skip" ? 0 : 1);
  show();
  note(WORDS[what] + ".");
  ahead();
  sent.catch((error) => {
    alarm(error.message);
    if (!past.includes(step)) return;
    past.splice(past.indexOf(step), 1);
    queue.prepend(card);
    count(what === "skip" ? 0 : -1);
    show();
  });
}

function judge(what) {
  const card = now();
  if (!card || desk.firstElementChild) return;
  document.getElementById("alerts").replaceChildren();
  if (what === "skip") return leave(card, what, Promise.resolve([]));
  const form = card.querySelector(".verdict");
  const button = form.querySelector(`[data-do=${what}]`);
  const address = button.getAttribute("formaction") ?? form.getAttribute("action");
  leave(card, what, post(address, new FormData(form)).then((text) => [JSON.parse(text).seq]));
}

async function undo() {
  const step = past.pop();
  if (!step) return;
  try {
    const numbers = await step.sent;
    if (numbers.length) await post(`/review/${sort}/undo`, numbers.map((seq) => ["seq", seq]));
  } catch (error) {
    alarm(error.message);
    past.push(step);
    count(0);
    return;
  }
  queue.prepend(step.card);
  count(step.what === "skip" ? 0 : -1);
  show();
  note("Back again.");
}

/** The correcting form of the reader's page, in place; what it posts is answered with the report, which is not shown. */
async function fix() {
  const card = now();
  if (!card?.dataset.uid || desk.firstElementChild) return;
  const answer = await fetch(`/documents/${card.dataset.key}/correct?statement=${encodeURIComponent(card.dataset.uid)}`, { headers: { "HX-Request": "true" } });
  const text = await answer.text();
  if (!answer.ok) return alarm(plain(text));
  const form = document.importNode(new DOMParser().parseFromString(text, "text/html").querySelector("form"), true);
  for (const name of form.getAttributeNames()) if (name.startsWith("hx-")) form.removeAttribute(name);
  form.querySelector("[data-about]")?.closest(".field").remove();
  desk.replaceChildren(form);
  document.getElementById("notes").replaceChildren();
  const first = form.elements.speaker;
  first.focus({ preventScroll: true });
  first.select();
  // All of the form, unless the words would leave the window for it.
  const words = (card.querySelector(".words .content") ?? card).getBoundingClientRect().top - 50;
  scrollBy({ top: Math.min(Math.max(0, desk.getBoundingClientRect().bottom + 12 - innerHeight), Math.max(0, words)) });
}

function save(form) {
  const card = now();
  form.querySelector(".save").disabled = true;
  document.getElementById("alerts").replaceChildren();
  post(form.getAttribute("action"), new FormData(form)).then(
    (text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      const numbers = [...page.querySelectorAll("#notes input[name=seq]")].map((input) => input.value);
      desk.replaceChildren();
      leave(card, "fix", Promise.resolve(numbers));
    },
    (error) => {
      form.querySelector(".save").disabled = false;
      alarm(error.message);
    },
  );
}

function close() {
  desk.replaceChildren();
  now()?.focus({ preventScroll: true });
}

const KEYS = { c: () => judge("confirm"), d: () => judge("dispute"), s: () => judge("skip"), f: fix, u: undo, o: open };

function open() {
  for (const link of now()?.querySelectorAll("[data-open], .side h2 a") ?? []) window.open(link.href, "_blank", "noopener");
}

document.addEventListener("keydown", (event) => {
  const form = desk.querySelector("form");
  if (form && event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    save(form);
  } else if (!form && !typing(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

document.addEventListener("submit", (event) => {
  if (desk.contains(event.target)) {
    event.preventDefault();
    save(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (event.target.closest("#undo")) undo();
  else if (event.target.closest("[data-leave]")) close();
  else if (button && queue.contains(button)) {
    event.preventDefault();
    if (button.dataset.do === "fix") fix();
    else judge(button.dataset.do);
  }
});

queue.classList.add("alive");
show();
ahead();
