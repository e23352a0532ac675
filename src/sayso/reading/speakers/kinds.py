"""What sort of speaker a name or a description is, and the speaker that a named figure makes."""

from __future__ import annotations

import re

from sayso.model import Speaker, SpeakerKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.cast import Figure
from sayso.reading.speakers.scene import Scene
from sayso.reading.speakers.states import State, atlas, bare

_WORDS = re.compile(r"[^\W_][\w’'.-]*")
_CUT = re.compile(
    r",|\(|;| -+ | ?[—–] ?| (?:who|which|that|whom|whose|where|when|of|in|on|for|from|at|with|by|to|about|against|near|inside|outside|"
    r"among|across|under|over|behind|close|familiar|working|involved|released|reported|published|named|called|including|along|"
    r"like|such|affiliated|representing|conducted|opposed|surveyed|interviewed|seeking|writing|speaking|supporting|opposing|"
    r"present|said|says|told|as|during|after|before|between|throughout|around|backing|critical|loyal|is|was|has|had|have|are|were|"
    r"not|still|now|also|advising|running|living|attending|trying)\b"
)


def speaker_of(scene: Scene, figure: Figure, *, name: str | None = None) -> Speaker:
    """The speaker that a named figure makes, with its role and mandate."""
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
    if (
        words[-1] in lex.OUTLET_HEADS
        and len(words) > 1
        and figure.kind != "other"
        or name.endswith(("news", "news agency", ".com"))
    ):
        return "outlet"
    if figure.kind == "place":
        return "government"
    if figure.kind == "organisation":
        return "organisation"
    return (
        "organisation"
        if words[-1] in lex.ORGANISATION_HEADS or words[0] in lex.ORGANISATION_OPENERS and len(words) > 2
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
    """The speaker kind of a description that names nobody."""
    low = " ".join(phrase.lower().split())
    words = low.split()
    quantity = lex.QUANTITIES.match(low)
    if re.match(r"(?:the )?one of|(?:another|one|an?|each) (?:of|\w+ (?:of the|among))", low) and not re.match(
        r"an? (?:group|number|majority|handful|couple|team|few|lot|coalition|pair|spokes\w+|member|\w+er|\w+or) ", low
    ):
        return "anonymous"
    if (
        quantity
        and not low.startswith(("one ", "any ", "each ", "either ", "neither "))
        and " of " in low[: quantity.end() + 5]
    ):
        inner = kind_of_description(low.split(" of ", 1)[1]) if " of " in low else "group"
        return inner if inner in ("document", "outlet", "government") and "%" not in low else "group"
    head = head_noun(low)
    plain = head.rsplit("-", 1)[-1]
    if (
        re.search(
            r"\b(?:media|press|newspapers?|broadcasters?|news agency|news agencies|newswire|news outlets?|networks?|tabloids?)$",
            core(low),
        )
        and head != "express"
    ):
        return "outlet"
    if head in {"administration", "regime", "government", "kingdom", "junta"} or core(low).endswith(
        (" governments", "central government")
    ):
        return "government"
    if head in {"governments", "countries", "nations", "powers", "states"}:
        return "government"
    if plain in lex.SINGULAR_PEOPLE and words[0] not in {"some", "many", "several", "most", "both", "few"}:
        return "anonymous"
    if plain in lex.GROUP_NOUNS and not (plain in {"panel", "team", "board", "authority"} and words[0] in {"the", "a"}):
        return "group"
    if plain in lex.DOCUMENTS:
        return "document"
    if plain in lex.OUTLET_NOUNS:
        return "outlet"
    if plain in lex.ORGANISATION_NOUNS:
        return "organisation"
    if atlas().by_people.get(head) and head.endswith("s"):
        return "group"
    if quantity:
        return "group"
    if plain in lex.UTTERANCES:
        return "document"
    if plain.endswith(("ists", "ers", "ors", "ans", "ents", "ites", "ees", "men", "women", "people", "ians")):
        return "group"
    if plain.endswith(("ist", "er", "or", "man", "woman", "ian", "ee", "ant", "person")) and words[0] in {
        "a",
        "an",
        "the",
        "one",
        "another",
    }:
        return "anonymous"
    if plain.endswith("s") and not plain.endswith("ss"):
        return "group"
    return "unknown"
