// On every page: the switch between light and dark, the search box on "/", and notes that go away by themselves.

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

document.getElementById("theme")?.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("sayso-theme", root.dataset.theme);
  document.dispatchEvent(new Event("sayso:theme"));
});

/** Whether a key belongs to what is being typed, and not to the page. */
export function typing(event) {
  return event.target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
});

/** Says something in passing, to eyes and to screen readers. */
export function note(words) {
  const place = document.getElementById("notes");
  const line = document.createElement("p");
  line.textContent = words;
  place.replaceChildren(line);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    note("Copied.");
  } catch {
    note(button.dataset.copy);
  }
});
