"""What a stand depends on: the words of an "if …", "only when …", "until …", "in exchange for …" in a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Act
from sayso.record.across.issues.values import Condition
from sayso.spans import Span

_MARKER = re.compile(
    r"""
    \b(?P<marker>
        on[ ](?:the[ ]|one[ ]|this[ ])?(?:sole[ ]|single[ ])?conditions?[ ]that
      | (?:provided|providing|assuming|supposing)[ ]that | (?<=,[ ])(?:provided|providing)
      | as[ ]long[ ]as | so[ ]long[ ]as | in[ ]case
      | (?:but[ ]|and[ ]|or[ ])?(?:only|not[ ]before)[ ](?:if|when|after|once|in[ ](?:exchange|return)[ ]for)
      | in[ ]exchange[ ]for | in[ ]return[ ]for
      | unless | until | till
      | if
      | (?:on[ ])?the[ ](?:very[ ])?(?:day|moment)
      | without
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEGATED = re.compile(r"unless|until|till|without", re.IGNORECASE)

# "asked if", "as if", "if not", "what if": no condition of anything.
_NO_IF_BEFORE = re.compile(
    r"(?:\b(?:ask(?:s|ed|ing)?(?: (?:me|us|him|her|them|whether))?|wonder(?:s|ed|ing)?|know|knew|see|sure|tell|told|"
    r"say|said|doubt(?:s|ed)?|clear|check|even|as|what|question of|unclear|decide|and|pity|shame|want)) $",
    re.IGNORECASE,
)
_NO_IF_AFTER = re.compile(r" (?:not|any|anything|so|ever|only to)\b", re.IGNORECASE)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_A_DAY = re.compile(
    rf" (?:\d{{4}}\b|\d{{1,2}}(?:[:.]\d\d| ?[ap]\.?m|st|nd|rd|th|\s*$|[.,;]| {_MONTH})"
    r"|(?:then|now|recently|late|early|noon|midnight|dawn|further notice|today|tomorrow|yesterday)\b"
    r"|(?:the |last |next |this |at least |mid-?)*"
    rf"(?:end|beginning|start|spring|summer|autumn|winter|week|month|year|{_WEEKDAY}|{_MONTH})\b)"
)
# A day or a moment is a condition only where a clause of its own follows: "The day the men come home, the trains run".
_CLAUSE_OF_DAY = re.compile(r" (?:that |when )?(?:the|our|his|her|their|all|every|no|[A-Z]\w+|they|he|she|it|you|we)\b")
_OF_RETURN = re.compile(r" (?:of|on which) (?:the|their|his|her) \w+")
_REFUSES = re.compile(r"\b(?:no|not|never|nothing|nobody|none|cannot|without)\b|n[’']t\b", re.IGNORECASE)
_END = re.compile(r"[,;.!?](?=\s|$|[”\"’'»])|[”\"»]|’(?=\s|$)|[:—–]\s|\s[—–]\s")
_MAIN_CLAUSE = re.compile(r" (?=(?:the|our|his|her|their|my|we|they|it|he|she|you|I)(?: \w+)? (?:will|would|shall)\b)")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$|[”\"’'»])|[”\"»]")

# A refusal or a reproach tells of the other side's conditions; only these are the refusing side's own.
_OTHERS = frozenset({"reject", "deny", "accuse", "ask", "confirm"})
_OWN = re.compile(r"unless|until|till|as long as|so long as|only (?:if|when|after|once)", re.IGNORECASE)


def conditions(text: str, contents: Sequence[Span], act: Act, others: Sequence[Span] = ()) -> tuple[Condition, ...]:
    """The conditions in a statement's contents, in text order.

    Args:
        text: the report's.
        contents: the statement's.
        act: of the statement; in a refusal, a denial or a reproach "in exchange for" and "if" tell of what is refused.
        others: contents of statements nested in it: their conditions are those of whoever says them.
    """
    found: list[Condition] = []
    for content in contents:
        for match in _MARKER.finditer(text, content.start, content.end):
            if found and match.start() < found[-1].span.end:
                continue
            marker = match["marker"]
            end = _end(text, match, content)
            if end is None or not _is_condition(text, match, content):
                continue
            if act in _OTHERS and not _OWN.fullmatch(_plain(marker)):
                continue
            span = Span.of(text, match.start("marker"), end)
            if any(other.start <= span.start and span.end <= other.end for other in others):
                continue
            found.append(Condition(span, _plain(marker), bool(_NEGATED.fullmatch(_plain(marker)))))
    return tuple(found)


def _plain(marker: str) -> str:
    words = " ".join(marker.lower().split())
    return re.sub(r"^(?:but|and|or) ", "", words)


def _is_condition(text: str, match: re.Match[str], content: Span) -> bool:
    marker = _plain(match["marker"])
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : content.end]
    if marker == "if":
        return not _NO_IF_BEFORE.search(before) and not _NO_IF_AFTER.match(after)
    if marker in ("as long as", "so long as"):
        return not re.match(r" (?:it takes|necessary|needed|possible|required)\b", after)
    if marker in ("until", "till"):
        return not _A_DAY.match(after)
    if marker.endswith(("day", "moment")):
        starts = match.start() == content.start or bool(re.search(r"(?:^|[“\"‘'.!?]\s?)$", before))
        if marker.startswith("on "):
            return bool(_OF_RETURN.match(after) or _CLAUSE_OF_DAY.match(after))
        stop = re.search(r"[,.!?]", after)
        parted = (stop is not None and stop[0] == ",") or bool(
            _MAIN_CLAUSE.search(after, 0, stop.start() if stop else len(after))
        )
        return starts and bool(_CLAUSE_OF_DAY.match(after)) and parted
    if marker == "without":
        return _refused_without(text, match, content)
    return True


def _refused_without(text: str, match: re.Match[str], content: Span) -> bool:
    """ "no talks without the crew", "without the crew there will be no talks"; not "home without conditions"."""
    begins = max((m.end() for m in _SENTENCE_END.finditer(text, content.start, match.start())), default=content.start)
    if re.match(r" (?:pre-?)?conditions?\b| delay\b", text[match.end() : content.end]):
        return False
    stop = _SENTENCE_END.search(text, match.end(), content.end)
    rest = text[match.end() : stop.start() if stop else content.end]
    leading = not text[begins : match.start()].strip(" “\"‘'")
    return bool(_REFUSES.search(rest) if leading else _REFUSES.search(text[begins : match.start()]))


def _end(text: str, match: re.Match[str], content: Span) -> int | None:
    """Where the condition's clause ends; ``None`` where no words follow its marker."""
    found = _END.search(text, match.end(), content.end)
    end = found.start() if found else content.end
    while found and text[found.start()] == "," and _goes_on(text, found.end(), content.end):
        found = _END.search(text, found.end(), content.end)
        end = found.start() if found else content.end
    main = _MAIN_CLAUSE.search(text, match.end(), end)
    if main and text[match.end() : main.start()].strip() and not re.search(r"[,;]", text[match.end() : main.start()]):
        end = main.start()
    words = text[match.end() : end]
    end -= len(words) - len(words.rstrip(" ,;:"))
    return end if text[match.end() : end].strip() else None


def _goes_on(text: str, at: int, stop: int) -> bool:
    """Whether what follows a comma is a further part of the condition: "if they leave, and leave for good"."""
    return bool(re.match(r"\s(?:and if|or if|and not|and only|and unless)\b", text[at:stop]))
