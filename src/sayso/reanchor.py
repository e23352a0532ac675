r"""Finding words again in a changed text, by position and quotation together; what is not certain is not found.

A :class:`Selector` is the pair of selectors of the W3C Web Annotation Data Model (section 4.2.4 and 4.2.5: a text
quotation with what stands before and after it, and a text position), and one number more: how well the likeliest
lookalike fitted in the text that it was made on. A place in another text counts only if it fits better than that.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.spans import Span

CONTEXT = 32
"""Code points of context kept on each side, as Web Annotation clients do; more where lookalikes share them."""
_MOST_CONTEXT = 512
# So many code points that stand only once in both texts are the same words, whatever stands around them.
_TELLING = 32
# Shorter words must bring so much of their context along: "No," alone could be anybody's.
_ENOUGH = 16


@dataclass(frozen=True, slots=True)
class Selector:
    """Which words of which text are meant, so that they can be found in another version of it.

    Attributes:
        start: first code point in the text that it was made on.
        end: one past the last.
        exact: the words.
        prefix: what stood before them.
        suffix: what stood after them.
        rival: the most code points of context that any other occurrence of the words shared with this one;
            -1 when the words stood there only once.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    rival: int = -1

    @classmethod
    def of(cls, text: str, span: Span) -> Selector:
        """The selector of a span of ``text``, with as much context as tells it from its lookalikes.

        Raises:
            ValueError: if the span's words do not stand at its place.
        """
        if text[span.start : span.end] != span.exact or not span.exact:
            raise ValueError(f"the words at {span.start}:{span.end} are not {span.exact!r}")
        others = [at for at in occurrences(text, span.exact) if at != span.start]
        shared = [_shared(text, at, span.end - span.start, *_context(text, span, _MOST_CONTEXT)) for at in others]
        width = CONTEXT
        if shared:
            width = min(_MOST_CONTEXT, max(CONTEXT, max(max(before, after) for before, after in shared) + CONTEXT))
        prefix, suffix = _context(text, span, width)
        return cls(
            span.start,
            span.end,
            span.exact,
            prefix,
            suffix,
            max((before + after for before, after in shared), default=-1),
        )

    def find(self, text: str) -> Span | None:
        """The words in ``text``; ``None`` where they are gone, or where it cannot be told which ones are meant."""
        places = occurrences(text, self.exact)
        if not places:
            return None
        length = len(self.exact)
        if len(places) == 1 and self.rival < 0 and length >= _TELLING:
            return Span(places[0], places[0] + length, self.exact)
        fits = sorted(((sum(_shared(text, at, length, self.prefix, self.suffix)), at) for at in places), reverse=True)
        best, at = fits[0]
        second = fits[1][0] if len(fits) > 1 else -1
        enough = min(_ENOUGH, len(self.prefix) + len(self.suffix))
        if best > self.rival and best > second and best >= enough:
            return Span(at, at + length, self.exact)
        return None


def occurrences(text: str, words: str) -> list[int]:
    """Where ``words`` begin in ``text``, overlapping ones too, in order."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _context(text: str, span: Span, width: int) -> tuple[str, str]:
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]


def _shared(text: str, at: int, length: int, prefix: str, suffix: str) -> tuple[int, int]:
    """How many code points of the prefix, and of the suffix, stand beside the words at ``at`` without a break."""
    before = 0
    while before < len(prefix) and at - before > 0 and prefix[-1 - before] == text[at - before - 1]:
        before += 1
    after, end = 0, at + length
    while after < len(suffix) and end + after < len(text) and suffix[after] == text[end + after]:
        after += 1
    return before, after
