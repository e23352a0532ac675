"""Statements within statements: "A said that B had denied C" holds B's denial of C inside A's content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.model import Explanation, Kind, Statement
from sayso.reading.context import Context
from sayso.reading.kind import kind_of
from sayso.spans import Span

_B = r"[ \u00a0]+"
_VERB = (
    r"said|says|saying|told|tells|claimed|claims|denied|denies|warned|warns|agreed|"
    r"agrees|promised|promises|announced|announces|affirmed|affirms|"
    r"confirmed|confirms|acknowledged|acknowledges|admitted|admits|conceded|insisted|"
    r"insists|argued|argues|believed?|believes|thinks?|thought|"
    r"wants?|wanted|hopes?|hoped|fears?|feared|expects?|expected|plans|planned|"
    r"intends?|supports?|supported|opposes?|opposed|rejects?|rejected|"
    r"demands?|demanded|urged|urges|called for|calls for|offered|offers|proposed|"
    r"proposes|suggested|suggests|vowed|vows|pledged|pledges|"
    r"threatened|threatens|accused|accuses|refused|refuses|asserted|asserts|indicated|"
    r"indicates|stated|states|declared|declares|knew|know|knows|"
    r"emphasi[sz]ed|emphasi[sz]es|stressed|stresses|noted|notes|explained|explains|"
    r"pointed out|signal(?:l)?ed|concluded|decided|asked|asks|called on|"
    r"assured|assures|reported|alleged|alleges|condemned|condemns|criticized|"
    r"criticised|praised|backs|backed|favou?rs|favou?red"
)
_AUXILIARY = (
    r"(?:(?:has|have|had|did|does|do|[’']s|[’']ve|didn[’']t|doesn[’']t|don[’']t)" + _B + r")?"
    r"(?:(?:not|also|already|now|never|once|repeatedly|publicly|previously|just|"
    r"\[just\]|still|long|definitely|overwhelmingly|clearly|only|recently|"
    r"continues? to|continued to|since|initially|even|have|has|had|been)" + _B + r"){0,2}"
)
_FINITE = re.compile(
    rf"(?P<cue>{_AUXILIARY}(?:{_VERB}|asking)|(?:is|are|was|"
    rf"were){_B}(?:not{_B})?(?:asking|demanding|urging|warning|claiming|threatening|"
    rf"proposing|refusing|pushing for)|(?:has|have|"
    rf"had){_B}[“\"‘]?(?:\w+{_B})?concerns[”\"’]?{_B}about)\b"
)
_WORD = r"(?:[A-Z][\w’'.&-]*|[A-Z]\.)"
_NAME = rf"{_WORD}(?:{_B}(?:(?:of|the|and|bin|al|de|van|von|for){_B}){{0,2}}{_WORD}){{0,5}}"
_COMMON = (
    r"officials?|leaders?|government|administration|president|minister|king|king’s|"
    r"regime|spokes(?:man|woman|person)|lawmakers|senators?|"
    r"experts|analysts|critics|supporters|opponents|voters|team|campaign|committee|"
    r"agency|company|council|parliament|court|police|"
    r"prosecutors?|investigators|ambassador|envoy|negotiators?|secretary|governor|"
    r"mayor|union|party|army|military|militants|rebels|residents|"
    r"families|scientists|researchers|republicans|democrats|allies|countries|nations|"
    r"kingdom|state|ministry|department|congress|senate|pope|"
    r"chancellor|prime minister|foreign minister|mediators|authorities|diplomats|"
    r"aides?|staff|workers|teachers|doctors|lawyers?|judges?|"
    r"colleagues|members|media|message|report|letter|statement|poll|study|others|many|"
    r"some|everyone|insurgents|commander"
)
_DESCRIBED = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Mm]ost|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|"
    rf"[Oo]ur|even|[Ee]ven|no|several|other|senior|US|U\.S\.){_B}){{0,2}}"
    rf"(?:[\w’'-]+{_B}){{0,3}}?(?i:{_COMMON})(?:{_B}(?:of|in|at|from){_B}(?:the{_B})?{_NAME})?"
)
_SOURCE = rf"(?:(?:[Tt]he|[Ee]ven){_B})?{_NAME}(?:[’']s{_B}(?:\w+{_B}){{0,2}}(?i:{_COMMON}))?|{_DESCRIBED}"
_OPENS = (
    r"(?:^|(?<=[“\"‘(—–])|(?<=[.;:!?]\s)|(?<=,\s)(?:and\s|but\s|as\s|because\s)?|"
    r"(?:\b(?:that|because|when|how|while|but|although|though|where|"
    r"as)[ \u00a0]+))"
)
_FRAME = re.compile(
    rf"{_OPENS}(?:[“\"‘])?(?P<source>(?:{_SOURCE})(?:{_B}and{_B}(?:{_SOURCE}))?),?[ \u00a0]?{_FINITE.pattern}"
)
_HEARER = re.compile(rf"[ \u00a0]*(?:[\w’'.-]+{_B}){{1,6}}?(?=that\b)")
_NOMINAL = re.compile(
    rf"(?P<source>(?:the{_B})?{_NAME}|(?:the|its|their|"
    rf"an?){_B}(?:[\w-]+{_B}){{0,2}}(?i:{_COMMON}))(?P<cue>[’']s?{_B}(?:[\w-]+{_B})?(?:statement|"
    rf"claim|proposal|offer|promise|call|demand|"
    rf"decision|plan|intention|accusation|allegation|threat|warning|belief|suggestion|"
    rf"assertion|insistence|pledge|vow|refusal|request|"
    rf"declaration|announcement|denial|desire|hope|admission|contention|complaint|"
    rf"push|remark|comment)s?){_B}(?=(?:that|to|for|of|about)\b)"
)
_REPORTS = re.compile(
    rf"(?P<cue>\b(?:reports|claims|allegations|accusations|suggestions|speculation|rumou?rs)){_B}(?=that\b)"
)
_CLAUSE_END = re.compile(
    r"[.!?](?=[\s”\"’]|$)|;|,[ \u00a0](?:and|but|while|although|though|adding|saying|"
    r"whereas|he|she|they|it|so)\b|[ \u00a0](?:when|after|before|as)[ \u00a0](?:the|"
    r"he|she|they|it|his|her)\b"
)
_BEGINS_CONTENT = re.compile(r"[\s,:]*(?=\S)")
_SELF = frozenset(
    [
        "one",
        "nothing",
        "nobody",
        "everything",
        "something",
        "he",
        "she",
        "i",
        "we",
        "it",
        "you",
        "that",
        "this",
        "who",
        "which",
        "there",
        "what",
        "they",
    ]
)
_NO_SPEAKERS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "yes",
        "no",
        "but",
        "and",
        "if",
        "when",
        "while",
        "so",
        "then",
        "now",
        "well",
        "because",
        "since",
        "although",
        "though",
        "what",
        "why",
        "how",
        "where",
        "after",
        "before",
        "in",
        "on",
        "at",
        "for",
        "by",
        "with",
        "from",
        "as",
        "until",
        "unless",
    ]
)
_LEAD = re.compile(rf"(?:that|but|and|as|because|if|whether|how|when|while|so){_B}", re.IGNORECASE)
_SAYS = frozenset({"said", "says", "added", "told", "warned", "insisted", "argued"})
LEAST = 8
"""A nested content shorter than this many code points is left alone."""


def find_nested(context: Context) -> tuple[Statement, ...]:
    """The statements together with those that stand inside their contents, in text order.

    Old statements keep their ids; one that lies wholly inside another's content gets its ``within``. New ones are named
    ``n1``, ``n2`` … and carry source, cue, content, kind and a confidence; other fields are left to the resolvers.
    Only frames with a named or described source of their own count: "he said he hoped" is one statement, not two.
    """
    old = _mark_within(context.statements)
    text = context.document.text
    found: list[Statement] = []
    taken = [(c.start, c.end) for s in old for c in ((*s.cues, *s.contents) if s.within else s.cues)]
    for outer in old:
        if outer.within is not None or not outer.contents:
            continue
        for inner in _inside(text, outer):
            piece = inner.cues[0]
            if any(a < piece.end and piece.start < b for a, b in taken):
                continue
            taken += [(c.start, c.end) for c in inner.cues]
            found.append(inner)
    found.sort(key=lambda s: s.start)
    named = [replace(s, id=f"n{i}") for i, s in enumerate(found, start=1)]
    return tuple(sorted((*old, *named), key=lambda s: (s.start, -max((c.end for c in s.contents), default=0))))


def _mark_within(statements: tuple[Statement, ...]) -> list[Statement]:
    out = []
    for statement in statements:
        holder = None
        if statement.within is None and statement.cues and statement.contents:
            mine = (*statement.cues, *statement.contents)
            holders = [
                other
                for other in statements
                if other is not statement
                and other.id
                and all(any(c.contains(span) for c in other.contents) for span in mine)
            ]
            holder = min(holders, key=lambda o: sum(c.end - c.start for c in o.contents), default=None)
        out.append(replace(statement, within=holder.id) if holder else statement)
    return out


def _inside(text: str, outer: Statement) -> Iterator[Statement]:
    speaker = " ".join(s.exact for s in outer.sources)
    for content in outer.contents:
        if content.end - content.start < 3 * LEAST:
            continue
        for pattern, confidence in ((_FRAME, 0.75), (_NOMINAL, 0.7), (_REPORTS, 0.6)):
            for match in pattern.finditer(content.exact):
                inner = _frame(text, outer, content, match, speaker, confidence)
                if inner is not None:
                    yield inner


def _frame(
    text: str, outer: Statement, content: Span, match: re.Match[str], speaker: str, confidence: float
) -> Statement | None:
    begin = content.start
    pattern_is_clause = match.re is _FRAME
    source: Span | None = None
    if "source" in match.re.groupindex:
        first, last = match.span("source")
        if lead := _LEAD.match(match["source"]):
            first += lead.end()
        words = content.exact[first:last].split()
        if (
            not words
            or words[0].lower() in _NO_SPEAKERS
            or _SELF & {re.split("[’']", w.lower())[0] for w in words}
            or _same(words, speaker)
        ):
            return None
        if pattern_is_clause and words[-1].endswith(("’s", "'s", "s’", "s'")):
            return None  # "Venn's proposed cuts" is a thing, no saying
        source = Span.of(text, begin + first, begin + last)
    cue_start, cue_end = match.span("cue")
    while cue_start < cue_end and content.exact[cue_start].isspace():
        cue_start += 1
    cue = Span.of(text, begin + cue_start, begin + cue_end)
    if (
        source is not None
        and cue.exact.split()[-1] in _SAYS
        and (before := _quoted_before(text, content, source.start))
    ):
        return _nested(outer, source, cue, before, speaker, confidence)
    rest = match.end("cue")
    if cue.exact.split()[-1] in ("told", "tells", "assured", "assures", "promised") and (
        hearer := _HEARER.match(content.exact, rest)
    ):
        rest = hearer.end()
    if gap := _BEGINS_CONTENT.match(content.exact, rest):
        rest = gap.end()
    stop = len(content.exact)
    if (end := _CLAUSE_END.search(content.exact, rest + 1)) and end.start() - rest >= LEAST:
        stop = end.start()
    stop = _before_stray_mark(content.exact, rest, stop)
    while stop > rest and content.exact[stop - 1] in " \u00a0\n,":
        stop -= 1
    if stop - rest < LEAST:
        return None
    return _nested(outer, source, cue, Span.of(text, begin + rest, begin + stop), speaker, confidence)


def _quoted_before(text: str, content: Span, offset: int) -> Span | None:
    """The quotation that closes right ahead of ``offset`` inside ``content`` ("“…,” Venn said, according to …")."""
    end = offset
    while end > content.start and text[end - 1] in " \u00a0":
        end -= 1
    if end <= content.start or text[end - 1] not in '”"»' or end - content.start < LEAST:
        return None
    return Span.of(text, content.start, end)


def _nested(
    outer: Statement, source: Span | None, cue: Span, content: Span, speaker: str, confidence: float
) -> Statement:
    why = f"“{' '.join(cue.exact.split())}” inside what is attributed to {speaker or 'the outer source'}"
    return Statement(
        id="",
        kind=_kind(content),
        sources=(source,) if source else (),
        cues=(cue,),
        contents=(content,),
        within=outer.id,
        confidence=round(confidence * outer.confidence, 4),
        explanations=(Explanation("within", confidence, why),),
    )


def _before_stray_mark(words: str, start: int, end: int) -> int:
    """``end``, or where a quotation mark closes that was not opened inside ``start:end``."""
    depth = 0
    for at in range(start, end):
        if words[at] in "“«":
            depth += 1
        elif words[at] in "”»":
            if not depth:
                return at
            depth -= 1
    return end


def _same(words: list[str], speaker: str) -> bool:
    """Whether the inner source repeats the outer one ("Venn said Venn's side hoped")."""
    last = re.sub(r"[’']s$", "", words[-1])
    return bool(last) and re.search(rf"\b{re.escape(last)}\b", speaker) is not None


def _kind(content: Span) -> Kind:
    """The kind by the marks inside the outer content: the outer quotation's marks say nothing of inner words."""
    return kind_of(content.exact, [Span(0, len(content.exact), content.exact)])
