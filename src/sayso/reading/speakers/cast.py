"""The cast of an article: which names mean one actor, its fullest name, gender, roles and for whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.reading.context import Name
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Cast, Figure, Mention
from sayso.reading.speakers.merging import merge_names, settle
from sayso.reading.speakers.name_runs import Found
from sayso.reading.speakers.names import find_names
from sayso.reading.speakers.persons import (
    cluster,
    is_described,
    looks_personal,
    mostly_persons,
    name_parts,
    person_words,
    related,
)
from sayso.reading.speakers.roles import role_after, role_before
from sayso.reading.speakers.states import bare
from sayso.reading.speakers.tokens import Tokens

_SPLIT = re.compile(r"[\s\u00a0]+")


def build_cast(text: str, tokens: Tokens, names: Sequence[Name], speaking: frozenset[int] = frozenset()) -> Cast:
    """The cast of ``text``: names found by rule and ``names`` given by the network, taken together.

    Args:
        text: the article.
        tokens: its words.
        names: its names, as the network found them.
        speaking: last code points (exclusive) of sources; an unknown name that ends one is taken for a person's.
    """
    found = settle(text, merge_names(find_names(text, tokens), names, text), names)
    people: list[tuple[Found, tuple[str, ...]]] = []
    figures: list[Figure] = []
    others: dict[str, Figure] = {}
    placed: dict[int, Figure] = {}
    persons: list[Figure] = []
    surnames = person_words(text, found) | mostly_persons(text, found)
    endings = {
        name_parts(text[f.start : f.end])[-1:] for f in found if f.kind == "person" and " " in text[f.start : f.end]
    }
    personal = {name_parts(text[f.start : f.end]) for f in found if f.kind == "person"}
    alone = {text[f.start : f.end].lower() for f in found if " " not in text[f.start : f.end] and f.kind != "place"}
    speakers = [
        name_parts(text[f.start : f.end])
        for f in found
        if f.kind == "other" and f.end in speaking and text[f.start : f.end].lower() not in lex.LEGISLATURES
    ]
    for item in found:
        form = text[item.start : item.end]
        parts = name_parts(form)
        if item.kind == "other" and item.sure:
            placed[item.start] = others.setdefault(bare(form), Figure(item.kind, item.sure))
            continue
        loose = item.kind == "other" or (item.kind == "organisation" and not item.sure)
        borne = loose or (item.kind == "place" and item.end in speaking)
        borne = borne or (
            item.kind == "organisation" and parts in endings and text[item.start - 4 : item.start].lower() != "the "
        )
        if len(parts) == 1 and parts[0] in surnames and borne:
            people.append((item, parts))
            continue
        if (
            loose
            and not form.isupper()
            and (
                (2 <= len(parts) <= 3 and parts[-1] in alone)
                or (len(parts) <= 5 and any(parts[-n:] in personal for n in range(2, len(parts))))
            )
        ):
            people.append((item, parts))
            continue
        if item.kind == "other" and 2 <= len(parts) <= 4 and is_described(text, tokens, item):
            people.append((item, parts))
            continue
        if item.kind == "person" or (
            item.kind == "other" and (looks_personal(parts, surnames) or related(parts, speakers, len(form)))
        ):
            people.append((item, parts))
            continue
        key = bare(form)
        figure = others.get(key)
        if figure is None:
            figure = others[key] = Figure(item.kind, item.sure)
            figures.append(figure)
        elif item.sure and not figure.sure:
            figure.kind, figure.sure = item.kind, True
        placed[item.start] = figure
    figures = list({id(f): f for f in (*figures, *others.values())}.values())
    renamed = _link_acronyms(others)
    placed = {at: renamed.get(id(figure), figure) for at, figure in placed.items()}
    figures = [f for f in figures if id(f) not in renamed]
    doubtful: set[int] = set()
    cluster(text, people, persons, placed, doubtful)
    figures.extend(persons)
    mentions = []
    for item in found:
        figure = placed[item.start]
        form = " ".join(_SPLIT.split(text[item.start : item.end]))
        figure.forms[form] = figure.forms.get(form, 0) + 1
        figure.mentions.append((item.start, item.end))
        mentions.append(Mention(item.start, item.end, figure, item.possessive, item.start in doubtful))
    _describe(text, tokens, found, placed)
    return Cast(figures, mentions, [m.start for m in mentions])


def _link_acronyms(others: dict[str, Figure]) -> dict[int, Figure]:
    """Figures named by an acronym or a part of a longer name → the figure of the full name (keys: ``id()``)."""
    out: dict[int, Figure] = {}
    for short, figure in others.items():
        letters = short.replace(".", "")
        if " " in short:
            longer = [f for name, f in others.items() if name.endswith(" " + short) and f.kind == "other"]
            if longer and figure.kind == "other":
                out[id(figure)] = longer[0]
            continue
        longer = [f for name, f in others.items() if name.endswith(" " + short) and f.kind in ("organisation", "other")]
        if short in lex.OUTLET_HEADS and len(longer) == 1:
            out[id(figure)] = longer[0]
            continue
        for name, full in others.items():
            if full is figure or " " not in name or len(letters) < 2:
                continue
            words = [w for w in re.split(r"[\s-]+", name) if w]
            initials = "".join(w[0] for w in words if w not in {"of", "the", "for", "and", "to", "on", "in", "&"})
            if letters in (initials, "".join(w[0] for w in words)):
                out[id(figure)] = full
                break
    return out


_SERVING = re.compile(
    r"\b(?:press secretary|spokes(?:man|woman|person)|advis[eo]r|aide|assistant|representative|envoy) "
    r"(?:of|for|to) (?:the )?$"
)


def _describe(text: str, tokens: Tokens, found: list[Found], placed: dict[int, Figure]) -> None:
    for item in found:
        figure = placed[item.start]
        if figure.kind != "person":
            continue
        first, last = tokens.first_from(item.start), tokens.at(item.end - 1)
        if first > last:
            continue
        for note in (role_before(text, tokens, first, item.title, last), role_after(text, tokens, last)):
            if note is not None:
                if note.at < item.start and _SERVING.search(text, max(0, note.at - 60), note.at):
                    continue
                figure.notes.append(note)
                if note.gender and not figure.gender:
                    figure.gender, figure.gender_guessed = note.gender, True
                if note.gender and note.strong and (figure.gender_guessed or not figure.gender):
                    figure.gender, figure.gender_guessed = note.gender, False
