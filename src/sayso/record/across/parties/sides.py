"""Whose side a statement counts for: a spokesperson's, an official's, a party leader's; else the speaker's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.model import SpeakerKind
from sayso.record.across.issues.values import Counted, Party, PartyKind, Said
from sayso.record.across.parties.clues import Clue
from sayso.record.across.parties.offices import States, bare, body_led, holds_state_office, is_bare_office

_VOICE = re.compile(r"\b(?:spokes(?:man|woman|person)|press secretary|representative|press service)\b", re.IGNORECASE)
_MINISTRY = re.compile(
    r"\b(?:ministry|government|cabinet|presidency|embassy|coast guard|army|navy|armed forces|military|"
    r"(?:foreign|state|defen[cs]e) department|foreign office|administration)\b",
    re.IGNORECASE,
)
_NEVER: frozenset[SpeakerKind | None] = frozenset({None, "author", "unknown", "outlet", "document"})
_NAME_WORD = re.compile(r"[\w.-]+")
_LONGEST_NAME = 5
_TITLED = re.compile(r"\b(?:mr|mrs|ms|president|minister|king|queen) ([\w-]+)")
_DEEPEST = 3
_PERSONS_FOR_HOME = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """What one report says of a speaker: enough to tell whose side they are on.

    Attributes:
        actor: id across reports, or a key made of the name (:func:`actor_key`).
        name, kind, role, on_behalf_of: as of :class:`~sayso.model.Speaker`.
        outlet: the outlet that published the report.
        document: id of its text.
        uid: a statement that shows it.
    """

    actor: str
    name: str
    kind: SpeakerKind
    role: str | None
    on_behalf_of: str | None
    outlet: str | None
    document: str
    uid: str


def actor_key(actor: str | None, name: str | None) -> str:
    """The actor's id, or a key made of the name where the actor is not known across reports."""
    return actor or f"name:{bare(name or '')}"


def voice_of(said: Said) -> Voice | None:
    """What a statement says of its speaker; ``None`` where nobody is named."""
    if not said.speaker or said.speaker_kind is None:
        return None
    key = actor_key(said.actor, said.speaker)
    role, behalf = said.role, said.on_behalf_of
    return Voice(key, said.speaker, said.speaker_kind, role, behalf, said.outlet, said.document, said.uid)


@dataclass
class Parties:
    """The sides of a record, as told by roles, clues in the reports and whom spokespersons speak for.

    A pure function of what it is given: nothing is remembered from one statement to the next but for speed.

    Attributes:
        states: names and adjectives of states.
        voices: what the reports say of speakers.
        clues: words of reports that tell whose office somebody holds, with the statement's uid or the document's id.
        seats: seats of power that are known beforehand (``kremlin`` → ``Russia``), by :func:`bare` name.
        names: usual name of each actor.
    """

    states: States
    voices: Sequence[Voice] = ()
    clues: Iterable[tuple[str, Clue]] = ()
    seats: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._voices: dict[str, dict[tuple[str | None, str | None], Voice]] = defaultdict(dict)
        self._by_name: dict[str, str] = {}
        for voice in self.voices:
            self._voices[voice.actor].setdefault((voice.role, voice.on_behalf_of), voice)
            if voice.kind == "person":
                self._by_name.setdefault(bare(voice.name), voice.actor)
        self._by_last: dict[str, set[str]] = defaultdict(set)
        for name, key in self._by_name.items():
            if name.split():
                self._by_last[name.split()[-1]].add(key)
        self._clues: dict[str, list[tuple[str, Clue]]] = defaultdict(list)
        for where, clue in self.clues:
            self._clues[bare(clue.name)].append((where, clue))
        self._known: dict[tuple[str, int], Counted | None] = {}
        self._homes: dict[str, tuple[str, str]] = {}
        self._homes = self._learn_homes()

    def of(self, said: Said) -> tuple[Counted, ...]:
        """The sides that a statement counts for: one, or several for joint speakers.

        None for a report's own voice, and none for unnamed people: the "officials" of two reports need not be the same.
        """
        voice = voice_of(said)
        if voice is None or voice.kind in _NEVER or not voice.name[:1].strip():
            return ()
        if voice.kind == "group":
            return self._joint(voice.name)
        unnamed = voice.kind == "anonymous" or not any(ch.isupper() for ch in voice.name)
        if unnamed and not _VOICE.search(voice.role or ""):
            return ()
        found = self._of_voice(voice, 0) or self._elsewhere(voice)
        if found is not None:
            return (found,)
        return () if unnamed else (self._own(voice),)

    def meant(self, words: str) -> frozenset[str]:
        """Keys of the actor and parties that words of a report name: a person by last name, or a state.

        Empty where they name nobody known, or may name several.
        """
        plain = re.sub(r"(?:'s|s')$", "", words.replace("’", "'").strip())
        if key := self._person_in(plain) or self._by_last_name(plain):
            counted = self._of_actor(key, 0)
            return frozenset({key, counted.party.key} if counted else {key, f"person:{key}"})
        if found := self._government(plain):
            return frozenset({found.party.key})
        state = self.states.meant(plain)
        if state:
            return frozenset({f"state:{bare(state)}"})
        return frozenset({f"organisation:{bare(plain)}"}) if re.search(r"[A-Z]", plain) else frozenset()

    def _by_last_name(self, words: str) -> str | None:
        last = bare(words.split()[-1]) if words.split() else ""
        keys = self._by_last.get(last, set())
        return next(iter(keys)) if len(keys) == 1 else None

    def _own(self, voice: Voice) -> Counted:
        name = self.names.get(voice.actor) or voice.name
        if voice.kind == "government":
            return Counted(Party(f"state:{bare(name)}", name, "state"), f"speaks as “{voice.name}”")
        if voice.kind == "organisation":
            return Counted(_organisation(name), f"speaks as “{voice.name}”")
        kind: PartyKind = "person"
        return Counted(Party(f"person:{voice.actor}", name, kind), "no report says for whom they speak")

    def _joint(self, names: str) -> tuple[Counted, ...]:
        """ "A and B", where both are known persons."""
        parts = [p for p in re.split(r",? and |, ", names) if p.strip()]
        found = []
        for part in parts:
            key = self._by_name.get(bare(part))
            counted = self._of_actor(key, 0) if key else None
            if counted is None:
                return ()
            found.append(Counted(counted.party, f"{part} speaks jointly · {counted.why}", counted.evidence))
        return tuple({c.party.key: c for c in found}.values()) if len(parts) > 1 else ()

    def _of_voice(self, voice: Voice, depth: int) -> Counted | None:
        """What this report alone says of the side."""
        if voice.kind == "government":
            return self._government(voice.name)
        if voice.kind == "organisation":
            return self._organ(voice.name, voice.outlet)
        role = voice.role or ""
        if voice.on_behalf_of and (found := self._behalf(voice, depth)):
            return found
        if state := self._office(role):
            return Counted(_state(state), f"“{role}” is an office of {state}")
        if body := body_led(role):
            return Counted(_organisation(body), f"“{role}” speaks for {body}")
        if _VOICE.search(role) and (key := self._person_in(role)) and key != voice.actor:
            principal = self._of_actor(key, depth + 1)
            if principal is not None:
                return Counted(principal.party, f"“{role}” · {principal.why}", principal.evidence)
        return None

    def _behalf(self, voice: Voice, depth: int) -> Counted | None:
        behalf = voice.on_behalf_of or ""
        why = f"speaks for {behalf}"
        if state := self.states.named(behalf):
            return Counted(_state(state), why)
        if (state := self.states.meant(behalf)) and (_MINISTRY.search(behalf) or holds_state_office(behalf)):
            return Counted(_state(state), f"{why}, an office of {state}")
        key = self._by_name.get(bare(behalf))
        if key and key != voice.actor and (principal := self._of_actor(key, depth + 1)):
            return Counted(principal.party, f"{why} · {principal.why}", principal.evidence)
        if state := self._office(voice.role or ""):
            return Counted(_state(state), f"“{voice.role}” is an office of {state}")
        home = self._homes.get(voice.outlet or "") if _MINISTRY.search(behalf) or self._unplaced(behalf) else None
        if home:
            return Counted(_state(home[0]), f"{why} · {home[1]}")
        if key is None and body_led(f"spokesman for {behalf}"):
            return Counted(_organisation(behalf), why)
        return None

    def _office(self, role: str) -> str | None:
        """The state whose office a role is."""
        return self.states.meant(role) if role and holds_state_office(role) else None

    def _of_actor(self, key: str, depth: int) -> Counted | None:
        """What any report says of the side of an actor; offices of states before bodies."""
        if depth > _DEEPEST:
            return None  # a circle of spokespersons ends here
        if (key, depth) not in self._known:
            self._known[key, depth] = self._look(key, depth)
        return self._known[key, depth]

    def _look(self, key: str, depth: int) -> Counted | None:
        voices = sorted(self._voices.get(key, {}).values(), key=lambda v: v.uid)
        found = []
        for voice in voices:
            counted = self._of_voice(voice, depth)
            if counted is not None:
                found.append(Counted(counted.party, counted.why, counted.evidence or voice.uid))
        states = [c for c in found if c.party.kind == "state"]
        if found:
            return (states or found)[0]
        return self._by_clue(key, depth)

    def _elsewhere(self, voice: Voice) -> Counted | None:
        """What other reports say of the side, or the report's own words near the name, or the outlet's home."""
        if voice.kind not in ("person", "anonymous"):
            return None
        if voice.kind == "person":
            found = self._of_actor(voice.actor, 0)
            if found is not None:
                return found
        home = self._homes.get(voice.outlet or "")
        if home and self._unplaced(voice.role):
            return Counted(_state(home[0]), f"“{voice.role}”, and {home[1]}")
        return None

    def _by_clue(self, key: str, depth: int) -> Counted | None:
        names = {bare(v.name) for v in self._voices.get(key, {}).values()}
        for name in sorted(names):
            for where, clue in self._clues.get(name, ()):
                if not holds_state_office(clue.phrase):
                    continue
                if state := self.states.meant(clue.phrase):
                    return Counted(_state(state), f"a report calls them “{clue.phrase}”", where)
                person = self._person_in(clue.phrase) if _VOICE.search(clue.phrase) else None
                if person and person != key and (principal := self._of_actor(person, depth + 1)):
                    return Counted(principal.party, f"a report calls them “{clue.phrase}” · {principal.why}", where)
        return None

    def _government(self, name: str) -> Counted | None:
        if state := self.states.named(name):
            return Counted(_state(state), f"speaks as “{name}”")
        if state := self.seats.get(bare(name)):
            return Counted(_state(state), f"{name} is the seat of its government")
        for where, clue in self._clues.get(bare(name), ()):
            if state := self.states.meant(clue.phrase):
                return Counted(_state(state), f"a report calls it the seat of the “{clue.phrase}”", where)
        if (state := self.states.meant(name)) and bare(name) != bare(state) and _MINISTRY.search(name):
            return Counted(_state(state), f"“{name}” is of {state}")
        return None

    def _organ(self, name: str, outlet: str | None) -> Counted | None:
        """A ministry counts for its state; any other body for itself."""
        if not _MINISTRY.search(name):
            return None
        if state := self.states.meant(name):
            return Counted(_state(state), f"“{name}” is of {state}")
        home = self._homes.get(outlet or "")
        return Counted(_state(home[0]), f"“{name}”, and {home[1]}") if home else None

    def _person_in(self, words: str) -> str | None:
        """The one known person whose whole name, or whose last name after a title, stands in the words."""
        plain = bare(words)
        tokens = _NAME_WORD.findall(plain)
        pieces = (
            " ".join(tokens[at:end]) for at in range(len(tokens)) for end in range(at + 1, at + 1 + _LONGEST_NAME)
        )
        whole = {self._by_name[piece] for piece in pieces if piece in self._by_name}
        if len(whole) == 1:
            return whole.pop()
        lasts: set[str] = set()
        for match in _TITLED.finditer(plain):
            lasts |= self._by_last.get(match[1], set()) | self._by_last.get(match[1].removesuffix("s"), set())
        return lasts.pop() if len(lasts) == 1 else None

    def _unplaced(self, role: str | None) -> bool:
        """Whether a role is an office of a state that it does not name."""
        return bool(role) and is_bare_office(role or "") and self.states.meant(role or "") is None

    def _learn_homes(self) -> dict[str, tuple[str, str]]:
        """Outlets that call the ministers of one state simply "the foreign minister", and those of no other."""
        seen: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for key, voices in self._voices.items():
            for voice in voices.values():
                if voice.kind != "person" or not voice.outlet or not self._unplaced(voice.role):
                    continue
                assert voice.role is not None
                counted = self._of_actor(key, 0)
                if counted is not None and counted.party.kind == "state":
                    seen[voice.outlet][counted.party.name].setdefault(key, voice.role)
        self._known.clear()
        homes = {}
        for outlet, states in seen.items():
            (state, persons) = max(states.items(), key=lambda item: len(item[1]))
            if len(states) == 1 and len(persons) >= _PERSONS_FOR_HOME:
                role = sorted(persons.values())[0]
                homes[outlet] = (state, f"{outlet} calls officials of {state} simply “{role}”")
        return homes


def _state(name: str) -> Party:
    return Party(f"state:{bare(name)}", name, "state")


def _organisation(name: str) -> Party:
    return Party(f"organisation:{bare(name)}", name, "organisation")
