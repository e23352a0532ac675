"""What sort of speaker a name or a description is, and the speaker that a named figure makes."""

from __future__ import annotations

import re

from sayso.model import Speaker, SpeakerKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.scene import Scene
from sayso.reading.speakers.states import State, atlas, bare

_WORDS = re.compile(r"[^\W_][\w’'.-]*")
_CUT = re.compile(
    r",(?!\d)|\(|;| -+ | ?[—–] ?|(?<!\band) (?:outside|inside)\b"
    r"| (?:who|which|that|whom|whose|where|when|of|in|on|for|from|at|with|by|to|about|against|near|among|across|under|"
    r"over|including|along|like|affiliated|representing|said|says|told|as|during|after|before|between|throughout|around|within|"
    r"is|was|has|had|have|are|were|will|would|can|could|not|also|today|yesterday|alike|involved|"
    r"themselves|himself|herself|itself)\b"
    r"| (?:familiar|close|loyal|critical|present|such|out|seen|made|held|led|written|taken|known|paid|"
    r"\w{3,}(?:ing|ed)) "
    r"(?=(?:in|on|to|of|from|at|for|with|by|about|the|an?|his|her|their|last|as|that|it|into|over|this|earlier|\w+day)\b)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"(?:the |only |just )?(?:one|another|each|either) of\b")
_PAIR = re.compile(
    r"(?:[^,]+, )*[^,]+,? and (?:his|her|their|other|others|another|the|a|some|many|several|most|\w+s\b).*"
)
_MEDIA = re.compile(
    r"\b(?:media|press|newspapers?|broadcasters?|news agenc(?:y|ies)|newswire|news outlets?|networks?|tabloids?|"
    r"news sites?)$"
)


def speaker_of(scene: Scene, figure: Figure, *, name: str | None = None) -> Speaker:
    """The speaker that a named figure makes, with its role and mandate."""
    if figure.speaker is not None:
        return figure.speaker
    kind = kind_of_figure(scene, figure)
    shown = name or figure.name
    if kind == "government" and name is None:
        state = atlas().by_name.get(bare(shown)) or atlas().by_capital.get(bare(shown))
        if state is not None:
            shown = state_name(scene.text, state) or shown
    mandate = figure.on_behalf_of if kind == "person" else None
    if mandate is not None:
        mandate = full_mandate(scene, mandate)
    role = figure.role if kind == "person" else None
    return Speaker(shown, kind, role, mandate)


def full_mandate(scene: Scene, words: str) -> str:
    """For whom somebody speaks, put as fully as the article does: Putin → Vladimir Putin."""
    words = re.sub(r"[’']s?$", "", re.sub(r"^(?:the|a|an) ", "", words))
    for figure in scene.cast.figures:
        if words in figure.forms or any(
            words.endswith(" " + form) and figure.kind == "person" for form in figure.forms
        ):
            return figure.name
    return words


def kind_of_figure(scene: Scene, figure: Figure) -> SpeakerKind:
    """The speaker kind of a named figure."""
    name = bare(figure.name)
    if figure.kind == "person":
        return "person"
    if name in lex.OUTLETS and name not in {"people", "time"}:
        return "outlet"
    if name in lex.SEATS or name.endswith((" administration", " government")):
        return "government"
    if name in lex.ORGANISATION_NAMES:
        return "organisation"
    if name in atlas().by_name or name in atlas().by_capital:
        return "government"
    words = name.split()
    if (words[-1] in lex.OUTLET_HEADS and len(words) > 1 and figure.kind != "other") or name.endswith(
        ("news", "news agency", ".com")
    ):
        return "outlet"
    if figure.kind == "place":
        return "government"
    if figure.kind == "organisation":
        return "organisation"
    return (
        "organisation"
        if words[-1] in lex.ORGANISATION_HEADS or (words[0] in lex.ORGANISATION_OPENERS and len(words) > 2)
        else "person"
    )


def state_name(text: str, state: State) -> str | None:
    """The name that the article gives a state, if it gives one."""
    for name in (state.name, *state.others):
        if name.startswith("the ") or name in ("Islamic Republic", "Jewish state"):
            continue
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if (at == 0 or not text[at - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
                return name
            at = text.find(name, end)
    return None


def core(phrase: str) -> str:
    """A noun phrase up to its first modifier behind the head: "a lawyer for the family, who" → "a lawyer"."""
    match = _CUT.search(phrase, 1)
    return (phrase[: match.start()] if match else phrase).strip(" ,")


def head_noun(phrase: str) -> str:
    """The head noun of a noun phrase, in lower case."""
    words = _WORDS.findall(core(phrase).lower())
    return str(words[-1].rstrip(".")) if words else ""


def kind_of_description(phrase: str) -> SpeakerKind:
    """The speaker kind of a description that names nobody; ``unknown`` where its head noun is nothing that speaks."""
    low = " ".join(phrase.lower().split())
    if not low:
        return "unknown"
    if _ONE_OF.match(low):
        return "anonymous"
    quantity = lex.QUANTITIES.match(low)
    if quantity and " of " in low[quantity.end() - 3 : quantity.end() + 5] and not low.startswith("one "):
        inner = kind_of_description(low.split(" of ", 1)[1])
        return inner if inner in ("document", "outlet", "government") and "%" not in low else "group"
    if low.startswith(("she and ", "he and ")) or low in {
        "those",
        "many",
        "some",
        "others",
        "both",
        "all",
        "most",
        "few",
        "the two",
    }:
        return "group"
    if low.startswith("those "):
        return "group"
    kind = _kind_of_head(low, low.split()[0])
    if kind == "anonymous" and " and " in low and _PAIR.fullmatch(core_list(low)):
        return "group"
    return "group" if kind == "unknown" and (quantity or " and " in core_list(low)) else kind


_ASIDE = re.compile(
    r"\s*(?:, (?:including|such|who|which|the|a|an|among|led|both|all|some|most|with|especially|particularly|like)\b"
    r"|[;(–—]| -- "
    r"| (?:released|published|issued|posted|reported|obtained|conducted) (?:on|in|last|this|late|earlier|\w+day)\b).*",
    re.DOTALL,
)


def shortened(words: str) -> str:
    """A description without its asides: "critics of the deal, including some lawmakers" → "critics of the deal"."""
    return _ASIDE.sub("", words, count=1).strip(" ,") or words


def core_list(low: str) -> str:
    """The phrase up to its first preposition behind an "and"."""
    at = low.find(" and ")
    return low[: at + 5] + core(low[at + 5 :])


_SOME = frozenset(("some", "many", "several", "most", "both", "few", "two", "three"))
_PLURALS: tuple[tuple[frozenset[str], SpeakerKind], ...] = (
    (lex.SINGULAR_PEOPLE, "group"),
    (lex.DOCUMENTS, "document"),
    (lex.ORGANISATION_NOUNS, "organisation"),
)
_LONE = frozenset(("a", "an", "the", "one", "another", "this", "that"))
_CLASSES: tuple[tuple[frozenset[str], SpeakerKind], ...] = (
    (frozenset(("administration", "regime", "government", "kingdom", "junta")), "government"),
    (frozenset(("governments", "countries", "nations", "powers", "states", "country")), "government"),
)


def _kind_of_head(low: str, first: str) -> SpeakerKind:
    """The kind by the head noun alone, the words before it deciding between one and many."""
    head = head_noun(low)
    if _MEDIA.search(core(low)):
        return "outlet"
    for nouns, kind in _CLASSES:
        if head in nouns:
            return kind
    for word in (head, head.rsplit("-", 1)[-1]):
        if word in lex.SINGULAR_PEOPLE and first not in _SOME:
            return "anonymous"
        if word in lex.GROUP_NOUNS and not (word in {"panel", "team", "board", "authority"} and first in {"the", "a"}):
            return "group"
        if word in lex.DOCUMENTS:
            return "document"
        if word in lex.OUTLET_NOUNS:
            return "outlet"
        if word in lex.ORGANISATION_NOUNS:
            return "organisation"
    one = head[:-1] if head.endswith("s") else ""
    for nouns, plural in _PLURALS:
        if one and one in nouns:
            return plural
    if atlas().by_people.get(head) and head.endswith("s"):
        return "group"
    if head in lex.UTTERANCES:
        return "document"
    if head.endswith(("ists", "ers", "ors", "ans", "ites", "ees", "men", "women", "people", "ians")):
        return "group"
    if head.endswith(("ist", "er", "or", "man", "woman", "ian", "ee", "person", "eon")) and first in _LONE:
        return "anonymous"
    return "unknown"
