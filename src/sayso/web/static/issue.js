// Judging statements of an issue: the page stays where it was, and the focus goes on from what was judged.

let anchored = null; // a row or an entry, and where it stood in the window
let next = null; // what has the focus when the issue is drawn anew

const issue = () => document.getElementById("issue");

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "issue") return;
  const acting = event.detail.requestConfig?.elt?.closest("tr, li");
  const all = [...issue().querySelectorAll(".sayings tr[id], .members li[id]")];
  const seen = all.find((entry) => entry !== acting && entry.getBoundingClientRect().bottom > 80);
  anchored = seen ? { id: seen.id, top: seen.getBoundingClientRect().top } : null;
  const after = acting ? all[all.indexOf(acting) + 1] : null;
  next = [acting?.id, after?.id, anchored?.id];
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "issue") return;
  const same = anchored && document.getElementById(anchored.id);
  if (same) scrollBy({ top: same.getBoundingClientRect().top - anchored.top });
  const undo = document.getElementById("undo");
  if (undo) undo.focus({ preventScroll: true });
  else
    (next ?? [])
      .map((id) => id && document.getElementById(id)?.querySelector("button, a"))
      .find(Boolean)
      ?.focus({ preventScroll: true });
  next = null;
});
