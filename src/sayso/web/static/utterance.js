// Judging an utterance: after its page is drawn anew, the focus goes to the undo, or back into the page.

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "utterance") return;
  const next = document.getElementById("undo") ?? document.querySelector("#utterance .choose button, #utterance a");
  next?.focus({ preventScroll: true });
});
