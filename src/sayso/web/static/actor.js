// Judging who is who: after the page is drawn anew, the focus goes to the undo, or back into the page.

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "actor") return;
  const next = document.getElementById("undo") ?? document.querySelector("#actor .beside button, #actor a");
  next?.focus({ preventScroll: true });
});
