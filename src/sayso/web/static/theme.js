// Before anything is drawn: light or dark as the visitor chose it last; without a choice the system decides.
{
  const kept = localStorage.getItem("sayso-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
}
