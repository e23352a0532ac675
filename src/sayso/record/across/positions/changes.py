"""When a party's stand became another: the main stands of its days held against each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sayso.model import Act
from sayso.record.across.issues.values import Change, Party, Position, Said

HARD: frozenset[Act] = frozenset({"propose", "accept", "promise", "reject", "threaten", "deny", "confirm", "demand"})
"""Acts by which a stand is told; praise, blame and wishes only accompany one, and no change is told from them."""

Likeness = Callable[[Said, Said], float]
"""The cosine of two statements' meanings; 0 where either has none."""

_SAME = 0.4
_SAME_FACT = 0.55
_FACTS: frozenset[Act] = frozenset({"deny", "confirm"})
_DONE: dict[Act, str] = {
    "propose": "proposed",
    "accept": "accepted",
    "promise": "promised",
    "reject": "rejected",
    "threaten": "threatened",
    "deny": "denied",
    "confirm": "confirmed",
    "demand": "demanded",
    "accuse": "accused",
    "praise": "praised",
    "want": "wanted",
}
_DROPS = re.compile(
    r"\b(?:not|no longer|never) (?:insist|demand|ask|require|make it a condition)|\bdrop(?:s|ped|ping)?\b"
    r"|\bwaive[ds]?\b|\bwithdr(?:aw|ew|awn)\b[^.]{0,40}\b(?:demand|condition|claim)",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:not|never) (?:rule[ds]? out|exclude[ds]?)|\bopen to\b|\bready to\b|\bwilling to\b", re.IGNORECASE
)


def opposed(first: Position, second: Position) -> bool:
    """Whether two stands go opposite ways, neither being mere praise or blame."""
    if not {first.act, second.act} <= HARD:
        return False
    return {first.side, second.side} == {"for", "against"}


def changes_of(party: Party, positions: Sequence[Position], likeness: Likeness) -> tuple[Change, ...]:
    """The changes in a lane, oldest first.

    A stand for becomes one against, or the other way; a demand becomes an offer or is dropped. A demand after a refusal
    is none, nor is saying again what the party held beside its former stand. Denying and owning up are held against
    each other only.
    """
    found: list[Change] = []
    taken: Position | None = None  # the last that went for or against
    last: Position | None = None
    facts: Position | None = None
    for position in positions:
        if not position.leads or position.act not in HARD or position.day is None:
            continue
        if position.act in _FACTS:
            if (
                facts is not None
                and facts.act != position.act
                and likeness(facts.statement, position.statement) >= _SAME_FACT
            ):
                found.append(_change(party, facts, position))
            facts = position
            continue
        if last is not None and last.side == "demands" and drops_demand(position):
            found.append(_change(party, last, position))
        elif taken is not None and opposed(taken, position):
            if not _held_already(taken, position, positions, likeness):
                found.append(_change(party, taken, position))
        elif taken is None and last is not None and last.side == "demands" and position.side == "for":
            found.append(_change(party, last, position))
        if position.side != "demands":
            taken = position
        last = position
    return tuple(found)


def _held_already(before: Position, after: Position, positions: Sequence[Position], likeness: Likeness) -> bool:
    """Whether the party said much the same as ``after`` beside ``before``, so that nothing became otherwise."""
    return any(
        other.side == after.side
        and other.act in HARD
        and (before.day or "") <= (other.day or "") < (after.day or "")
        and likeness(other.statement, after.statement) >= _SAME
        for other in positions
    )


def drops_demand(position: Position) -> bool:
    """Whether a stand gives up what the party demanded before."""
    return position.side == "for" and bool(_DROPS.search(position.statement.content))


def _change(party: Party, before: Position, after: Position) -> Change:
    return Change(party, before, after, after.day, after.dated, f"{_past(before)} → {_past(after)}")


def _past(position: Position) -> str:
    """The act as it is told afterwards, with the condition that it is tied to."""
    words = position.statement.content
    if drops_demand(position):
        done = "dropped the demand"
    elif position.side == "for" and _ALLOWS.search(f"{position.statement.cue} {words}"):
        done = "open to it"
    else:
        done = _DONE[position.act]
    if position.side == "against" and position.act == "promise":
        done = "refused"
    tied = ", ".join(" ".join(c.span.exact.split()) for c in position.conditions)
    return f"{done} ({tied})" if tied else done
