"""Who said it: every source resolved inside its article. See docs/speakers.md."""

from sayso.reading.speakers.names import names_by_rule
from sayso.reading.speakers.resolve import resolve_speakers

__all__ = ["names_by_rule", "resolve_speakers"]
