"""Which single lines of a text are page apparatus, by their words: a table of patterns, each for a whole line."""

# One pattern a line reads better than a wrapped one.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import cache

from sayso.model import FurnitureKind

LONGEST_LINE = 400
"""Lines of more code points than this are taken for reporting without a look."""

_AGENCY = (
    r"(?:AFP|AP|EPA|EPA-EFE|EFE|Reuters|UPI|TASS|PA|PA Wire|ANSA|DPA|Xinhua|Anadolu|Bloomberg|Getty(?: Images)?|"
    r"Shutterstock|Alamy|iStock|Unsplash|Pexels|Sipa(?: USA)?|NurPhoto|Zuma(?: Press)?|Rex(?: Features)?|"
    r"(?:The )?Associated Press|Agence France-Presse|Press Association|Wikimedia(?: Commons)?)"
)
# A capitalised word; the lines are matched without regard to case elsewhere.
_NAME = r"(?-i:[A-ZÀ-ÖØ-ÞĀ-Ž])[\w.’'-]*"
_BYLINE_WORD = (
    rf"(?:{_NAME}|and|with|for|in|of|the|at|[|–—&-]|\d[\d:.]*|[ap]m|staff|writer|reporter|correspondent|editor)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_PLATFORM = r"(?:facebook|twitter|instagram|linkedin|whatsapp|telegram|reddit|pinterest|youtube|bluesky|threads|tiktok|e-?mail|viber)"
_STORY = r"(?:article|story|post|page|report|content|item)"

_PATTERNS: tuple[tuple[FurnitureKind, str], ...] = (
    # Advertisements and the bridges over them.
    ("advertisement", r"(?:skip )?(?:advertisements?|advertising|adverts?|ads?|ad feedback)(?: {1,3}advertisement)*"),
    ("advertisement", r"(?:sponsored|promoted|paid|partner)(?: (?:content|post|links?|stories|advertisement|message))|sponsored"),
    ("advertisement", rf"(?:{_STORY}|reading) continues (?:below|after|under)\b.{{0,60}}"),
    ("advertisement", r"(?:continue reading|scroll(?: down)?)(?: (?:below|the main story|to continue(?: reading)?|for more))?"),
    ("advertisement", r"advertisement\s*[-–—:|(].{0,60}"),
    ("advertisement", r"(?:ads|advertisement|sponsored|promoted|paid for) by [\w .&’'-]{2,40}"),
    ("advertisement", r"werbung|anzeige|publicité|publicidad|publicidade|pubblicità|реклама|рекламa|reklama|reklam"),
    # Sharing and following.
    ("share", rf"(?:share|tweet|post|send|save|print|copy link|listen|e-?mail|comments?|{_PLATFORM})"
              rf"(?:[ ,|/•·]{{1,3}}(?:share|tweet|post|send|save|print|copy link|link|listen|e-?mail|comments?|{_PLATFORM}))*"),
    ("share", r"share (?:this|the|via|on|with|to)\b[\w ,’'/&-]{0,60}"),
    ("share", rf"(?:click here to share|e-?mail this|print this|save this|like this|listen to this) ?{_STORY}?"),
    ("share", r"listen to article\b.{0,120}"),
    ("share", rf"(?:please )?(?:follow|like|find|join) (?:us|[\w ’'.&-]{{2,60}}) (?:on|at) (?:{_PLATFORM}|x)\b[^“”\"]{{0,120}}"),
    ("share", rf"on {_PLATFORM},? follow [^“”\"]{{2,160}}"),
    ("share", r"(?:have|got) a (?:news |story )?tip\?[^“”\"]{0,200}"),
    # Newsletters, subscriptions, applications.
    ("newsletter", r"(?:please )?(?:sign up|subscribe|register|log in|sign in)(?: now| today| here| for free)?(?: (?:to|for|here)\b"
                   r"[^“”\"]{0,80}(?:newsletters?|in-?box|alerts?|updates|briefing|podcast|e-?mails?|channel|account|app|here|today)\b[^“”\"]{0,120})?"),
    ("newsletter", r"(?:get|have|receive) [^“”\"]{3,120} (?:(?:delivered|sent|straight|right|directly) )?(?:in|to) your (?:in-?box|e-?mail|phone)\b[^“”\"]{0,160}"),
    ("newsletter", r"[^“”\"]{3,120} (?:delivered|sent|straight) to your in-?box\b[^“”\"]{0,120}"),
    ("newsletter", r"[^“”\"]{0,160}\b(?:sign up|subscribe) (?:here|now|today|for (?:our|the|her|his) [\w’' ]{0,40}newsletter|to (?:our|the) newsletter)\b[^“”\"]{0,60}"),
    ("newsletter", r"want (?:more|to (?:read|get|know) more)\b[^“”\"]{0,80}\? (?:sign up|subscribe|join|register)[^“”\"]{0,120}"),
    ("newsletter", r"(?:enter your e-?mail(?: address)?|your e-?mail(?: address)?|thank(?:s| you) for (?:subscribing|signing up)[^“”\"]{0,40})"),
    ("newsletter", r"by (?:signing up|subscribing|clicking)[^“”\"]{0,60} you (?:agree|accept|consent)[^“”\"]{0,200}"),
    ("newsletter", r"(?:download|get) (?:our|the) (?:free )?[\w ’'&-]{0,30}\bapp\b[^“”\"]{0,80}"),
    ("newsletter", r"(?:this (?:article|story|content) is (?:for|available to) subscribers|already a subscriber\?|become a (?:member|subscriber|patron)|"
                   r"support (?:our|independent) (?:work|journalism|reporting))[^“”\"]{0,160}"),
    # Notices inviting the reader to correct the text; a correction itself is reporting and stays.
    ("correction-notice", r"to (?:suggest|report|request|submit) (?:a |an )?(?:corrections?|clarification|errors?|typos?)\b[^“”\"]{0,120}"),
    ("correction-notice", r"(?:you can (?:also )?|please )?(?:highlight|select|mark) (?:the|a|any|it|this)\b[^“”\"]{0,80}\b(?:press|hit|click)\b[^“”\"]{0,40}"),
    ("correction-notice", r"(?:(?:have you )?(?:spotted|found|noticed|seen|see|spot|notice)|is there) (?:an?|any) "
                          r"(?:error|mistake|typo|inaccuracy|correction)s?\b[^“”\"]{0,40}\?[^“”\"]{0,160}"),
    ("correction-notice", r"if you (?:have )?(?:found|find|notice|noticed|spot|spotted|see) (?:an?|any) (?:spelling )?(?:error|mistake|typo)s?\b[^“”\"]{0,200}"),
    ("correction-notice", r"report (?:an |a )?(?:error|mistake|typo|correction|problem)s?(?: in this " + _STORY + r")?"),
    # Credits of pictures and texts.
    ("credit", r"[\[(]?(?:photo|photograph|picture|image|illustration|graphic|video|cover|photographer)s?(?: (?:credit|source|caption))?s?(?: courtesy(?: of)?| by)?"
               r"\s?[:©/|] ?[^“”\"]{2,120}"),
    ("credit", r"[\[(]?(?:credit|courtesy)(?: of)?s?: ?[^“”\"]{2,80}"),
    ("credit", rf"sources?: ?{_NAME}(?:(?: and |, ?| / ?|/| )(?:the )?{_NAME}){{0,5}}"),
    ("credit", rf"[\[(]?(?:photo|photograph|image|picture|illustration)s? (?:by|courtesy(?: of)?|via|from) {_NAME}(?:[ ,/&]{{1,3}}{_NAME}){{0,8}}[\])]?"),
    ("credit", rf"[\[(]?[\w.’' /,|&©-]{{0,70}}(?:/|, |\||©| via| for)\s?(?-i:{_AGENCY})(?: photo| images)?(?:, file)?[\])]?"),
    ("credit", rf"[\[(]?(?:©\s?)?(?-i:{_AGENCY})(?: photo| file photo| images)?[\])]?(?:, file)?"),
    ("credit", r"[^“”\"]{10,300}[\[(](?:file )?(?:photo|image|picture|photograph)s?(?: by|:)? [^()\[\]“”\"]{2,80}[\])]"),
    ("credit", rf"[^“”\"]{{10,300}}[\[(][\w.’' -]{{2,50}}(?:/| via )[\w.’'/ -]{{0,40}}(?-i:{_AGENCY})\.?[\])]"),
    ("credit", r"(?:copyright|©|\(c\))\s?(?:©\s?)?(?:\d{4}|by)\b[^“”\"]{0,160}|all rights reserved|[^“”\"]{2,120}\ball rights reserved"),
    # Finding one's way about the site, and the site's own housekeeping.
    ("navigation", r"home(?:page)?(?: ?[>»›/|→] ?[\w ,&’'.-]{2,60}){1,6}"),
    ("navigation", rf"(?:skip to (?:main )?(?:content|navigation|{_STORY})|back to top|toggle navigation|main menu|menu|go to homepage|"
                   r"(?:view|show|load|read|add|post|leave)(?: all| more| a| \d+)? comments?(?: \(\d+\))?|\d+ comments?|show more|load more|view gallery|"
                   r"(?:previous|next) (?:article|story|post)|play video|watch (?:now|live)|close|expand|loading(?:\.\.\.|…)?)"),
    ("navigation", r"(?:tags?|topics|filed under|categories|keywords|in this story|sections?)\s?[:|] ?[^“”\"]{2,160}(?<![.!?])"),
    ("navigation", r"\d{1,2}[- ]min(?:ute)?s? read|reading time:? .{1,20}"),
    ("navigation", r"(?:this (?:site|website|page)|we(?: and our partners)?|our (?:site|website)) uses? cookies\b.{0,300}|"
                   r"(?:accept|reject|manage|allow)(?: all)? cookies|cookie (?:policy|settings|notice|preferences)|.{0,200}\byou (?:agree|consent) to (?:our|the) use of cookies\b.{0,100}"),
    ("navigation", r"(?:please )?(?:enable|turn on) javascript\b.{0,120}|your browser does not support\b.{0,120}|"
                   r"(?:privacy policy|terms (?:of (?:use|service)|and conditions)|contact us|about us)(?: ?[|•·] ?[\w ]{3,30}){0,6}"),
    ("teaser", r"just watched\b.{0,300}"),
    ("navigation", r"click (?:here|through|on the)\b[^“”\"]{0,120}"),
    # Who wrote it, where and when; lines that hold nothing else.
    ("byline", rf"(?:(?:written |reported |story |words |text )?by)(?:\s?:)? (?!the\b){_NAME},?(?: {_BYLINE_WORD},?){{1,14}}"),
    ("byline", rf"(?-i:(?:[A-Z][A-Z.’' -]{{2,30}})(?:, [A-Z][\w. ]{{2,20}})?)(?:,? {_MONTH} \d{{1,2}}(?:, \d{{4}})?)?(?: [(]{_AGENCY}[)]\s?[-–—]{{0,2}}|\s?[–—]|\s-{{1,2}})"),
    ("byline", rf"(?:(?:first |originally )?(?:published|posted|updated|last (?:updated|modified)|modified|created))(?: (?:at|on))?\s?:? ?"
               rf"(?:{_MONTH}|\d|mon|tue|wed|thu|fri|sat|sun|today|yesterday)[^“”\"]{{0,60}}"),
    ("byline", rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}})"
               r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?-i:[A-Z]{2,5}))?)?"),
    ("byline", r"[\[(](?:additional )?(?:reporting|writing|editing|compiled|edited|written)(?: and (?:writing|editing|reporting))? by\b[^“”\"]{3,340}[\])]?"),
    ("byline", r"(?:additional )?(?:reporting|writing|editing)(?: and (?:writing|editing|reporting))? by (?-i:[A-Z])[^“”\"]{3,200}"),
    ("byline", rf"[•*—–-]?\s?{_NAME}[^“”\"]{{2,160}}\bcontributed (?:to this (?:report|article|story|post)|(?:additional )?(?:reporting|research))\b[^“”\"]{{0,120}}"),
    ("byline", rf"(?:{_NAME} ){{1,3}}(?:can|may) be (?:reached|contacted) (?:at|on|by)\b[^“”\"]{{3,120}}"),
    ("byline", r"(?:e-?mail:? |contact:? )?[\w.+-]{2,40}@[\w.-]{3,40}"),
    ("byline", rf"(?:{_AGENCY}|staff) (?:staff|reporters?|writers?|correspondent|report)|(?:our )?(?:staff|special) (?:reporter|writer|correspondent)s?|newsroom|news desk|editorial (?:board|staff)"),
)  # fmt: skip

# Marks that may stand around any of them.
_OPEN, _CLOSE = r"[\s\u200b\ufeff*•·|>»-]{0,6}", r"[\s\u200b.:!*•·|>»→-]{0,6}"


@cache
def _line_patterns() -> tuple[tuple[FurnitureKind, re.Pattern[str]], ...]:
    """Compiled at the first line that needs them: it takes 50 ms."""
    return tuple((kind, re.compile(f"{_OPEN}(?:{pattern}){_CLOSE}", re.IGNORECASE)) for kind, pattern in _PATTERNS)


# A line longer than a label is apparatus only with one of these in it; most reporting is let through here cheaply.
_LONGEST_LABEL = 60
_HINTS = (
    "advert", "sponsor", "promoted", "continue", "scroll", "share", "follow ", "like us", "find us", "join us", " tip?",
    "sign up", "subscri", "register", "log in", "sign in", "inbox", "in-box", "your e", "your phone", " app", "highlight",
    "select", "error", "mistake", "typo", "correction", "clarification", "inaccuracy", "photo", "image", "picture", "video",
    "illustration", "graphic", "credit", "source", "courtesy", "copyright", "©", "(c)", "rights reserved", "home", "tag",
    "topics", "filed under", "categor", "keywords", "in this story", "section", "cookies", "javascript", "browser",
    "watched", "click", "privacy", "terms", "contact", "published", "posted", "updated", "modified", "created",
    "reporting", "writing", "editing", "compiled", "edited by", "written", "contributed", " be reached", "@", "support",
    "listen to", "member", "/", " via ", "reuters", "(ap", "(afp",
)  # fmt: skip


def kind_of_line(line: str) -> FurnitureKind | None:
    """What apparatus a line is; ``None`` for reporting. Teasers need their surroundings and are not all found here."""
    if not line or len(line) > LONGEST_LINE:
        return None
    if len(line) > _LONGEST_LABEL:
        low = line.lower()
        if not low.startswith("by ") and not any(hint in low for hint in _HINTS):
            return None
    for kind, pattern in _line_patterns():
        if pattern.fullmatch(line):
            return kind
    return None
