"""From the codebook's fifteen acts to the event codes of PLOVER and CAMEO. The reasons: docs/acts.md.

Sources: CAMEO 1.1b3 (Schrodt 2012), PLOVER draft 0.8 (2021) and its CAMEO conversion table. The codes name the kind of
verbal event at its broadest; who it is aimed at and what it is about, which finer codes need, is not in an act.
"""

from __future__ import annotations

from sayso.model import Act

_PLOVER: dict[Act, str] = {
    "propose": "AGREE", "accept": "AGREE", "promise": "AGREE", "reject": "REJECT", "demand": "REQUEST",
    "threaten": "THREATEN", "accuse": "ACCUSE", "praise": "SUPPORT",
}  # fmt: skip
_CAMEO: dict[Act, str] = {
    "state": "010", "warn": "012", "confirm": "015", "deny": "016", "ask": "010", "propose": "030", "accept": "030",
    "promise": "030", "praise": "051", "demand": "100", "accuse": "110", "reject": "120", "threaten": "130",
}  # fmt: skip


def plover_code(act: Act) -> str | None:
    """The PLOVER event type of an act, such as ``REQUEST``; ``None`` where PLOVER has no event for it."""
    return _PLOVER.get(act)


def cameo_code(act: Act) -> str | None:
    """The CAMEO code of an act, such as ``100``; ``None`` where nothing was uttered (``believe``, ``want``)."""
    return _CAMEO.get(act)
