"""Who, which, that, it and they: the phrase a relative hangs on, and what a body or a group is called afterwards."""

from __future__ import annotations

import re

from sayso.model import Speaker, Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.descriptions import read_description
from sayso.reading.speakers.figures import Mention
from sayso.reading.speakers.kinds import kind_of_description, speaker_of
from sayso.reading.speakers.phrases import Phrase, phrase_of
from sayso.reading.speakers.scene import Answer, Scene
from sayso.reading.speakers.sources import read_source

_GAP = re.compile(r"(?:[’']s)?[\s,()—–-]*(?:\([^)]*\)[\s,]*)?")


def read_relative(scene: Scene, statement: Statement, phrase: Phrase) -> Answer:
    """The antecedent of who, which or that: the name or noun phrase right before it."""
    sentence = scene.sentence(phrase.start)
    opens = scene.sentences.ranges[sentence][0] if sentence >= 0 else 0
    word = phrase.words.lower()
    text = scene.text
    mentions = scene.cast.within(opens, phrase.start)
    before = text[opens : phrase.start].rstrip(" ,—–-(")
    noun = _noun_phrase(before)
    personal = word in ("who", "whom")
    if mentions:
        last = mentions[-1]
        if _GAP.fullmatch(text, last.end, phrase.start) and _fits(last, word):
            described = _DESCRIBED_BY.search(text, opens, last.start) if personal else None
            if described and _is_personal(described[1].split()[-1]):
                name = text[described.start() : last.end]
                return Answer(Speaker(name, "anonymous"), 0.65, f"{phrase.words} → {name}: right before it")
            return _of_mention(scene, last, phrase)
    if noun and personal and not _is_personal(noun.split()[-1]):
        noun = _people_before(before)
    if noun and personal:
        described_here = [m for m in mentions if _may_be_person(m) and _says_what(before[m.end - opens :], noun)]
        if described_here:
            return _of_mention(scene, described_here[-1], phrase)
        kind = kind_of_description(noun)
        kind = kind if kind in ("group", "anonymous") else kind_of_description("the " + noun.split()[-1])
        if kind == "anonymous" and noun.lower().startswith("the "):
            return read_description(scene, statement, Phrase(opens + len(before) - len(noun), phrase.start, noun))
        return Answer(Speaker(noun, kind), 0.7, f"{phrase.words} → {noun}: right before it")
    if noun and noun.split()[-1].lower() in lex.DOCUMENTS | lex.ORGANISATION_NOUNS | lex.OUTLET_NOUNS:
        kind = kind_of_description(noun)
        return Answer(Speaker(noun, kind), 0.7, f"{phrase.words} → {noun}: right before it")
    fitting = [m for m in mentions if _fits(m, word)]
    if fitting and word in ("who", "whom", "whose"):
        free = [m for m in fitting if not m.possessive] or fitting
        return _of_mention(scene, free[-1], phrase)
    if noun and word != "who":
        named = read_source(
            scene,
            phrase_of(
                text, phrase.start - (len(text[opens : phrase.start]) - len(before)) - len(noun), opens + len(before)
            ),
        )
        if named is not None and named.speaker.kind != "person":
            return named
        kind = kind_of_description(noun)
        kind = "document" if kind == "unknown" else kind
        return Answer(Speaker(noun, kind), 0.6, f"{phrase.words} → {noun}: right before it")
    if fitting:
        return _of_mention(scene, fitting[-1], phrase)
    if noun:
        return Answer(Speaker(noun, kind_of_description(noun)), 0.5, f"{phrase.words} → {noun}: right before it")
    return Answer(Speaker(None, "unknown"), 0.3, f"nothing before “{phrase.words}” fits it")


_APPOSED = re.compile(r", (?:(?:an?|the|now an?|himself an?|herself an?) )?[^,;.()“”\"]{3,80}")
_PREDICATE = re.compile(r" (?:is|was|remains|became|has become) (?:an?|the) [^;.()“”\"]{3,140}")


def _says_what(gap: str, noun: str) -> bool:
    """Whether the words between a name and "who" say what that person is, ending in ``noun``."""
    if not gap.endswith(noun) or kind_of_description("the " + noun.split()[-1]) != "anonymous":
        return gap == ", " + noun
    return bool(_APPOSED.fullmatch(gap) or _PREDICATE.fullmatch(gap))


def _people_before(before: str) -> str | None:
    """The people in "candidates in close races", where what stands right before "who" is no noun for people."""
    words = before.split()
    for i in range(len(words) - 2, max(-1, len(words) - 8), -1):
        if words[i][-1] in ',;:.)”"':
            return None
        if _is_personal(words[i]) and words[i + 1].lower() in lex.PHRASE_STOPS | {"strong", "under", "across", "near"}:
            return _noun_phrase(" ".join(words[: i + 1]))
    return None


_DESCRIBED_BY = re.compile(r"\b(?:[Aa]n?|[Oo]ne) ([\w’'-]+(?: [\w’'-]+){0,4}) (?:to|of|for|with) $")


def _is_personal(word: str) -> bool:
    """Whether a noun is one for people, one or many."""
    return kind_of_description("the " + word.strip("\"“”’'.,")) in ("group", "anonymous")


def _may_be_person(mention: Mention) -> bool:
    return mention.figure.kind == "person" or (mention.figure.kind == "other" and " " in mention.figure.name)


def _fits(mention: Mention, word: str) -> bool:
    personal = mention.figure.kind == "person"
    return personal if word in ("who", "whom") else not personal if word in ("which", "that") else True


def _of_mention(scene: Scene, mention: Mention, phrase: Phrase) -> Answer:
    speaker = speaker_of(scene, mention.figure)
    return Answer(speaker, 0.88, f"{phrase.words} → {speaker.name}: the name right before it", mention.figure)


def _noun_phrase(before: str) -> str | None:
    """The noun phrase that ``before`` ends on, from its determiner where there is one within reach."""
    words = before.replace("\n", " ").split()
    out: list[str] = []
    for word in reversed(words[-9:]):
        low = word.lower().strip("\"“”'‘’")
        if word in ("-", "–", "—", "--") or low in lex.PRONOUNS:
            break
        if out and (word[-1] in ',;:.)”"' or (low in lex.PHRASE_STOPS and not (low in {"of", "in"} and len(out) < 4))):
            break
        out.append(word)
        if low in lex.PHRASE_STARTS:
            at = len(words) - len(out) - 1
            if at >= 1 and words[at].lower() in {"of", "in"} and len(out) < 6:
                continue
            break
    if not out:
        return None
    phrase = " ".join(reversed(out)).strip('"“”, ')
    while phrase and phrase.split()[0].lower() in lex.PHRASE_STOPS | {"of", "in"}:
        phrase = phrase.split(" ", 1)[1] if " " in phrase else ""
    return phrase or None


def read_thing(scene: Scene, statement: Statement, phrase: Phrase) -> Answer:
    """ "It" and "its": the body, state or text that spoke last, else the one named last."""
    best: tuple[int, Answer] | None = None
    for other in scene.statements:
        answer = scene.answers.get(other.id)
        if answer is None or other.within or not other.sources or other.sources[0].start >= phrase.start:
            continue
        if answer.speaker.kind in ("organisation", "government", "document", "outlet") and answer.speaker.name:
            at = other.sources[0].start
            if best is None or at > best[0]:
                best = (at, answer)
    bodies = [m for m in scene.mentions_before(phrase.start, 12) if m.figure.kind in ("organisation", "place")]
    here = [m for m in bodies if scene.steps(m.start, phrase.start) <= 1 and not scene.quoted(m.start)]
    lead = [m for m in here if _is_lead(scene, m)]
    if best and scene.steps(best[0], phrase.start) <= 3 and not (lead and lead[-1].start > best[0]):
        speaker = best[1].speaker
        return Answer(speaker, 0.8, f"{phrase.words} → {speaker.name}: the last body that spoke", best[1].figure)
    if lead or here:
        speaker = speaker_of(scene, (lead or here)[-1].figure)
        return Answer(speaker, 0.6, f"{phrase.words} → {speaker.name}: the last body named", (lead or here)[-1].figure)
    if best:
        return Answer(
            best[1].speaker, 0.5, f"{phrase.words} → {best[1].speaker.name}: the last body that spoke", best[1].figure
        )
    return Answer(Speaker(None, "unknown"), 0.3, f"nothing before “{phrase.words}” fits it")


def _is_lead(scene: Scene, mention: Mention) -> bool:
    """Whether a mention opens its sentence, as a subject does."""
    i = scene.sentence(mention.start)
    return i >= 0 and mention.start - scene.sentences.ranges[i][0] <= 24


def read_plural(scene: Scene, statement: Statement, phrase: Phrase) -> Answer:
    """ "They": the group or body that spoke last, else the last plural noun."""
    best: tuple[int, Answer] | None = None
    for other in scene.statements:
        answer = scene.answers.get(other.id)
        if answer is None or not other.sources or other.sources[0].start >= phrase.start or other.id == statement.id:
            continue
        if statement.within == other.id and scene.quoted(phrase.start):
            continue
        if (
            answer.speaker.kind in ("group", "outlet", "organisation", "government", "anonymous")
            and answer.speaker.name
        ):
            at = other.sources[0].start
            weight = at + (400 if answer.speaker.kind in ("group", "outlet") else 0)
            if best is None or weight >= best[0]:
                best = (weight, answer)
                reach = at
    if best and scene.steps(reach, phrase.start) <= 4:
        speaker = best[1].speaker
        return Answer(speaker, 0.75, f"{phrase.words} → {speaker.name}: the last group that spoke", best[1].figure)
    noun = _last_group(scene, phrase.start)
    if noun:
        return Answer(Speaker(noun, "group"), 0.5, f"{phrase.words} → {noun}: the last people named")
    return Answer(Speaker(None, "unknown"), 0.3, f"nothing before “{phrase.words}” fits it")


_COUNTS = frozenset(("others", "dozens", "hundreds", "thousands", "millions", "scores"))


def _last_group(scene: Scene, offset: int) -> str | None:
    """The last plural noun for people in this sentence or the two before it, with the words that belong to it."""
    i = scene.sentence(offset)
    opens = scene.sentences.ranges[max(0, i - 2)][0] if i >= 0 else 0
    tokens = scene.tokens
    k = tokens.first_from(offset) - 1
    while k >= 0 and tokens.starts[k] >= opens:
        low = tokens.words[k].lower()
        if (
            low in lex.GROUP_NOUNS
            and low.endswith(("s", "people", "men", "women", "police", "children"))
            and low not in _COUNTS
        ):
            return _noun_phrase(scene.text[opens : tokens.ends[k]])
        k -= 1
    return None
