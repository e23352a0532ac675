"""What the record raises: one line that names the record and the remedy."""

from __future__ import annotations

from sayso.errors import SaysoError


class RecordError(SaysoError):
    """The record cannot be opened, read or written; nothing that was reported as added is touched."""


class NoRecordError(RecordError):
    """There is no record at the given place, or what is there is none."""


class NewerRecordError(RecordError):
    """The record was written by a newer sayso than this one."""


class BusyRecordError(RecordError):
    """Another program kept the record locked for longer than this one waits."""


class ReadOnlyRecordError(RecordError):
    """The record can be read and not written: its file, its server or whoever opened it says so."""


class UnknownStatementError(RecordError):
    """No statement, document or correction in the record goes by the given identifier."""


class CorrectionError(RecordError):
    """A correction that does not fit its target or the codebook's vocabularies."""
