"""What a search is narrowed by, and what it could be narrowed by: counts and chips, each with its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.record.facets import Facets, Tally
from sayso.web.search_address import SearchAddress
from sayso.web.words import act_words, day_words, kind_words

MOST_IN_FACET = 12
"""Speakers and outlets that are counted one by one."""


@dataclass(frozen=True, slots=True)
class FacetLine:
    """A value that results have.

    Attributes:
        label: in words.
        count: how many results have it.
        address: the search narrowed to it; of a chosen one, without it.
        chosen: whether the search asks for it.
        act: the act that it is, to be shown with its mark.
    """

    label: str
    count: int
    address: str
    chosen: bool
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one sort.

    Attributes:
        name: for the page's anchors.
        title: for people.
        lines: the values, the most frequent first.
        cut: whether there may be more of them.
    """

    name: str
    title: str
    lines: tuple[FacetLine, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the search asks for.

    Attributes:
        label: in words.
        address: the search without it.
    """

    label: str
    address: str


def facets_of(asked: SearchAddress, facets: Facets) -> Sequence[Facet]:
    """The counts as lines that narrow the search."""
    return (
        _facet(asked, "name", "Speaker", facets.speakers, lambda value: value or "not named", cut=True),
        _facet(asked, "act", "Act", facets.acts, act_words),
        _facet(asked, "paper", "Reported by", facets.outlets, lambda value: value or "outlet not known", cut=True),
        _facet(asked, "kind", "Kind", facets.kinds, kind_words),
    )


def issues_of(asked: SearchAddress, tallies: Sequence[Tally], names: Mapping[str, str]) -> Facet:
    """How many results bear on each issue, by the issue's id."""
    lines = []
    for tally in tallies:
        issue = tally.value or ""
        chosen = asked.issue == issue
        address = asked.without("issue") if chosen else asked.address(issue=issue)
        lines.append(FacetLine(names[issue], tally.count, address, chosen))
    return Facet("issue", "Issue", tuple(lines))


def chips(asked: SearchAddress, issues: Mapping[str, str]) -> Sequence[Chip]:
    """What a search is narrowed by, a word at a time."""
    shown: list[tuple[str, str, str]] = [
        *(("name", value, value or "speaker not named") for value in asked.name),
        *(("act", value, act_words(value)) for value in asked.act),
        *(("kind", value, kind_words(value)) for value in asked.kind),
        *(("paper", value, f"reported by {value}" if value else "outlet not known") for value in asked.paper),
    ]
    single = (
        ("speaker", asked.speaker, f"speaker: {asked.speaker}"), ("outlet", asked.outlet, f"outlet: {asked.outlet}"),
        ("issue", asked.issue, f"issue: {issues.get(asked.issue, asked.issue)}"),
        ("language", asked.language, f"in language {asked.language}"),
        ("versions", asked.versions, "earlier versions too"),
    )  # fmt: skip
    found = [Chip(label, asked.without(name, value)) for name, value, label in shown]
    found += [Chip(label, asked.without(name)) for name, value, label in single if value]
    if asked.since and asked.since == asked.until:
        found.append(Chip(day_words(asked.since), asked.address(since=None, until=None)))
    else:
        found += [
            Chip(f"{word} {day_words(value)}", asked.without(name))
            for name, word, value in (("since", "since", asked.since), ("until", "until", asked.until))
            if value
        ]
    return found


def _facet(
    asked: SearchAddress,
    name: str,
    title: str,
    tallies: Sequence[Tally],
    label: Callable[[str], str],
    cut: bool = False,
) -> Facet:
    now = asked.asked.get(name, ())
    lines = []
    for tally in tallies:
        value = tally.value or ""
        chosen = value in now
        address = asked.without(name, value) if chosen else asked.having(name, value)
        lines.append(FacetLine(label(value), tally.count, address, chosen, value if name == "act" else None))
    return Facet(name, title, tuple(lines), cut and len(lines) == MOST_IN_FACET)
