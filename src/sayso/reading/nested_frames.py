"""The wordings by which one statement stands inside another: "that B had denied", "B's claim that"."""

from __future__ import annotations

import re

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
FRAME = re.compile(
    rf"{_OPENS}(?:[“\"‘])?(?P<source>(?:{_SOURCE})(?:{_B}and{_B}(?:{_SOURCE}))?),?[ \u00a0]?{_FINITE.pattern}"
)
HEARER = re.compile(rf"[ \u00a0]*(?:[\w’'.-]+{_B}){{1,6}}?(?=that\b)")
NOMINAL = re.compile(
    rf"(?P<source>(?:the{_B})?{_NAME}|(?:the|its|their|"
    rf"an?){_B}(?:[\w-]+{_B}){{0,2}}(?i:{_COMMON}))(?P<cue>[’']s?{_B}(?:[\w-]+{_B})?(?:statement|"
    rf"claim|proposal|offer|promise|call|demand|"
    rf"decision|plan|intention|accusation|allegation|threat|warning|belief|suggestion|"
    rf"assertion|insistence|pledge|vow|refusal|request|"
    rf"declaration|announcement|denial|desire|hope|admission|contention|complaint|"
    rf"push|remark|comment)s?){_B}(?=(?:that|to|for|of|about)\b)"
)
REPORTS = re.compile(
    rf"(?P<cue>\b(?:reports|claims|allegations|accusations|suggestions|speculation|rumou?rs)){_B}(?=that\b)"
)
CLAUSE_END = re.compile(
    r"[.!?](?=[\s”\"’]|$)|;|,[ \u00a0](?:and|but|while|although|though|adding|saying|"
    r"whereas|he|she|they|it|so)\b|[ \u00a0](?:when|after|before|as)[ \u00a0](?:the|"
    r"he|she|they|it|his|her)\b"
)
BEGINS_CONTENT = re.compile(r"[\s,:]*(?=\S)")
SELF = frozenset(
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
NO_SPEAKERS = frozenset(
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
LEAD = re.compile(rf"(?:that|but|and|as|because|if|whether|how|when|while|so){_B}", re.IGNORECASE)
SAYS = frozenset({"said", "says", "added", "told", "warned", "insisted", "argued"})
LEAST = 8
"""A nested content shorter than this many code points is left alone."""
