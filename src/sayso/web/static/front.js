// The front page: Ctrl + Enter in the box gives the report to be read.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.(".paste");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
