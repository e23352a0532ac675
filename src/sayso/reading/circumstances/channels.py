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
    r"(?=[ \u00a0]*(?:$|[,.;:“”\"—–)]|(?:to|from|sent|on|that|obtained|addressed|"
    r"dated|last|this|late|early|by|in|saying|"
    r"urging|released|signed|shared|issued|with|and|read|posted|provided|after|before|"
    r"as|he|she|following|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|earlier|later|yesterday|today|reviewed|exchanged?|"
    r"circulated|carried|given|quoted|cited|published|emailed|she|they|which|where|is|was|at|of|describing|calling|announcing)\b))"
)
_EVENTS_NEXT = (
    r"(?!(?:[\w’'.-]+ ){0,6}(?:meeting|summit|session|hearing|briefing|"
    r"news conference|press conference|rally|debate)\b)"
)
_CROWD = (
    "crowd|audience|convention|delegates|attendees|supporters|rally-?goers|"
    "gathering|congregation|conference|forum|graduates|activists|donors"
)

_RULES: tuple[tuple[Channel, str], ...] = (
    ("interview", rf"\b(?i:in|during|from|of|for|after|through|over|with|by|"
                  rf"at)[ \u00a0]+(?:what was )?{_ONE}{_GAP}(?:interviews?|sit-downs?|"
                  rf"Q&A)\b(?! (?:process|request|room|panel|committee|question))|"
                  rf"\binterviewed (?:by|on|for|in)\b|\b(?:sat|sitting|sits) down with\b|"
                  rf"\btold (?:the )?(?:[a-z]+ )?(?:radio|television|TV|podcast|talk show)"
                  rf"[ \u00a0](?:talk )?(?:host|presenter|anchor)\b"),
    ("press conference", rf"(?:{_AT}|\b(?:to|on) (?:a|the) )(?:news|"
                         rf"press)[ -]conferences?\b|{_AT}(?:presser|media "
                         rf"availability)\b|\btold a (?:[\w-]+ ){{0,3}}(?:news|press) "
                         rf"conference\b"),
    ("briefing", rf"(?:{_AT}|\b(?:to|on) (?:a|the) )briefings?\b(?! (?:book|paper|"
                 rf"note|materials?))|\btold a (?:[\w-]+ ){{0,3}}briefing\b"),
    ("debate", rf"\b(?i:in|during|at|on)[ \u00a0]+{_ONE}(?:the )?{_GAP}debates?\b(?! "
               rf"(?:prep\w*|moderator|night|commission|over|about|on whether))|"
               rf"\bportion of the debate\b"),
    ("rally", rf"{_AT}(?:rally|rallies|campaign (?:stop|event|appearance|speech|"
              rf"swing)|protest|demonstration|march|vigil)\b"),
    ("social media", rf"\b(?i:in|via|by|from)[ \u00a0]+(?:an?|the|his|her|its|their|"
                     rf"another|one|series of|several|"
                     rf"earlier)?[ \u00a0]*(?:(?:[\w’'.-]+|"
                     rf"of)[ \u00a0]+){{0,3}}?(?:tweets?|retweets?|tweetstorm|"
                     rf"(?:Facebook|Instagram|Twitter|Telegram|social media) (?:post|"
                     rf"video|message|thread|page|account|feed|exchange|statement|"
                     rf"status)s?|posts?)\b{_GOES_ON}|\b(?i:on|via|to|through|over|"
                     rf"using)[ \u00a0]+(?:the |his |her |its |their |social network |"
                     rf"messaging app )*(?:official |personal |own )?(?:Twitter|"
                     rf"Facebook|Instagram|Truth Social|Telegram|Weibo|WeChat|"
                     rf"Snapchat|TikTok|LinkedIn|Reddit|Mastodon|Bluesky|VKontakte|"
                     rf"Periscope|social media)\b(?! (?:users?|followers|CEO|"
                     rf"executives?|spokes\w+|employees|and other|has|have|is))|"
                     rf"\b(?:on|via|to) X(?=[ ,.]|$)(?! [A-Z])"),
    ("testimony", rf"\b(?:testif(?:ied|ying|ies)|under oath)\b|{_AT}(?:testimony|"
                  rf"deposition|affidavit|hearing|inquest|tribunal)\b|\bin court\b(?! "
                  rf"(?:papers|documents|filings?|records))|\btold (?:the|a) (?:[\w]+ "
                  rf"){{0,2}}(?:court|jury|judge|inquest|inquiry|tribunal|hearing|"
                  rf"(?:House|Senate|parliamentary|congressional) (?:[\w]+ "
                  rf"){{0,4}}(?:committee|panel|subcommittee))\b"),
    ("call", rf"\b(?i:in|during|on|by|via|"
             rf"over)[ \u00a0]+{_ONE}{_GAP}(?:(?:tele)?phone call|conference call|"
             rf"phone conversation|telephone conversation|video ?call|call)\b(?! for| "
             rf"to (?:action|arms)|ing| on\b)|\b(?:by|over the|on the) "
             rf"(?:tele)?phone\b"),
    ("letter", rf"\b(?i:in|via|through|"
               rf"by)[ \u00a0]+{_ONE}(?:{_PLAIN}[\w’'&.-]+[ \u00a0]+){{0,3}}?(?:letters?|"
               rf"e-?mails?|e-?mail message|text messages?){_GOES_ON}|\b(?:sent|"
               rf"penned|signed|wrote) (?:a|an|the) (?:[\w-]+ ){{0,2}}letter\b"),
    ("written statement", rf"\b(?i:in|through|via|by|"
                          rf"with)[ \u00a0]+{_ONE}{_GAP}(?:statements?|press "
                          rf"releases?|news releases?|communiqu[ée]|"
                          rf"readout){_GOES_ON}(?! of (?:fact|intent|principle))|"
                          rf"\bstatements? (?:issued|released|posted|published|"
                          rf"e?-?mailed|provided|sent)\b|\b(?:issu(?:ed|ing)|releas(?:ed|ing)|put(?:ting)? out|"
                          rf"posted|published) (?:a|the|its|his|her|their) (?:[\w’-]+ "
                          rf"){{0,3}}statement\b"),
    ("advertisement", rf"\b(?i:in|on|through|"
                      rf"with)[ \u00a0]+{_ONE}(?:{_PLAIN}[\w’'&.-]+[ \u00a0]+){{0,3}}?(?:ads?|"
                      rf"advertisements?|commercials?|TV spots?|mailers?){_GOES_ON}"),
    ("broadcast", rf"\b(?i:on)[ \u00a0]+(?:the |his |her |its |a |an |this (?:weekend|"
                  rf"week)[’']s )?{_GAP}(?:television|TV|radio|show|programme|program|"
                  rf"podcast|broadcast|the air)\b|\btold (?:his|her|the|its) "
                  rf"(?:[\w-]+ )?(?:viewers|listeners|radio audience|television "
                  rf"audience)\b|\bin a (?:[\w-]+ ){{0,2}}(?:broadcast|radio address|"
                  rf"televised statement)\b"),
    ("speech", rf"\b(?i:in|during|at|from|of|for|opened|with)[ \u00a0]+(?:what was "
               rf")?{_ONE}(?:prepared |brief |opening |closing "
               rf")?{_GAP}(?:speech(?:es)?|keynote|sermon|commencement|prepared "
               rf"remarks|eulogy|inaugural|televised address|lecture|toast)\b(?! "
               rf"(?:writer|about to))|\b(?i:in|during|at)[ \u00a0]+(?:an?|his|her|"
               rf"the|their)[ \u00a0]+{_GAP}(?:remarks|address|State of the Union)\b|"
               rf"\b[Aa]ddress(?:ing|ed) (?:parliament|congress|lawmakers|MPs)\b|"
               rf"\b[Aa]ddress(?:ing|ed) (?:the|a|an|thousands|hundreds|delegates|"
               rf"supporters|lawmakers|parliament|troops|members) (?:[\w’'.-]+ "
               rf"){{0,4}}(?i:{_CROWD}|assembly|meeting|parliament|troops|council|"
               rf"club)\b|\b(?:delivered|gave|delivering|giving) (?:a|an|his|her|the) "
               rf"(?:[\w-]+ ){{0,3}}(?:speech|address|remarks)\b|\b(?:[Ss]peaking|"
               rf"spoke) (?:\w+ )?(?:at|to|before|from|in front of) (?:a|an|the|his|"
               rf"her|about|some|thousands|hundreds)\b {_EVENTS_NEXT}(?:[\w’'.-]+ "
               rf"){{0,5}}(?i:{_CROWD}|group|dinner|event|university|club|church|lawn|"
               rf"podium|stage|floor|institute|college|school|center)\b|\btold (?:the "
               rf"|a |an |thousands of |hundreds of |his |her |cheering |about |some "
               rf")?(?:[\w’'-]+ ){{0,3}}(?:{_CROWD})\b|\bon the (?:Senate|House) "
               rf"floor\b|\bon stage\b"),
    ("meeting", rf"\b(?i:in|during|at)[ \u00a0]+(?:an?|the|his|her|their|this|that|"
                rf"closed-door|private|bilateral)?[ \u00a0]*{_GAP}(?:meeting|talks|"
                rf"summit|session|town hall|cabinet|roundtable|Security Council|"
                rf"General Assembly)\b|\btold (?:the |an? )(?:[\w’'.-]+ ){{0,4}}(?:Security Council|"
                rf"General Assembly|meeting|summit|cabinet)\b"),
    ("document", r"\b(?i:in|according to)[ \u00a0]+(?:an?|the|his|her|its|their|this|"
                 r"that)?[ \u00a0]*(?:[\w’'.-]+[ \u00a0]+){0,3}?(?:lawsuit|suit|court "
                 r"(?:filing|papers|documents|records|order)|filing|complaint|order|ruling|opinion|"
                 r"indictment|memo(?:randum)?|white paper|policy paper|legal brief|report|book|"
                 r"op-ed|opinion piece|editorial|essay|column|memoir|autobiography|diary|newsletter|blog post|blog|"
                 r"disclosure forms?)s?\b(?! card)"
                 r"(?! (?:to|that (?:he|she|it|they))\b)|"
                 r"\b(?:filed|issued|submitted) (?:an?|the|its|his|her|their) (?:[\w$-]+ ){0,3}"
                 r"(?:lawsuit|complaint|report|petition)\b"),
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
_MADE: tuple[tuple[Channel, str], ...] = (
    ("social media", "tweet tweets retweet hashtag"),
    ("letter", "letter letters email emails e-mail e-mails"),
    ("advertisement", "ad ads advert advertisement advertisements commercial commercials spot spots mailer mailers"),
    ("speech", "speech speeches address eulogy sermon"),
    ("written statement", "statement statements release releases communique communiqué readout"),
    ("testimony", "testimony deposition depositions affidavit affidavits"),
    ("document",
     "report reports paper papers study studies memo memos memorandum lawsuit lawsuits suit suits complaint "
     "indictment filing filings documents ruling rulings order transcript transcripts manifesto resolution "
     "analysis audit review brief briefs dossier playbook playbooks book books guidelines editorial editorials "
     "op-ed essay column petition treaty accord"),
)  # fmt: skip
_HEADS: dict[str, Channel] = {word: channel for channel, words in _MADE for word in words.split()}
"""What a source is when it is a thing that somebody made: by its head word."""
_HEAD_ENDS = re.compile(
    r"[,:;(–—]|[ \u00a0](?:of|from|by|on|that|which|titled|called|released|published|posted|sent|signed|issued|"
    r"obtained|filed|seen|submitted|reviewed|for|in|to|about|under|being|with|reported|against|at|between)\b"
)
_POSTED = re.compile(r"\b(?:Facebook|Instagram|Twitter|Telegram|social media) (?:post|posts|message|video)$")
_TRIGGERS_WORDS = (
    "interview interviews interviewed sit downs down q conference conferences presser availability briefing "
    "briefings debate debates rally rallies campaign protest demonstration march vigil tweet tweets retweet "
    "tweetstorm twitter facebook instagram telegram weibo wechat snapchat tiktok linkedin reddit mastodon "
    "bluesky vkontakte periscope social x post posts testified testifying testifies oath testimony deposition "
    "affidavit hearing inquest tribunal court jury judge inquiry committee panel subcommittee call phone "
    "telephone conversation letter letters email emails mail mails text statement statements release releases "
    "communique communiqué readout ad ads advertisement advertisements commercial commercials spot spots "
    "mailer mailers television tv radio show programme program podcast broadcast air viewers listeners "
    "audience speech speeches keynote sermon commencement remarks eulogy inaugural address addressing "
    "addressed lecture toast union speaking spoke crowd convention delegates attendees supporters rallygoers "
    "goers gathering congregation forum graduates activists donors floor stage meeting talks summit session "
    "town cabinet roundtable council assembly lawsuit papers filing filings complaint indictment memo "
    "memorandum paper brief documents lawsuits suit suits ruling opinion report book op editorial essay column "
    "sat sitting sits host presenter anchor memoir autobiography diary newsletter blog parliament congress "
    "lawmakers mps forms form reports petition records order"
)
_TRIGGERS = frozenset(_TRIGGERS_WORDS.split())
_REFUSED = re.compile(
    r"\b(?:declined|refused|requests? for|denied|scheduled|ahead of|before|upcoming|"
    r"next|prior to|prepare\w* for|until|since)\b[^,;.]{0,25}$",
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
    names = [source.exact for source in statement.sources]
    if speaker is not None and speaker.kind == "document" and speaker.name:
        names.append(speaker.name)
    for name in names:
        if (made := _made(name)) is not None:
            return made, name
    return None


def is_made(statement: Statement) -> bool:
    """Whether what is quoted is a thing that somebody made (a tweet, a report), by the head word of its source."""
    return any(_made(source.exact) is not None for source in statement.sources)


def _made(source: str) -> Channel | None:
    """The channel of a source that is a thing which somebody made ("Trump's tweet", "the order"), by its head word."""
    end = _HEAD_ENDS.search(source)
    phrase = source[: end.start()] if end else source
    if _POSTED.search(phrase):
        return "social media"
    words = re.findall(r"[\w’'-]+", phrase)
    return _HEADS.get(words[-1].lower()) if words else None
