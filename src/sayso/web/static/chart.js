// Charts with the vendored Plot, drawn where an element has data-chart and its values in a <script type="application/json">.

/** Puts a chart that Plot made into the page. Plot brings a <style>, which the policy forbids: paper.css has its rules. */
export function show(place, figure) {
  for (const style of figure.querySelectorAll("style")) style.remove();
  place.replaceChildren(figure);
}

/** The values that stand in a page as JSON. */
export function values(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** A colour of paper.css, as it is now. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
