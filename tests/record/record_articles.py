"""Small articles about invented people, and a reader of quotations simple enough to foresee what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement

HARBOUR = """Dockers vote on the harbour plan

“The plan is dead,” said Ilse Varga on Monday. The harbour office has no other.

“We never agreed to it,” said Tomas Reyl. “No,” said Ilse Varga when asked whether talks would go on.

“No,” said Tomas Reyl, asked the same.
"""

FERRY = """Ferry line cut from June

“There is no money for it,” said Orla Finch, who runs the line. “People will have to drive,” said Bram Osei.
"""


class QuoteReader:
    """Finds “words” said NAME SURNAME. What it makes of them can be set, to stand for another network.

    Args:
        version: what it calls itself.
        marks: whether the quotation marks belong to the content.
        blind_to: words whose quotations it overlooks.
        act: the act that it gives to everything.
    """

    _QUOTATION = re.compile(r"“([^”]+)” (said) ([A-Z]\w+ [A-Z]\w+)")

    def __init__(self, version: str = "1", *, marks: bool = True, blind_to: Iterable[str] = (), act: str = "state"):
        self.version = ReaderVersion(version, "sha256:" + version * 4)
        self._marks, self._blind_to, self._act = marks, tuple(blind_to), act
        self.read_texts: list[str] = []

    def read(self, document: Document) -> Reading:
        self.read_texts.append(document.text)
        statements: list[Statement] = []
        for match in self._QUOTATION.finditer(document.text):
            if any(words in match[0] for words in self._blind_to) or any(
                f.start <= match.start() < f.end for f in document.furniture
            ):
                continue
            content = (match.start(), match.end(1) + 1) if self._marks else match.span(1)
            statements.append(
                Statement(
                    f"s{len(statements) + 1}",
                    "direct",
                    (document.span(*match.span(3)),),
                    (document.span(*match.span(2)),),
                    (document.span(*content),),
                    speaker=Speaker(match[3], "person"),
                    act=self._act,  # type: ignore[arg-type]
                    confidence=0.875,
                )
            )
        return Reading(document, tuple(statements), (), self.version)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Two documents ahead, as the true reader takes some."""
        waiting: list[Document] = []
        for document in documents:
            waiting.append(document)
            if len(waiting) > 2:
                yield self.read(waiting.pop(0))
        yield from map(self.read, waiting)


def article(text: str, **facts: str | None) -> Document:
    return replace(Document(text), **{"url": "https://courier.example/1", "outlet": "The Courier", **facts})  # type: ignore[arg-type]


def numbered_article(number: int) -> Document:
    """One of as many different articles as are wanted."""
    text = f"Report {number}\n\n“We counted {number} boats,” said Ilse Varga. “I saw {number + 1},” said Bram Osei.\n"
    return Document(text, url=f"https://courier.example/boats/{number}", published="2031-05-06")
