"""Channels: the words by which an article says how something was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Channel, Statement
from sayso.reading.circumstances.frames import cue_text

_GAP = r"(?:[\w’'&.,-]+[ \u00a0]+){0,4}?"
_OF_DAY = r"(?:(?:early|late)[ \u00a0]+)?"
_IN = rf"\b(?:in|during|from|at|for|through|via|by|with|after|of|on|over|into|to)[ \u00a0]+(?:an?|the|his|her|its|their|this|that|these|one|another|what|several|two|separate)?[ \u00a0]*{_GAP}"
_AT = rf"\b(?:in|during|at|on|for|after|of|addressing|to)[ \u00a0]+(?:an?|the|his|her|its|their|this|that|one|another|a series of)?[ \u00a0]*{_OF_DAY}{_GAP}"

_RULES: tuple[tuple[Channel, str], ...] = (
    ("interview", rf"{_IN}(?:interviews?|sit-downs?|Q&A)\b(?! (?:process|request|room|panel|committee))|\binterviewed (?:by|on|for|in)\b|\b(?:spoke|speaking|talking|talked|spoken) (?:\w+ )?(?:to|with) (?:the )?(?:BBC|CNN)\b"),
    ("press conference", rf"{_AT}(?:news|press|joint)[ -]conference\b|{_AT}(?:presser|media availability)\b"),
    ("briefing", rf"{_AT}briefings?\b(?! (?:book|paper|note|materials?|room))"),
    ("debate", rf"\b(?:in|during|at|on)[ \u00a0]+(?:an?|the|his|her|their|this|that|last)?[ \u00a0]*{_GAP}debates?\b(?! (?:prep\w*|moderator|night|commission|stage|over|about|on whether))"),
    ("rally", rf"{_AT}(?:rally|rallies|campaign (?:stop|event|appearance|speech|swing)|protest|demonstration|march|vigil)\b"),
    ("social media", r"\b(?:in|via|on|to|through|by|from)[ \u00a0]+(?:an?|the|his|her|its|their|another|one|series of|several|earlier|now-deleted|since-deleted)?[ \u00a0]*(?:(?:[\w’'.-]+|of)[ \u00a0]+){0,3}?(?:tweets?|retweets?|tweetstorm|Twitter|Facebook|Instagram|Truth Social|Telegram|Weibo|WeChat|Snapchat|TikTok|LinkedIn|Reddit|Mastodon|Bluesky|VKontakte|Periscope|social media|social network\w*|blog post)\b(?! (?:users?|followers|page|CEO|executives?|spokes\w+|employees|and|said|says))|\b(?:on|via|to) X(?=[ ,.]|$)(?! [A-Z])|\bTwitter (?:account|feed|thread)\b"),
    ("testimony", rf"\b(?:testif(?:ied|ying|ies)|testimony|under oath|deposition|affidavit)\b|{_AT}(?:hearing|inquest|tribunal)\b|\bin court\b|\btold (?:the|a) (?:court|jury|judge|inquest|inquiry|tribunal|hearing|(?:House|Senate|parliamentary|congressional) (?:[\w]+ ){{0,4}}(?:committee|panel|subcommittee))\b"),
    ("call", rf"{_IN}(?:(?:tele)?phone call|conference call|phone conversation|telephone conversation|video ?call|call)\b(?! for| to (?:action|arms)|ing)|\bby (?:tele)?phone\b|\bon the (?:tele)?phone\b"),
    ("letter", rf"{_IN}(?:letters?|e-?mails?|e-mail message|text messages?|memo to)\b|\bby (?:e-?mail|letter)\b|\b(?:emailed|e-mailed)\b|\bwrote (?:[\w.’'-]+ ){{0,3}}(?:letter|e-?mail)\b|\b(?:sent|penned|signed|wrote) (?:a|an|the) (?:[\w-]+ ){{0,2}}letter\b"),
    ("written statement", rf"\b(?:in|through|via|by|with|to)[ \u00a0]+(?:an?|the|his|her|its|their|this|that|one|another|separate|several)?[ \u00a0]*{_GAP}(?:statements?|press release|news release|communiqu[ée]|readout)\b(?! (?:that|of (?:fact|intent|support|principle)))|\bstatements? (?:issued|released|posted|published|e?-?mailed|provided|sent)\b|\b(?:issued|released|put out|posted|published) (?:a|the|its|his|her|their) (?:[\w’-]+ ){{0,3}}statement\b"),
    ("advertisement", rf"{_IN}(?:ads?|advertisements?|commercials?|TV spots?|mailers?)\b"),
    ("speech", rf"\b(?:in|during|at|from|of|for|opened|with)[ \u00a0]+(?:an?|the|his|her|its|their|this|that|what|prepared|another|opening|closing|brief)?[ \u00a0]*{_GAP}(?:speech(?:es)?|keynote|sermon|commencement|prepared remarks|remarks|eulogy|State of the Union|inaugural|televised address|address|lecture|toast)\b(?! (?:the|a|his|her|this|that|these|those|concerns?|issues?|by|at the address|before|book))|\b(?:addressing|address(?:ed)?) (?:the|a|an|thousands|hundreds|delegates|supporters|lawmakers|reporters|parliament|troops|members) (?:[\w’'.-]+ ){{0,4}}(?:crowd|convention|conference|assembly|gathering|audience|forum|rally|meeting|congress|parliament|supporters|troops|delegates|council|club)\b|\b(?:delivered|gave|delivering|giving) (?:a|an|his|her|the) (?:[\w-]+ ){{0,3}}(?:speech|address|remarks)\b|\bspeaking (?:at|to|before|from|in front of|on the (?:Senate|House) floor) (?!reporters|the media|journalists|the press)|\btold (?:the |a |an |thousands of |hundreds of |his |her |cheering |about |some )?(?:[\w’'-]+ ){{0,3}}(?:crowd|audience|convention|delegates|attendees|supporters|rally-?goers|gathering|congregation|conference|forum|graduates|activists)\b|\bspoke to (?:a|an|the|his|her) (?:[\w’'-]+ ){{0,2}}(?:gathering|crowd|audience|group|conference)\b|\bon the (?:Senate|House) floor\b|\bon stage\b"),
    ("meeting", rf"\b(?:in|during|at)[ \u00a0]+(?:an?|the|his|her|their|this|that|closed-door|private|bilateral)?[ \u00a0]*{_GAP}(?:meeting|talks|summit|session|town hall|cabinet|luncheon|roundtable|gathering|forum|Security Council|General Assembly)\b|\b(?:meeting|met) with (?=[A-Z])"),
    ("broadcast", rf"\bon (?:the |his |her |its |a |an |this (?:weekend|week)[’']s )?{_GAP}(?:television|TV|radio|show|programme|program|podcast|broadcast|air)\b|\btold (?:his|her|the|its) (?:[\w-]+ )?(?:viewers|listeners|radio audience|television audience)\b|\bin a (?:[\w-]+ ){{0,2}}(?:broadcast|radio address|televised statement)\b"),
    ("document", r"\b(?:in|according to|by)[ \u00a0]+(?:an?|the|his|her|its|their|this|that)?[ \u00a0]*(?:[\w’'.-]+[ \u00a0]+){0,4}?(?:report|lawsuit|court (?:filing|papers|documents|records)|filing|complaint|indictment|memo(?:randum)?|white paper|policy paper|court order|ruling|legal brief|affidavit|transcript)\b(?! card)"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<c{i}>{rule})" for i, (_, rule) in enumerate(_RULES)))
_CUES: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("social media", re.compile(r"\b(?:re)?tweet(?:ed|ing|s)?\b|\bposted\b")),
    ("testimony", re.compile(r"\btestif(?:ied|ies|ying)\b")),
    ("letter", re.compile(r"\be-?mailed\b|\bsent a letter\b")),
    ("rally", re.compile(r"\b(?:chant(?:ed|ing)|rall(?:y|ied|ying)|protest(?:ed|ing))\b")),
)
_SOURCES: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("social media", re.compile(r"\b(?:tweets?|Facebook post|Instagram post|Twitter post|hashtag)$", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:letters?|e-?mails?|e-mail exchange)\b(?! writer)(?!.*\b(?:who|spokes\w+)\b)", re.IGNORECASE)),
    ("advertisement", re.compile(r"\b(?:ads?|advertisements?|commercial)$", re.IGNORECASE)),
    ("speech", re.compile(r"\b(?:speech|address)$", re.IGNORECASE)),
    ("written statement", re.compile(r"\b(?:statement|press release|news release|communiqu[ée]|readout)\b(?! reported by)", re.IGNORECASE)),
    ("document", re.compile(r"\b(?:policy paper|white paper|paper|report|memo|memorandum|lawsuit|complaint|indictment|filings?|court documents|"
                            r"ruling|transcript|manifesto|platform|resolution)\b(?!er)(?! by )", re.IGNORECASE)),
)  # fmt: skip
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
    for match in _ANY.finditer(text, start, end):
        if _REFUSED.search(text, max(start, match.start() - 45), match.start()) or _REFUSED.search(match[0]):
            continue
        rule = next(i for i in range(len(_RULES)) if match[f"c{i}"] is not None)
        channel = _RULES[rule][0]
        if channel == "call" and re.search(r"call for|calls? on\b", text[match.start() : match.end() + 5]):
            continue
        yield ChannelMention(match.start(), match.end(), channel, match[0])


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
