"""Words as the act classifier takes them: base forms, the usual act of a cue, the tones of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from sayso.model import ACTS, Act

TABLE = "cue_acts.tsv"
INNER = 20
"""Words of a content that are searched for an act which it tells of."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[?!]")
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "spoke": "speak", "spoken": "speak",
    "gave": "give", "given": "give", "went": "go", "gone": "go", "made": "make", "took": "take", "taken": "take",
    "swore": "swear", "sworn": "swear", "found": "find", "held": "hold", "put": "put", "laid": "lay", "came": "come",
    "understood": "understand", "forgot": "forget", "foresaw": "foresee", "sought": "seek", "shown": "show",
    "begun": "begin", "began": "begin", "meant": "mean", "sent": "send", "kept": "keep", "left": "leave",
    "withdrew": "withdraw", "withdrawn": "withdraw", "overrode": "override", "quit": "quit", "struck": "strike",
    "tore": "tear", "hit": "hit", "read": "read", "led": "lead", "drew": "draw", "paid": "pay", "lost": "lose",
    "won": "win", "did": "do", "does": "do", "done": "do", "had": "have", "has": "have", "was": "be", "were": "be",
    "is": "be", "are": "be", "been": "be", "being": "be", "am": "be", "'s": "be", "denies": "deny", "denied": "deny",
    "lies": "lie", "lied": "lie", "lying": "lie", "dies": "die", "ties": "tie", "won't": "will_not",
    "can't": "can_not", "cannot": "can_not", "us": "us", "this": "this", "his": "his", "its": "its", "less": "less",
    "news": "news", "note": "note", "notes": "note", "noted": "note", "noting": "note",
    "one": "one", "more": "more", "always": "always", "perhaps": "perhaps", "yes": "yes", "as": "as", "suing": "sue",
    "agreeing": "agree", "seeing": "see", "fleeing": "flee", "according": "according", "during": "during",
    "nothing": "nothing", "something": "something", "anything": "anything", "everything": "everything",
    "need": "need", "needs": "need", "indeed": "indeed", "proceed": "proceed", "succeed": "succeed", "speed": "speed",
    "bring": "bring", "thing": "thing", "things": "thing", "king": "king", "spring": "spring", "string": "string",
    "united": "united", "states": "states", "red": "red", "bed": "bed", "shed": "shed", "feed": "feed", "seed": "seed",
}  # fmt: skip


def usual_act(cue: Sequence[str]) -> tuple[Act, str]:
    """The usual act of a cue by the table and the words that gave it: the first that is not ``state``, if any.

    A phrase of the table matches in order, with other words allowed in between.
    """
    words, phrases = _table()
    for phrase, act in phrases:
        if _in_order(phrase, cue):
            return act, "_".join(phrase)
    first: str | None = None
    for word in cue:
        act_of_word = words.get(word)
        if act_of_word is not None and act_of_word != "state":
            return act_of_word, word
        if act_of_word is not None and first is None:
            first = word
    return "state", first or ""


def _in_order(phrase: Sequence[str], cue: Sequence[str]) -> bool:
    remaining = iter(cue)
    return all(word in remaining for word in phrase)


@cache
def _table() -> tuple[Mapping[str, Act], tuple[tuple[tuple[str, ...], Act], ...]]:
    words: dict[str, Act] = {}
    phrases: list[tuple[tuple[str, ...], Act]] = []
    for line in files("sayso.reading.tables").joinpath(TABLE).read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, entries = line.partition("\t")
        if name not in ACTS:
            raise ValueError(f"{TABLE}: {name!r} is not an act")
        for entry in entries.split():
            parts = tuple(base_form(part) for part in entry.split("_"))
            if len(parts) > 1:
                phrases.append((parts, name))
            else:
                words.setdefault(parts[0], name)
    return words, tuple(phrases)


@cache
def _tone_table() -> Mapping[str, tuple[str, ...]]:
    tones: dict[str, tuple[str, ...]] = {}
    for line in files("sayso.reading.tables").joinpath("tone.tsv").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        tone, _, entries = line.partition("\t")
        for word in {base_form(entry) for entry in entries.split()}:
            tones[word] = (*tones.get(word, ()), tone)
    return tones


def base_forms(text: str) -> Iterator[str]:
    """The base forms of a text's words, question and exclamation marks among them."""
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match[0]
        if word.endswith("n't") and word not in _IRREGULAR:
            yield base_form(word[:-3])
            yield "not"
        elif word.endswith("'s") or word.endswith("'"):
            yield base_form(word[:-2] if word.endswith("'s") else word[:-1])
        elif "'" in word and word not in _IRREGULAR:
            head, _, tail = word.partition("'")
            yield base_form(head)
            yield {"ll": "will", "re": "be", "ve": "have", "d": "would", "m": "be"}.get(tail, tail)
        else:
            yield from base_form(word).split("_")


@cache
def base_form(word: str) -> str:
    """A rough base form of a lower-case English word: endings of number, tense and person taken off.

    Not a dictionary form (``propose`` gives ``propos``): what matters is that the forms of a word come out alike.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word] if _IRREGULAR[word] == word else base_form(_IRREGULAR[word])
    stem = word
    if stem.endswith(("ies", "ied")) and len(stem) > 4:
        stem = stem[:-3] + "y"
    elif (stem.endswith("ing") and len(stem) > 5) or (stem.endswith("ed") and len(stem) > 4):
        stem = stem.removesuffix("ing") if stem.endswith("ing") else stem.removesuffix("ed")
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
            stem = stem[:-1]
    elif stem.endswith("sses") or stem.endswith(("shes", "ches", "xes")):
        stem = stem[:-2]
    elif stem.endswith("s") and len(stem) > 3 and not stem.endswith(("ss", "us", "is")):
        stem = stem[:-1]
    if stem.endswith("e") and len(stem) > 3:
        stem = stem[:-1]
    return stem


def inner_act(words: Sequence[str]) -> str | None:
    """The act that the content itself tells of, by its first verb that the cue table gives one ("he rejected …")."""
    table, _ = _table()
    for word in words[:INNER]:
        act = table.get(word)
        if act is not None and act not in ("state", "believe", "want"):
            return act
    return None


def tones_of(word: str) -> tuple[str, ...]:
    """The tones of a base form."""
    return _tone_table().get(word, ())
