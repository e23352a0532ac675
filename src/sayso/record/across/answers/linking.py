"""Answers across reports: which statement of another report one replies to. Better none than a wrong one.

Three things link them: a report says that a statement answers another, and other reports have the same two utterances;
a report tells in short what is answered ("the Aldrian offer"), and another has it in full; or the words name whose
offer, threat or claim it is ("rejected Tolvik's offer") and that party's statements of the days before hold one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sayso.record.across.answers.phrases import FITS, Named, named_things
from sayso.record.across.answers.values import Judged, Voices, brief, crossed, day_of, in_common
from sayso.record.across.issues.values import Answer, Said
from sayso.record.across.positions.changes import Likeness

REACH = 21
"""Days before an answer in which the statement that it answers is looked for."""

LEAST = 0.6
"""Confidence under which nothing is linked."""

_SHARED = 0.92
_MARGIN = 0.04
_RETOLD = 0.45
_RETOLD_REACH = 7
_LIKE_IN_SUBSTANCE = 0.3
_LIKE_WHERE_MANY = 0.6


def answers(
    statements: Sequence[Said],
    texts: Mapping[str, str],
    likeness: Likeness,
    voices: Voices,
    judged: Iterable[Judged] = (),
) -> tuple[Answer, ...]:
    """Every answer among the statements, in the order of the answering ones.

    Args:
        statements: what is looked at, both for answers and for what they answer.
        texts: of their reports, by document id.
        likeness: of two statements.
        voices: who they are.
        judged: people's judgements in force; they are always obeyed.
    """
    work = _Work(statements, texts, likeness, voices)
    found: dict[tuple[str, str], Answer] = {}
    for answer in (*work.in_reports(), *work.retold(), *work.named(), *work.shared()):
        found.setdefault((answer.answer, answer.target), answer)
    for word in judged:
        if not word.linked:
            found.pop((word.answer, word.target), None)
        elif word.answer in work.by_uid and word.target in work.by_uid:
            why = f"{word.author} says so"
            found[word.answer, word.target] = Answer(word.answer, word.target, 1.0, why, "person", word.judgement)
    order = {said.uid: at for at, said in enumerate(work.statements)}
    return tuple(sorted(found.values(), key=lambda a: (order[a.answer], order[a.target])))


class _Work:
    """The statements with what linking them needs."""

    def __init__(
        self, statements: Sequence[Said], texts: Mapping[str, str], likeness: Likeness, voices: Voices
    ) -> None:
        self.statements = sorted(statements, key=lambda s: (s.published or "", s.arrival))
        self.texts, self.likeness, self.voices = texts, likeness, voices
        self.by_uid = {s.uid: s for s in self.statements}
        # What a report only tells of in passing is not what is answered: that is where it was said.
        self.passing = {s.uid for s in self.statements if s.within and not self._own(s)}
        self.reports: dict[int | str, list[Said]] = defaultdict(list)
        self.by_voice: dict[str, list[Said]] = defaultdict(list)
        for said in self.statements:
            self.reports[self.utterance(said)].append(said)
            for key in voices.of.get(said.uid, ()):
                self.by_voice[key].append(said)
        self.links: dict[int | str, dict[int | str, tuple[Said, Said, float]]] = defaultdict(dict)

    def _own(self, said: Said) -> bool:
        """Whether a nested statement stands in one of the same speaker."""
        around = self.by_uid.get(said.within or "")
        return around is not None and around.name == said.name

    @staticmethod
    def utterance(said: Said) -> int | str:
        return said.utterance if said.utterance is not None else said.uid

    def link(self, said: Said, target: Said, confidence: float) -> None:
        """Remember which utterance answers which, the surest first."""
        mine, theirs = self.utterance(said), self.utterance(target)
        known = self.links[mine].get(theirs)
        if mine != theirs and (known is None or known[2] < confidence):
            self.links[mine][theirs] = (said, target, confidence)

    def in_reports(self) -> list[Answer]:
        """What the reports themselves say."""
        out = []
        for said in self.statements:
            target = self.by_uid.get(said.answers or "")
            if target is not None:
                self.link(said, target, said.confidence)
                out.append(Answer(said.uid, target.uid, said.confidence, "its report says so", "report"))
        return out

    def retold(self) -> list[Answer]:
        """What a report only tells in short, found where another gives it."""
        out = []
        for said in self.statements:
            told = self.by_uid.get(said.answers or "")
            if (
                told is None
                or told.kind != "indirect"
                or len({s.document for s in self.reports[self.utterance(told)]}) > 1
            ):
                continue
            best = self._best((self._as_told(told, c), c) for c in self._candidates(said, told))
            if best is not None:
                confidence, target = best
                self.link(said, target, confidence)
                why = f"its report tells in short what {target.name} says here: “{brief(told.content)}”"
                out.append(Answer(said.uid, target.uid, confidence, why, "record"))
        return out

    def named(self) -> list[Answer]:
        """ "rejected Tolvik's offer": the offer is among that party's statements of the days before."""
        out = []
        for said in self.statements:
            if said.answers in self.by_uid:
                continue
            for thing in named_things(said, self.texts.get(said.document, "")):
                whose = self.voices.meant(thing.who)
                own = self.voices.of.get(said.uid, frozenset())
                if not whose or whose & own:
                    continue
                candidates = [c for key in sorted(whose) for c in self.by_voice.get(key, ()) if self._before(c, said)]
                candidates = [c for c in candidates if c.uid not in self.passing]
                best = self._best((self._as_named(said, thing, c), c) for c in candidates)
                if best is not None:
                    confidence, target = best
                    self.link(said, target, confidence)
                    out.append(Answer(said.uid, target.uid, confidence, f"it speaks of “{thing.words}”", "record"))
                    break
        return out

    def shared(self) -> list[Answer]:
        """What one report of an utterance answers, its other reports answer too."""
        out = []
        for said in self.statements:
            if said.answers in self.by_uid:
                continue
            for theirs, (first, target, confidence) in self.links.get(self.utterance(said), {}).items():
                if first.uid == said.uid:
                    continue
                here = next((t for t in self.reports[theirs] if t.document == said.document), target)
                why = f"{first.outlet or 'another report'} has the same utterance as an answer"
                out.append(Answer(said.uid, here.uid, round(_SHARED * confidence, 4), why, "record"))
        return out

    def _before(self, candidate: Said, said: Said) -> bool:
        """Whether a statement can have been answered: of another report, and made in the days before."""
        if candidate.document == said.document or self.utterance(candidate) == self.utterance(said):
            return False
        if said.answers is None and candidate.answers and self._same(candidate.answers, said.uid):
            return False
        return self._in_reach(candidate, said)

    def _same(self, uid: str, other: str) -> bool:
        a, b = self.by_uid.get(uid), self.by_uid.get(other)
        return a is not None and b is not None and self.utterance(a) == self.utterance(b)

    def _in_reach(self, candidate: Said, said: Said) -> bool:
        then, now = day_of(self._first_day(candidate)), day_of(said.day)
        return then is not None and now is not None and 0 <= (now - then).days <= REACH

    def _first_day(self, said: Said) -> str | None:
        days = sorted(d for s in self.reports[self.utterance(said)] if (d := s.day))
        return days[0] if days else None

    def _candidates(self, said: Said, told: Said) -> list[Said]:
        """Statements that a report may tell in short: by the same speaker, or by a state and one who speaks for it."""
        keys = self.voices.of.get(told.uid, frozenset())
        found = {c.uid: c for key in sorted(keys) for c in self.by_voice.get(key, ())}
        return [
            c
            for c in found.values()
            if c.uid not in self.passing
            and self.utterance(c) not in (self.utterance(told), self.utterance(said))
            and (c.document != said.document or (told.within is not None and c.within is None))
            and self._same_voice(told, c)
            and self._in_reach(c, said)
            and self._on_its_day(told, c)
        ]

    @staticmethod
    def _same_voice(told: Said, candidate: Said) -> bool:
        people = ("person", "anonymous")
        if told.speaker_kind in people and candidate.speaker_kind in people:
            return (told.actor or told.speaker) == (candidate.actor or candidate.speaker)
        return True

    def _on_its_day(self, told: Said, candidate: Said) -> bool:
        """Whether the day fits: the very day where both reports tell it, else one of the days before the report."""
        if told.said and candidate.said:
            return told.day == candidate.day
        then, now = day_of(self._first_day(candidate)), day_of(told.day)
        return then is not None and now is not None and 0 <= (now - then).days <= _RETOLD_REACH

    def _as_told(self, told: Said, candidate: Said) -> float:
        """How surely a statement is what a report tells in short."""
        alike = self.likeness(told, candidate)
        if alike < _RETOLD or candidate.act == "believe" or crossed(told.act, candidate.act):
            return 0.0
        away = (day_of(told.day) or date.min) - (day_of(self._first_day(candidate)) or date.min)
        return (
            0.25
            + 0.7 * alike
            + 0.1 * in_common(told.content, candidate.content)
            + (0.1 if candidate.act == told.act else -0.1)
            + (0.05 if candidate.within is None else 0.0)
            + 0.02 * min(4, len(self.reports[self.utterance(candidate)]))
            - 0.03 * away.days
        )

    def _as_named(self, said: Said, thing: Named, candidate: Said) -> float:
        fitting = FITS.get(thing.noun)
        if fitting is not None and candidate.act not in fitting:
            return 0.0
        alike = self.likeness(said, candidate)
        common = max(in_common(thing.rest, candidate.content), in_common(said.content, candidate.content))
        # Offers and demands are few; what somebody merely says is much, and must be like it.
        if candidate.act in ("state", "accuse"):
            fits = alike >= _LIKE_WHERE_MANY or in_common(thing.rest, candidate.content) >= 0.3
        else:
            fits = alike >= _LIKE_IN_SUBSTANCE or common >= 0.25
        if not fits and not thing.outlet_of(candidate):
            return 0.0
        primary = fitting is not None and candidate.act == fitting[0]
        away = (day_of(said.day) or date.min) - (day_of(self._first_day(candidate)) or date.min)
        return (
            0.3
            + 0.45 * max(0.0, alike)
            + 0.15 * common
            + (0.15 if primary else 0.0)
            + (0.2 if thing.outlet_of(candidate) else 0.0)
            + 0.02 * min(4, len(self.reports[self.utterance(candidate)]))
            + (0.05 if candidate.within is None else 0.0)
            - 0.01 * away.days
        )

    def _best(self, scored: Iterable[tuple[float, Said]]) -> tuple[float, Said] | None:
        """The surest, its first report standing for the utterance; ``None`` where none is sure or two are as sure."""
        by_utterance: dict[int | str, tuple[float, Said]] = {}
        for score, said in scored:
            known = by_utterance.get(self.utterance(said))
            if known is None or score > known[0]:
                by_utterance[self.utterance(said)] = (score, said)
        ranked = sorted(by_utterance.values(), key=lambda s: (-s[0], s[1].arrival))
        if not ranked or ranked[0][0] < LEAST:
            return None
        if (
            len(ranked) > 1
            and ranked[0][0] - ranked[1][0] < _MARGIN
            and not self._one_matter(ranked[0][1], ranked[1][1])
        ):
            return None
        return round(min(0.95, ranked[0][0]), 4), ranked[0][1]

    def _one_matter(self, a: Said, b: Said) -> bool:
        """Whether two are parts of one saying, so that either is right: same speaker, day and outlet or like words."""
        same = (a.actor or a.speaker) == (b.actor or b.speaker) and self._first_day(a) == self._first_day(b)
        return same and (a.told_to == b.told_to or self.likeness(a, b) >= 0.5)
