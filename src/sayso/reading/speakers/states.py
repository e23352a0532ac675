"""States as the reader's own modules know them by: they stand below, since the record joins governments by them too."""

from __future__ import annotations

from sayso.states import Atlas, State, atlas, bare

__all__ = ["Atlas", "State", "atlas", "bare"]
