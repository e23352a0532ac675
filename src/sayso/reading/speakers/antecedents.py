"""What speaks for each person a pronoun may mean: where last referred to, how, who spoke, gender, how prominent.

The features of the antecedent ranker (:mod:`sayso.reading.speakers.ranker`), one row of numbers a candidate.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Figure, Mention
from sayso.reading.speakers.references import Reference
from sayso.reading.speakers.scene import Scene

FEATURES = (
    "sentences", "sentence 0", "sentence 1", "sentence 2", "paragraphs", "same paragraph", "letters",
    "nearest", "second", "third", "between",
    "echo", "owner", "object", "subject", "subject here", "quoted", "possessive pronoun",
    "spoke last", "spoke last, same paragraph", "spoke last, near", "spoke before last", "spoke often", "is a source",
    "named often", "named lately", "share", "first of all", "in first line", "opens paragraph", "opened last paragraph",
    "gender known", "named in content", "named behind", "doubtful", "not surely a person", "has a role", "new",
    "full name", "one word", "unnamed",
    "pronoun is source", "pronoun in quotation", "pronoun behind quotation", "pronoun opens sentence",
    "pronoun opens paragraph", "paragraph opens with quotation", "she",
    "subject, opens sentence", "nearest, opens paragraph", "spoke last, behind quotation",
    "same paragraph, behind quotation", "spoke last, opens sentence", "in paragraph unquoted, behind quotation",
    "only one", "gender against", "was asked", "spoke last, asking",
    "in words reported", "in words reported, behind quotation", "last pronoun", "last pronoun, same sentence",
    "led sentence before", "led sentence before, opens sentence", "led this sentence",
    "led this sentence, in a clause of it", "spoke last, in a sentence that opens with asked",
)  # fmt: skip
"""Names of the columns, in order; those with a comma are products of two others."""

_PREPOSITIONS = frozenset(
    [
        "to",
        "with",
        "of",
        "for",
        "by",
        "from",
        "against",
        "about",
        "on",
        "over",
        "at",
        "under",
        "between",
        "than",
        "like",
    ]
)
_ASKED = frozenset(("asked", "asks", "pressed", "questioned", "interviewed", "grilled"))
_SUBORDINATORS = frozenset(
    ("after", "when", "because", "as", "before", "while", "since", "although", "though", "if", "until", "where", "whom")
)
_FRONTED = ("Asked", "Pressed", "Questioned", "Speaking", "Responding", "Addressing")
_CLOSING = ('"', "”", "''", "’", "»")


def rows(
    scene: Scene,
    offset: int,
    gender: str,
    found: list[Reference],
    *,
    content: tuple[tuple[int, int], ...],
    inside_quote: bool,
    source: bool,
) -> list[list[float]]:
    """A row of features for each reference.

    Args:
        scene: the article.
        offset: where the pronoun stands.
        gender: ``m``, ``f`` or empty.
        found: the candidates.
        content: ranges said.
        inside_quote: whether the pronoun stands in somebody's quoted words.
        source: whether it is the source of a statement.
    """
    text = scene.text
    here, paragraph = scene.sentence(offset), scene.paragraphs.index(offset)
    start = scene.paragraphs.ranges[paragraph][0] if paragraph >= 0 else 0
    before = text[max(0, offset - 3) : offset].rstrip()
    behind_quote = float(before.endswith(_CLOSING))
    opens = float(here >= 0 and offset - scene.sentences.ranges[here][0] < 2)
    opens_paragraph = float(offset - start < 2)
    quoted_paragraph = float(text[start : start + 2].startswith(('"', "“", "''")))
    speakers = scene.speakers_before(offset)
    last_at, last = speakers[-1] if speakers else (-1, None)
    second = next((f for _, f in reversed(speakers) if f is not last), None)
    near_last = last is not None and scene.steps(last_at, offset) <= 4
    named = {id(m.figure) for a, b in content for m in scene.cast.within(a, b)}
    behind = {id(m.figure) for m in scene.cast.within(offset, offset + 40)}
    first_line = text.find("\n")
    first_line = first_line if first_line > 0 else 120
    order = sorted(range(len(found)), key=lambda i: -found[i].at)
    rank = {i: n for n, i in enumerate(order)}
    unquoted_here = {id(m.figure) for m in scene.cast.within(start, offset) if not scene.quoted(m.start)}
    opener = _opener(scene, paragraph - 1)
    asking = last is not None and _asks(text, last_at, offset)
    echo_at, echo = scene.last_echo(offset)
    echo_steps = scene.steps(echo_at, offset) if echo is not None else 9
    clause = scene.tokens.word_before(offset).lower() in _SUBORDINATORS
    fronted = here >= 0 and text.startswith(_FRONTED, scene.sentences.ranges[here][0])
    led_before, led_here = _leader(scene, here - 1, offset), _leader(scene, here, offset)
    out = []
    for i, reference in enumerate(found):
        figure, at, mention = reference.figure, reference.at, reference.mention
        steps = scene.steps(at, offset)
        gap = max(0, paragraph - scene.paragraphs.index(at))
        owner = mention is not None and (mention.possessive or _modifies(scene, mention))
        object_ = mention is not None and not owner and _is_object(scene, mention)
        subject = mention is None or (not owner and not object_ and _leads_sentence(scene, mention))
        spoke = last is figure and near_last
        n = len(figure.mentions)
        lately = n - bisect_left(figure.mentions, (offset - 700, 0)) if n else 0
        lately = min(lately, _before(figure, offset))
        first = figure.mentions[0][0] if n else at
        same = gap == 0
        reported = not scene.quoted(at) and scene.reported(at)
        out.append(
            [
                min(steps, 8) / 4,
                float(steps == 0),
                float(steps == 1),
                float(steps == 2),
                min(gap, 5) / 3,
                float(same),
                math.log1p(offset - at) / 6,
                float(rank[i] == 0),
                float(rank[i] == 1),
                float(rank[i] == 2),
                math.log1p(rank[i]),
                float(mention is None),
                float(owner),
                float(object_),
                float(subject),
                float(subject and steps == 0),
                float(not inside_quote and scene.quoted(at)),
                float(mention is None and text[at : at + 3].lower() in ("his", "her")),
                float(spoke),
                float(spoke and scene.paragraphs.index(last_at) == paragraph),
                float(spoke and scene.steps(last_at, offset) <= 1),
                float(second is figure),
                math.log1p(sum(f is figure for _, f in speakers)) / 2,
                float(any(f is figure and a >= at for a, f in speakers)),
                math.log1p(n) / 2,
                math.log1p(max(0, lately)) / 1.5,
                n / scene.persons,
                float(rank[i] == len(found) - 1),
                float(first < first_line),
                float(mention is not None and at - _paragraph_start(scene, at) < 30),
                float(opener is figure),
                float(bool(gender) and figure.gender == gender),
                float(id(figure) in named),
                float(id(figure) in behind),
                float(mention is not None and mention.doubtful),
                float(figure.kind == "other" or not figure.sure),
                float(bool(figure.notes)),
                float(scene.steps(first, offset) <= 1),
                float(mention is not None and " " in text[mention.start : mention.end]),
                float(" " not in figure.name),
                float(figure.speaker is not None),
                float(source),
                float(inside_quote),
                behind_quote,
                opens,
                opens_paragraph,
                quoted_paragraph,
                float(gender == "f"),
                float(subject) * opens,
                float(rank[i] == 0) * opens_paragraph,
                float(spoke) * behind_quote,
                float(same) * behind_quote,
                float(spoke) * opens,
                float(id(figure) in unquoted_here) * behind_quote,
                float(len(found) == 1),
                float(bool(gender) and figure.gender not in ("", gender)),
                float(mention is not None and _was_asked(scene, mention)),
                float(spoke and asking),
                float(reported),
                float(reported) * behind_quote,
                float(figure is echo and echo_steps <= 2),
                float(figure is echo and echo_steps == 0),
                float(figure is led_before),
                float(figure is led_before) * opens,
                float(figure is led_here),
                float(figure is led_here and clause),
                float(spoke and fronted),
            ]
        )
    return out


def _before(figure: Figure, offset: int) -> int:
    return bisect_left(figure.mentions, (offset, 0))


def _paragraph_start(scene: Scene, offset: int) -> int:
    i = scene.paragraphs.index(offset)
    return scene.paragraphs.ranges[i][0] if i >= 0 else 0


def _opener(scene: Scene, paragraph: int) -> Figure | None:
    """The person named first in a paragraph, within its first words."""
    if paragraph < 0:
        return None
    start = scene.paragraphs.ranges[paragraph][0]
    people = [m for m in scene.cast.within(start, start + 40) if m.figure.kind == "person"]
    return people[0].figure if people else None


def _leader(scene: Scene, sentence: int, offset: int) -> Figure | None:
    """Who leads a sentence outside quotations before ``offset``: its first person that is no aside."""
    if sentence < 0:
        return None
    start, end = scene.sentences.ranges[sentence]
    end = min(end, offset)
    named = next(
        (
            m
            for m in scene.cast.within(start, end)
            if m.figure.kind == "person" and not scene.quoted(m.start) and not _is_aside(scene, m)
        ),
        None,
    )
    meant = next(((at, f) for at, f in scene.echoes_within(start, end)), None)
    if meant is not None and (named is None or meant[0] < named.start):
        return meant[1]
    return named.figure if named else None


def _asks(text: str, start: int, end: int) -> bool:
    """Whether a quotation between two offsets ends in a question."""
    return any(mark in text[start:end] for mark in ("?”", '?"', "?''", "?’"))


def _was_asked(scene: Scene, mention: Mention) -> bool:
    """Whether somebody puts a question to the person named: "asked Venn"."""
    k = scene.tokens.first_from(mention.start) - 1
    return k >= 0 and any(w.lower() in _ASKED for w in scene.tokens.words[max(0, k - 2) : k + 1])


def _is_object(scene: Scene, mention: Mention) -> bool:
    if scene.text.endswith(("As for ", "as for "), 0, mention.start):
        return False
    before = scene.tokens.first_from(mention.start) - 1
    word = scene.tokens.words[before].lower() if before >= 0 else ""
    return word in _PREPOSITIONS and scene.sentence(scene.tokens.starts[before]) == scene.sentence(mention.start)


def _leads_sentence(scene: Scene, mention: Mention) -> bool:
    i = scene.sentence(mention.start)
    if i < 0:
        return False
    start = scene.sentences.ranges[i][0]
    return not any(
        m.figure.kind == "person" and not scene.quoted(m.start) and not _is_aside(scene, m)
        for m in scene.cast.within(start, mention.start)
    )


def _is_aside(scene: Scene, mention: Mention) -> bool:
    """Whether a name is no subject: an owner, a modifier ("the Clinton campaign") or the object of a preposition."""
    if mention.possessive or _modifies(scene, mention):
        return True
    before = scene.tokens.first_from(mention.start) - 1
    if before > 0 and scene.tokens.words[before].lower() in lex.DETERMINERS:
        before -= 1
    return before >= 0 and scene.tokens.words[before].lower() in _PREPOSITIONS | {"in", "after", "before"}


def _modifies(scene: Scene, mention: Mention) -> bool:
    """Whether a noun for people or bodies follows the name: "Clinton spokeswoman"."""
    k = scene.tokens.first_from(mention.end)
    if k >= len(scene.tokens.words) or scene.text[mention.end : scene.tokens.starts[k]] != " ":
        return False
    return scene.tokens.words[k] in lex.ROLES | lex.GROUP_NOUNS | lex.ORGANISATION_NOUNS | {"release", "event", "rally"}
