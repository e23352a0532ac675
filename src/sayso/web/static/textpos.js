// Selections in a report as its record counts them: code points of the text, from 0, the end excluded.
//
// The page holds the text paragraph by paragraph: <p class="text" data-start data-after>, whose words are exactly
// those of the document, and data-after the line ends up to the next. JavaScript counts UTF-16 units: 😀 is two of
// them and one code point. Selectors are those of the W3C Web Annotation Data Model: position and quotation.

const CONTEXT = 32;

/** Number of code points in a string's first `units` UTF-16 units; half a pair counts as none. */
export function codePoints(string, units = string.length) {
  let count = 0;
  for (let at = 0; at < units; ) {
    const step = string.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + step > units) break;
    at += step;
    count += 1;
  }
  return count;
}

/** The UTF-16 units that the first `points` code points of a string take. */
export function units(string, points) {
  let at = 0;
  for (let count = 0; count < points && at < string.length; count += 1) at += string.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** The paragraphs of a report, in order. */
export function paragraphsOf(root) {
  return [...root.querySelectorAll("p.text")].map((element) => ({
    element,
    start: Number(element.dataset.start),
    words: element.textContent,
    after: element.dataset.after,
  }));
}

/** The whole text, as an array of code points. */
export function textOf(root) {
  return Array.from(paragraphsOf(root).map((p) => p.words + p.after).join(""));
}

/** Units of a paragraph's text before a place in it. */
function unitsBefore(element, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return before.toString().length;
}

/** Code point of one end of a selection; `null` outside the report. An end between paragraphs goes to the words inside. */
function pointOf(root, node, offset, isStart) {
  const paragraphs = paragraphsOf(root);
  const home = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("p.text");
  if (home && root.contains(home)) {
    const p = paragraphs.find((candidate) => candidate.element === home);
    return p.start + codePoints(p.words, unitsBefore(home, node, offset));
  }
  const place = document.createRange();
  place.setStart(node, offset);
  if (isStart) {
    const next = paragraphs.find((p) => place.comparePoint(p.element, 0) >= 0);
    return next ? next.start : null;
  }
  const last = paragraphs.filter((p) => place.comparePoint(p.element, p.element.childNodes.length) <= 0).at(-1);
  return last ? last.start + codePoints(last.words) : null;
}

/** The selector of a range, blanks at its ends left out; `null` where it holds no words of the report. */
export function selectorOf(root, range) {
  let start = pointOf(root, range.startContainer, range.startOffset, true);
  let end = pointOf(root, range.endContainer, range.endOffset, false);
  if (start === null || end === null || start >= end) return null;
  const text = textOf(root);
  while (start < end && !text[start].trim()) start += 1;
  while (start < end && !text[end - 1].trim()) end -= 1;
  if (start >= end) return null;
  return {
    start,
    end,
    exact: text.slice(start, end).join(""),
    prefix: text.slice(Math.max(0, start - CONTEXT), start).join(""),
    suffix: text.slice(end, end + CONTEXT).join(""),
  };
}

/** The place of a code point in the page: a text node and its offset. */
function placeOf(root, point, isEnd) {
  const paragraphs = paragraphsOf(root);
  const p = paragraphs.filter((candidate) => (isEnd ? candidate.start < point : candidate.start <= point)).at(-1) ?? paragraphs[0];
  let left = units(p.words, point - p.start);
  const walker = document.createTreeWalker(p.element, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && left > node.length) {
    left -= node.length;
    node = walker.nextNode();
  }
  return node ? [node, left] : [p.element, 0];
}

/** The range in the page that covers code points `start` to `end`. */
export function rangeOf(root, start, end) {
  const range = document.createRange();
  range.setStart(...placeOf(root, start, false));
  range.setEnd(...placeOf(root, end, true));
  return range;
}
