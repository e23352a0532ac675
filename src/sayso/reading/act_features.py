"""What the act of a statement is judged by: its cue, its source's words and its content, as named features.

A statement becomes a list of short strings (``cue=rule_out``, ``says=never``); the classifier in
:mod:`sayso.reading.acts` weighs them. Nothing here looks beyond the article's text and the statement's spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sayso.model import ACTS, Act, Kind, Statement
from sayso.spans import Span

TABLE = "cue_acts.tsv"
LONGEST = 60
"""Words of a content that are looked at, half from its start and half from its end."""

SHORT = 4
"""Words of a content that is also taken as a whole, with its cue: ``declined`` + ``to comment``."""

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
_NEUTRAL = frozenset({"state"})
_COMMIT = re.compile(
    r"\b(?:i|we)(?: will| shall|['’]ll| would| are going to|['’]re going to|['’]m going to| am going to)\b"
)
_OUGHT = re.compile(
    r"\b(?:must|should|ought|need to|needs to|have to|has to|had better|let['’]s|let us|it['’]s time|it is time)\b"
)
_IF = re.compile(r"\b(?:if|unless|until|otherwise)\b")
_NOT = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without)\b|n['’]t\b")
_FUTURE = re.compile(r"\b(?:will|would|won['’]t|going to|['’]ll|plans? to|shall)\b")
_FIRST = re.compile(r"\b(?:i|we|my|our|me|us)\b")
_SECOND = re.compile(r"\b(?:you|your)\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words, read once.

    Attributes:
        cue: base forms of the cue's words.
        source: base forms of the source's words, names as ``NAME``.
        named: base forms of the source's words, names too.
        content: base forms of the content's words, names as ``NAME``, the middle of a long one left out.
        content_text: the content in lower case.
        kind: of the statement.
        inside: whether the cue stands after the content's start.
        usual: the usual act of the cue by the table, and the words that gave it.
    """

    cue: tuple[str, ...]
    source: tuple[str, ...]
    named: frozenset[str]
    content: tuple[str, ...]
    content_text: str
    kind: Kind
    inside: bool
    usual: tuple[Act, str]


def wording(statement: Statement) -> Wording:
    """The words of ``statement`` as the features need them.

    Names count as names only: an act must not depend on who is spoken of.
    """
    cue = tuple(base_forms(_joined(statement.cues)))
    source, text = _joined(statement.sources), _joined(statement.contents)
    content = tuple(base_forms(without_names(text)))
    if len(content) > LONGEST:
        content = content[: LONGEST // 2] + content[-LONGEST // 2 :]
    return Wording(
        cue,
        tuple(base_forms(_CAPITAL.sub(NAME, source))),
        frozenset(base_forms(source)),
        content,
        text.lower(),
        statement.kind,
        bool(statement.cues and statement.contents and statement.cues[0].start > statement.contents[0].start),
        usual_act(cue),
    )


def without_names(text: str) -> str:
    """The text with capitalised words inside its sentences as ``NAME``; a headline, all capitals, stays as it is."""
    capitals, lower = len(_CAPITAL.findall(text)), len(_LOWER.findall(text))
    return text if capitals > lower else _INNER_CAPITAL.sub(NAME, text)


NAME = "namex"
_LOWER = re.compile(r"\b[a-z]{2,}")
_CAPITAL = re.compile(r"\b[A-Z](?!['’]|\b)[\w.&-]*")
_INNER_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z](?!['’]|\b)[\w.&-]*")


def features(w: Wording) -> list[str]:
    """All features of a statement, each named ``family=value``; a name may come more than once."""
    return [*_cue_features(w), *_source_features(w), *_content_features(w)]


def _cue_features(w: Wording) -> Iterator[str]:
    usual = w.usual[0]
    yield f"usual={usual}"
    yield f"usual+kind={usual}+{w.kind}"
    yield f"usual+start={usual}+{_opening(w.content)}"
    yield f"key={w.usual[1]}"
    yield f"key+start={w.usual[1]}+{_opening(w.content)}"
    yield "cue=" + "_".join(w.cue[:5])
    for word in w.cue:
        yield f"cueword={word}"
    for a, b in pairwise(w.cue):
        yield f"cuepair={a}_{b}"
    if w.cue:
        yield f"cuelast={w.cue[-1]}"
        yield f"cuefirst={w.cue[0]}"
    if "not" in w.cue or "no" in w.cue or "never" in w.cue:
        yield f"cuenot={usual}"
    yield f"cuelength={min(len(w.cue), 4)}"


def _source_features(w: Wording) -> Iterator[str]:
    usual = w.usual[0]
    if not w.source:
        yield "source=none"
        yield f"usual+nosource={usual}"
        return
    yield f"sourcelast={w.source[-1]}"
    yield f"sourcefirst={w.source[0]}"
    if len(w.source) == 1 and w.source[0] in ("i", "we", "you", "who", "which", "that"):
        yield f"sourceis={w.source[0]}"


def _content_features(w: Wording) -> Iterator[str]:
    usual, words = w.usual[0], w.content
    neutral = "neutral" if usual in _NEUTRAL else "marked"
    yield f"start={_opening(words)}"
    yield f"kind={w.kind}"
    yield f"length={min(len(words).bit_length(), 6)}"
    for name, pattern in (
        ("commit", _COMMIT), ("ought", _OUGHT), ("if", _IF), ("not", _NOT), ("future", _FUTURE),
        ("first", _FIRST), ("second", _SECOND),
    ):  # fmt: skip
        if pattern.search(w.content_text):
            yield f"has={name}"
            yield f"has+usual={name}+{usual}"
    for frame in _frames(w):
        yield f"frame={frame}"
        yield f"frame+{neutral}={frame}"
    for tone, count in _tones(words).items():
        for n in range(1, min(count, 3) + 1):
            yield f"tone={tone}{n}"
            yield f"tone+usual={tone}{n}+{usual}"
    stripped = w.content_text.rstrip("\"'”’ .,")
    if stripped.endswith("?") and not re.search(r"[.!]\s", stripped):
        yield "ends=only questions"
    if stripped.endswith("?"):
        yield "ends=?"
        yield f"ends=?+{neutral}"
    for word in set(words):
        yield f"says={word}"
        yield f"{neutral}says={word}"
    for a, b in set(pairwise(words)):
        yield f"pair={a}_{b}"
    for word in words[:3]:
        yield f"early={word}"
    if len(words) <= SHORT:
        yield f"key+whole={w.usual[1]}+{'_'.join(words)}"


def tones_of(word: str) -> tuple[str, ...]:
    """The tones of a base form."""
    return _tone_table().get(word, ())


def _tones(words: Sequence[str]) -> dict[str, int]:
    """How many words of each tone a content holds."""
    table = _tone_table()
    counts: dict[str, int] = {}
    for word in words:
        for tone in table.get(word, ()):
            counts[tone] = counts.get(tone, 0) + 1
    return counts


def _frames(w: Wording) -> Iterator[str]:
    """Who is to do what, by the first clauses that have a modal: ``own+will+not``, ``other+should``, ``own+ready``.

    The doer is ``own`` where it is a pronoun, starts with a possessive or shares a word with the source: in reported
    speech "he", "we", "her government" most often mean the speaker's own side.
    """
    own_words = w.named - _SMALL
    if w.content[:1] in (("will",), ("would",)):
        yield "own+will" + ("+not" if "not" in w.content[1:3] else "")
    for match in list(_CLAUSE.finditer(w.content_text))[:3]:
        subject = match["subject"].split()
        last = subject[-1] if subject else ""
        if last in ("i", "we"):
            doer = "first"
        elif last == "you":
            doer = "second"
        elif last in ("he", "she", "they", "it") and len(subject) < 3:
            doer = "pronoun"
        elif {"his", "her", "its", "their", "my", "our"} & set(subject) or own_words & set(
            base_forms(match["subject"])
        ):
            doer = "own"
        else:
            doer = "other"
        modal = _MODALS.get(match["modal"].split()[0], "will")
        if match["modal"] in ("need to", "needs to", "has to", "have to", "had to"):
            modal = "must"
        negated = "+not" if match["no"] or match["modal"] in ("won't", "can't", "cannot", "won’t", "can’t") else ""
        yield f"{doer}+{modal}{negated}"
        verb = base_form(match["verb"])
        for tone in _tone_table().get(verb, ()):
            yield f"{doer}+{modal}{negated}+{tone}"
        yield f"{doer}+{modal}{negated}+{verb}"


_SMALL = frozenset(
    ("the", "a", "an", "of", "and", "or", "in", "for", "to", "with", "by", "on", "at", "us", "u", "from", "be", "who",
     "that")
)  # fmt: skip
_MODALS = {
    "will": "will", "would": "would", "shall": "will", "won't": "will", "won’t": "will", "'ll": "will", "’ll": "will",
    "should": "should", "ought": "should", "must": "must", "can": "can", "can't": "can",
    "can’t": "can", "cannot": "can",
    "could": "could", "may": "could", "might": "could", "plans": "will", "plan": "will", "intends": "will",
    "intend": "will", "is": "ready", "are": "ready", "was": "ready", "were": "ready", "am": "ready", "'m": "ready",
    "’m": "ready", "'re": "ready", "’re": "ready", "do": "do", "does": "do", "did": "do", "have": "must", "has": "must",
    "want": "want", "wants": "want", "wanted": "want", "support": "support", "supports": "support",
}  # fmt: skip
_CLAUSE = re.compile(
    r"(?P<subject>(?:[\w’'.&-]+ ){0,4}?[\w.&-]+?)(?: |(?=['’]))(?:also |still |now |just |simply )?"
    r"(?P<modal>will|would|shall|won['’]t|['’]ll|should|ought to|must|can['’]t|cannot|can|could|may|might|plans? to"
    r"|intends? to|needs? to|ha[sd] to|have to"
    r"|(?:is|are|was|were|am|['’]m|['’]re) (?:ready|prepared|willing|going|open|determined|committed) to"
    r"|(?:do|does|did)(?= not|n['’]t)|want(?:s|ed)? to|supports?)(?P<no> not| never|n['’]t| no longer)?"
    r" (?:also |be |have |been )*(?P<verb>[\w-]+)"
)


def _opening(words: Sequence[str]) -> str:
    """How a content begins: one of a few small words, or ``other``."""
    if not words:
        return "none"
    return words[0] if words[0] in _OPENINGS else "other"


_OPENINGS = frozenset(
    ("that", "to", "whether", "if", "how", "what", "why", "who", "when", "where", "which", "for", "on", "of", "in",
     "not",
     "the", "a", "an", "it", "he", "she", "they", "we", "i", "you", "there", "this", "be", "no", "will", "him", "her",
     "them", "his", "their", "its")
)  # fmt: skip


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


def _joined(spans: Sequence[Span]) -> str:
    return " … ".join(span.exact for span in spans)
