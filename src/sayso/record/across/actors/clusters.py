"""Which forms are one actor: people's word first, then the machine's joins that nothing speaks against. Pure.

What comes out depends on the forms and judgements alone, not on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.record.across.actors.likeness import IN_FORCE, Likeness, Node, likeness

_PREVAILS = 10
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Bond:
    """A person's judgement in force.

    Attributes:
        seq: its number.
        kind: ``merge`` or ``apart``.
        sides: keys of nodes; one side for a merge, two for an apart.
    """

    seq: int
    kind: str
    sides: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A judgement of the machine's on two nodes, by their keys in order."""

    left: str
    right: str
    score: float
    why: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of nodes, each an actor, and the machine's judgements: those in force span the groups."""

    groups: tuple[frozenset[str], ...]
    pairs: tuple[Pair, ...]


def cluster(nodes: Iterable[Node], bonds: Iterable[Bond]) -> Clusters:
    """The actors that these nodes are.

    Args:
        nodes: all nodes that share keys or bonds with each other.
        bonds: all judgements in force that name any of them; other nodes named in them are passed over.
    """
    work = _Work({node.key: node for node in nodes}, sorted(bonds, key=lambda bond: bond.seq))
    return work.run()


class _Work:
    """One computation."""

    def __init__(self, nodes: Mapping[str, Node], bonds: Sequence[Bond]) -> None:
        self.nodes = dict(sorted(nodes.items()))
        self.root = {key: key for key in self.nodes}
        self.members = {key: {key} for key in self.nodes}
        self.likenesses = self._compare()
        self.neighbours: dict[str, dict[str, Likeness]] = defaultdict(dict)
        self.forbidden: dict[str, set[str]] = defaultdict(set)
        self.vouched: set[str] = set()
        for (a, b), found in self.likenesses.items():
            if not found.against and found.score >= IN_FORCE:
                self.neighbours[a][b] = self.neighbours[b][a] = found
        self._take_bonds(bonds)

    def run(self) -> Clusters:
        """Join, the surest first."""
        pairs: list[Pair] = []
        for (a, b), found in sorted(self.likenesses.items(), key=lambda item: (-item[1].score, item[0])):
            if self._top(a) == self._top(b):
                continue
            joins = (
                found.score >= IN_FORCE
                and not found.against
                and (found.certain or not (self._contested(a, b) or self._contested(b, a)))
                and not self._barred(self._top(a), self._top(b))
            )
            if joins:
                self._union(a, b)
            pairs.append(Pair(a, b, found.score, found.why, joins))
        return Clusters(tuple(frozenset(group) for group in self.members.values()), tuple(self._worth_keeping(pairs)))

    def _compare(self) -> dict[tuple[str, str], Likeness]:
        by_key: dict[str, list[str]] = defaultdict(list)
        for key, node in self.nodes.items():
            for name in node.form.keys if node.form else ():
                by_key[name].append(key)
        found: dict[tuple[str, str], Likeness] = {}
        for mine in by_key.values():
            for at, b in enumerate(mine):
                for a in mine[:at]:
                    if (a, b) not in found and (like := likeness(self.nodes[a], self.nodes[b])) is not None:
                        found[a, b] = like
        return found

    def _take_bonds(self, bonds: Sequence[Bond]) -> None:
        for bond in bonds:
            sides = [sorted(side & self.nodes.keys()) for side in bond.sides]
            if bond.kind == "merge":
                here = sides[0]
                self.vouched.update(here)
                for other in here[1:]:
                    self._union(here[0], other)
            else:
                for a in sides[0]:
                    for b in sides[1]:
                        self.forbidden[a].add(b)
                        self.forbidden[b].add(a)

    def _top(self, key: str) -> str:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def _union(self, a: str, b: str) -> None:
        first, second = sorted((self._top(a), self._top(b)))
        if first != second:
            self.root[second] = first
            self.members[first] |= self.members.pop(second)

    def _opposed(self, a: str, b: str) -> bool:
        """Whether the machine holds two nodes apart, or a person does."""
        one, two = self.nodes[a].form, self.nodes[b].form
        if b in self.forbidden[a] or (one and two and one.known and two.known and one.known != two.known):
            return True
        found = self.likenesses.get((a, b) if a < b else (b, a))
        return found is not None and found.against

    def _contested(self, a: str, b: str) -> bool:
        """Whether ``a`` could as well be another than ``b``: two of one name, and nothing tells which.

        It is not where one of them has an id and the other none, or ten times the statements.
        """
        node = self.nodes[a]
        rivals = [c for c in self.neighbours[a] if c != b and self._opposed(b, c)]
        if not rivals:
            return False
        theirs = [*self._with(a, b)]
        mine_known = any((form := self.nodes[c].form) is not None and form.known for c in theirs)
        rivals_known = any((form := self.nodes[c].form) is not None and form.known for c in rivals)
        if mine_known != rivals_known:
            return rivals_known
        if node.form is not None and self._nearer(a, b, rivals):
            return False
        weight = sum(self.nodes[c].statements for c in theirs)
        return weight < _PREVAILS * max(1, sum(self.nodes[c].statements for c in rivals))

    def _with(self, a: str, b: str) -> Iterable[str]:
        """``b`` and those neighbours of ``a`` that can be one with it."""
        return (c for c in self.neighbours[a] if c == b or not self._opposed(b, c))

    def _nearer(self, a: str, b: str, rivals: Iterable[str]) -> bool:
        """Whether the context that ``a`` shares with ``b`` is more than it shares with any rival."""
        mine = self.neighbours[a].get(b)
        return mine is not None and all(mine.score > self.neighbours[a][c].score for c in rivals)

    def _barred(self, first: str, second: str) -> bool:
        """Whether anything in one group is held apart from anything in the other; a person's merge vouches."""
        for a in self.members[first]:
            for b in self.members[second]:
                if b in self.forbidden[a]:
                    return True
                if self._opposed(a, b) and not (a in self.vouched or b in self.vouched):
                    return True
        return False

    def _worth_keeping(self, pairs: Iterable[Pair]) -> Iterable[Pair]:
        """What is in force, and for two groups the surest proposal that no person has answered."""
        proposed: set[tuple[str, str]] = set()
        for pair in pairs:
            if pair.in_force:
                yield pair
                continue
            tops = self._top(pair.left), self._top(pair.right)
            groups = min(tops), max(tops)
            if tops[0] == tops[1] or groups in proposed or pair.score < _LEAST or self._answered(*tops):
                continue
            proposed.add(groups)
            yield pair

    def _answered(self, first: str, second: str) -> bool:
        return any(self.forbidden[a] & self.members[second] for a in self.members[first])
