"""Channels: the words by which an article says how something was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Channel, Statement
from sayso.reading.circumstances.frames import cue_text
from sayso.reading.circumstances.windows import windows

_PLAIN = r"(?!(?:of|how|to|that|for|on|about|which|who|and|or|in|at|with|by|after|before|from)\b)"
_GAP = rf"(?:{_PLAIN}[\w’'&.,-]+[ \u00a0]+){{0,4}}?"
_ONE = r"(?:an?|the|his|her|its|their|this|that|one|another|two|several|separate)?[ \u00a0]*"
_IN = rf"\b(?i:in|during|from|at|via|on|through)[ \u00a0]+{_ONE}{_GAP}"
_AT = rf"\b(?i:in|during|at)[ \u00a0]+{_ONE}{_GAP}"
_GOES_ON = (
    r"(?=[ \u00a0]*(?:$|[,.;:“”\"—–)]|(?:to|from|sent|on|that|obtained|addressed|dated|last|this|late|early|by|in|saying|"
    r"urging|released|signed|shared|issued|with|and|read|posted|provided|after|before|as|he|she|following|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|earlier|later|yesterday|today|reviewed|exchanged?|circulated|she|they|which|where|is|was|at|of|describing|calling|announcing)\b))"
)
_EVENTS_NEXT = r"(?!(?:[\w’'.-]+ ){0,6}(?:meeting|summit|session|hearing|briefing|news conference|press conference|rally|debate)\b)"
_CROWD = "crowd|audience|convention|delegates|attendees|supporters|rally-?goers|gathering|congregation|conference|forum|graduates|activists|donors"

_RULES: tuple[tuple[Channel, str], ...] = (
    ("interview", rf"\b(?i:in|during|from|of|for|after|through|over|with|by|at)[ \u00a0]+(?:what was )?{_ONE}{_GAP}(?:interviews?|sit-downs?|Q&A)\b(?! (?:process|request|room|panel|committee|question))|\binterviewed (?:by|on|for|in)\b"),
    ("press conference", rf"(?:{_AT}|\b(?:to|on) (?:a|the) )(?:news|press)[ -]conferences?\b|{_AT}(?:presser|media availability)\b|\btold a (?:[\w-]+ ){{0,3}}(?:news|press) conference\b"),
    ("briefing", rf"(?:{_AT}|\b(?:to|on) (?:a|the) )briefings?\b(?! (?:book|paper|note|materials?))|\btold a (?:[\w-]+ ){{0,3}}briefing\b"),
    ("debate", rf"\b(?i:in|during|at|on)[ \u00a0]+{_ONE}(?:the )?{_GAP}debates?\b(?! (?:prep\w*|moderator|night|commission|over|about|on whether))|\bportion of the debate\b"),
    ("rally", rf"{_AT}(?:rally|rallies|campaign (?:stop|event|appearance|speech|swing)|protest|demonstration|march|vigil)\b"),
    ("social media", rf"\b(?i:in|via|by|from)[ \u00a0]+(?:an?|the|his|her|its|their|another|one|series of|several|earlier)?[ \u00a0]*(?:(?:[\w’'.-]+|of)[ \u00a0]+){{0,3}}?(?:tweets?|retweets?|tweetstorm|(?:Facebook|Instagram|Twitter|Telegram|social media) (?:post|video|message|thread|page|account|feed|exchange|statement|status)s?|posts?)\b{_GOES_ON}|\b(?i:on|via|to|through|over|using)[ \u00a0]+(?:the |his |her |its |their |social network |messaging app )*(?:official |personal |own )?(?:Twitter|Facebook|Instagram|Truth Social|Telegram|Weibo|WeChat|Snapchat|TikTok|LinkedIn|Reddit|Mastodon|Bluesky|VKontakte|Periscope|social media)\b(?! (?:users?|followers|CEO|executives?|spokes\w+|employees|and other|has|have|is))|\b(?:on|via|to) X(?=[ ,.]|$)(?! [A-Z])"),
    ("testimony", rf"\b(?:testif(?:ied|ying|ies)|under oath)\b|{_AT}(?:testimony|deposition|affidavit|hearing|inquest|tribunal)\b|\bin court\b(?! (?:papers|documents|filings?|records))|\btold (?:the|a) (?:[\w]+ ){{0,2}}(?:court|jury|judge|inquest|inquiry|tribunal|hearing|(?:House|Senate|parliamentary|congressional) (?:[\w]+ ){{0,4}}(?:committee|panel|subcommittee))\b"),
    ("call", rf"\b(?i:in|during|on|by|via|over)[ \u00a0]+{_ONE}{_GAP}(?:(?:tele)?phone call|conference call|phone conversation|telephone conversation|video ?call|call)\b(?! for| to (?:action|arms)|ing| on\b)|\b(?:by|over the|on the) (?:tele)?phone\b"),
    ("letter", rf"\b(?i:in|via|through|by)[ \u00a0]+{_ONE}(?:{_PLAIN}[\w’'&.-]+[ \u00a0]+){{0,3}}?(?:letters?|e-?mails?|e-?mail message|text messages?){_GOES_ON}|\b(?:sent|penned|signed|wrote) (?:a|an|the) (?:[\w-]+ ){{0,2}}letter\b"),
    ("written statement", rf"\b(?i:in|through|via|by|with)[ \u00a0]+{_ONE}{_GAP}(?:statements?|press releases?|news releases?|communiqu[ée]|readout){_GOES_ON}(?! of (?:fact|intent|principle))|\bstatements? (?:issued|released|posted|published|e?-?mailed|provided|sent)\b|\b(?:issued|released|put out|posted|published) (?:a|the|its|his|her|their) (?:[\w’-]+ ){{0,3}}statement\b"),
    ("advertisement", rf"\b(?i:in|on|through|with)[ \u00a0]+{_ONE}(?:{_PLAIN}[\w’'&.-]+[ \u00a0]+){{0,3}}?(?:ads?|advertisements?|commercials?|TV spots?|mailers?){_GOES_ON}"),
    ("broadcast", rf"\b(?i:on)[ \u00a0]+(?:the |his |her |its |a |an |this (?:weekend|week)[’']s )?{_GAP}(?:television|TV|radio|show|programme|program|podcast|broadcast|the air)\b|\btold (?:his|her|the|its) (?:[\w-]+ )?(?:viewers|listeners|radio audience|television audience)\b|\bin a (?:[\w-]+ ){{0,2}}(?:broadcast|radio address|televised statement)\b"),
    ("speech", rf"\b(?i:in|during|at|from|of|for|opened|with)[ \u00a0]+(?:what was )?{_ONE}(?:prepared |brief |opening |closing )?{_GAP}(?:speech(?:es)?|keynote|sermon|commencement|prepared remarks|eulogy|inaugural|televised address|lecture|toast)\b(?! (?:writer|about to))|\b(?i:in|during|at)[ \u00a0]+(?:an?|his|her|the|their)[ \u00a0]+{_GAP}(?:remarks|address|State of the Union)\b|\baddress(?:ing|ed) (?:the|a|an|thousands|hundreds|delegates|supporters|lawmakers|parliament|troops|members) (?:[\w’'.-]+ ){{0,4}}(?:{_CROWD}|assembly|meeting|parliament|troops|council|club)\b|\b(?:delivered|gave|delivering|giving) (?:a|an|his|her|the) (?:[\w-]+ ){{0,3}}(?:speech|address|remarks)\b|\b(?:[Ss]peaking|spoke) (?:\w+ )?(?:at|to|before|from|in front of) (?:a|an|the|his|her|about|some|thousands|hundreds)\b {_EVENTS_NEXT}(?:[\w’'.-]+ ){{0,5}}(?:{_CROWD}|group|dinner|event|university|club|church|lawn|podium|stage|floor|institute|college|school|center)\b|\btold (?:the |a |an |thousands of |hundreds of |his |her |cheering |about |some )?(?:[\w’'-]+ ){{0,3}}(?:{_CROWD})\b|\bon the (?:Senate|House) floor\b|\bon stage\b"),
    ("meeting", rf"\b(?i:in|during|at)[ \u00a0]+(?:an?|the|his|her|their|this|that|closed-door|private|bilateral)?[ \u00a0]*{_GAP}(?:meeting|talks|summit|session|town hall|cabinet|roundtable|Security Council|General Assembly)\b"),
    ("document", r"\b(?i:in|according to)[ \u00a0]+(?:an?|the|his|her|its|their|this|that)?[ \u00a0]*(?:[\w’'.-]+[ \u00a0]+){0,3}?(?:lawsuit|court (?:filing|papers|documents|records|order)|filing|complaint|indictment|memo(?:randum)?|white paper|policy paper|legal brief)s?\b(?! card)"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<c{i}>{rule})" for i, (_, rule) in enumerate(_RULES)))
_CUES: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("social media", re.compile(r"\b(?:re)?tweet(?:ed|ing|s)?\b|\bposted\b")),
    ("testimony", re.compile(r"\btestif(?:ied|ies|ying)\b")),
    ("letter", re.compile(r"\be-?mailed\b|\bsent a letter\b")),
    ("meeting", re.compile(r"\bmet with\b")),
    ("document", re.compile(r"^report (?:stated|said|found|says)\b")),
    ("rally", re.compile(r"\b(?:chant(?:ed|ing)|rall(?:y|ied|ying)|protest(?:ed|ing))\b")),
)
_SOURCES: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("social media", re.compile(r"\b(?:tweets?|Facebook post|Instagram post|Twitter post|hashtag)$", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:letters?|e-?mails?|e-mail exchange)\b(?! writer)(?!.*\b(?:who|spokes\w+)\b)", re.IGNORECASE)),
    ("advertisement", re.compile(r"\b(?:ads?|advertisements?|commercial)$", re.IGNORECASE)),
    ("speech", re.compile(r"\b(?:speech|address)$", re.IGNORECASE)),
    ("written statement", re.compile(r"\b(?:statement|press release|news release|communiqu[ée]|readout)\b(?! reported by)", re.IGNORECASE)),
    ("document", re.compile(r"\b(?:policy paper|white paper|paper|report|memo|memorandum|lawsuit|complaint|indictment|filings?|court documents|"
                            r"ruling|transcript|manifesto|resolution)(?=$|,|[ \u00a0](?:released|published|issued|obtained|from|on|that|seen|reviewed|submitted|filed))", re.IGNORECASE)),
)  # fmt: skip
_TRIGGERS = frozenset(
    [
        "interview",
        "interviews",
        "interviewed",
        "sit",
        "downs",
        "down",
        "q",
        "conference",
        "conferences",
        "presser",
        "availability",
        "briefing",
        "briefings",
        "debate",
        "debates",
        "rally",
        "rallies",
        "campaign",
        "protest",
        "demonstration",
        "march",
        "vigil",
        "tweet",
        "tweets",
        "retweet",
        "tweetstorm",
        "twitter",
        "facebook",
        "instagram",
        "telegram",
        "weibo",
        "wechat",
        "snapchat",
        "tiktok",
        "linkedin",
        "reddit",
        "mastodon",
        "bluesky",
        "vkontakte",
        "periscope",
        "social",
        "x",
        "post",
        "posts",
        "testified",
        "testifying",
        "testifies",
        "oath",
        "testimony",
        "deposition",
        "affidavit",
        "hearing",
        "inquest",
        "tribunal",
        "court",
        "jury",
        "judge",
        "inquiry",
        "committee",
        "panel",
        "subcommittee",
        "call",
        "phone",
        "telephone",
        "conversation",
        "letter",
        "letters",
        "email",
        "emails",
        "mail",
        "mails",
        "text",
        "statement",
        "statements",
        "release",
        "releases",
        "communique",
        "communiqué",
        "readout",
        "ad",
        "ads",
        "advertisement",
        "advertisements",
        "commercial",
        "commercials",
        "spot",
        "spots",
        "mailer",
        "mailers",
        "television",
        "tv",
        "radio",
        "show",
        "programme",
        "program",
        "podcast",
        "broadcast",
        "air",
        "viewers",
        "listeners",
        "audience",
        "speech",
        "speeches",
        "keynote",
        "sermon",
        "commencement",
        "remarks",
        "eulogy",
        "inaugural",
        "address",
        "addressing",
        "addressed",
        "lecture",
        "toast",
        "union",
        "speaking",
        "spoke",
        "crowd",
        "convention",
        "delegates",
        "attendees",
        "supporters",
        "rallygoers",
        "goers",
        "gathering",
        "congregation",
        "forum",
        "graduates",
        "activists",
        "donors",
        "floor",
        "stage",
        "meeting",
        "talks",
        "summit",
        "session",
        "town",
        "cabinet",
        "roundtable",
        "council",
        "assembly",
        "lawsuit",
        "papers",
        "filing",
        "filings",
        "complaint",
        "indictment",
        "memo",
        "memorandum",
        "paper",
        "brief",
        "documents",
        "records",
        "order",
    ]
)
_REFUSED = re.compile(
    r"\b(?:declined|refused|requests? for|denied|scheduled|ahead of|before|upcoming|next|prior to|prepare\w* for|until|since)\b[^,;.]{0,25}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ChannelMention:
    """Words that name a channel: where they stand and which it is."""

    start: int
    end: int
    channel: Channel
    words: str


def find_channels(text: str, start: int, end: int) -> Iterator[ChannelMention]:
    """The channels named in ``text[start:end]``, in order."""
    for first, last in windows(text, start, end, _TRIGGERS, before=90, after=60):
        for match in _ANY.finditer(text, first, last):
            if _REFUSED.search(text, max(start, match.start() - 45), match.start()) or _REFUSED.search(match[0]):
                continue
            rule = next(i for i in range(len(_RULES)) if match[f"c{i}"] is not None)
            yield ChannelMention(match.start(), match.end(), _RULES[rule][0], match[0])


def channel_of_cue(statement: Statement) -> tuple[Channel, str] | None:
    """The channel that the cue itself or the quoted thing tells ("tweeted", "the letter reads"), with the words."""
    cue = cue_text(statement)
    for channel, pattern in _CUES:
        if found := pattern.search(cue):
            return channel, found[0]
    speaker = statement.speaker
    for source in statement.sources:
        if (
            speaker is not None
            and speaker.kind in ("person", "group", "anonymous", "outlet")
            and not _thing(source.exact)
        ):
            continue
        for channel, pattern in _SOURCES:
            if found := pattern.search(source.exact):
                return channel, source.exact
    return None


def _thing(source: str) -> bool:
    """Whether a source is a thing that somebody made ("Trump's tweet", "the statement"), not a person."""
    return bool(re.search(r"(?:statement|tweet|letter|e-?mail|speech|ad|release|memo)$", source, re.IGNORECASE))
