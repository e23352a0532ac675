"""What the tests of reading and correcting share: a report with emoji and nested words, selecting as a person does."""

from __future__ import annotations

from typing import Any

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement

TEXT = """Harbour plan is dead 😀, says Varga

“The plan is dead 🚢🚢,” said Ilse Varga, harbour master, on Monday. She told Radio Sund that dockers were 👩‍👩‍👧 angry.

“We never agreed,” said Tomas Reyl.
He added that the ferry would run.

Advertisement: buy boats

“No comment,” said Orla Finch.
"""
FURNITURE = "Advertisement: buy boats"


class SmallReader:
    """Finds five statements by their words, so that a test knows what is there; can be another network's reading."""

    def __init__(self, version: str = "1") -> None:
        self.version = ReaderVersion(version, "sha256:" + version * 4)

    def read(self, document: Document) -> Reading:
        def span(words: str) -> Any:
            start = document.text.index(words)
            return document.span(start, start + len(words))

        lines = [
            ("Ilse Varga, harbour master,", "said", "“The plan is dead 🚢🚢,”", "Ilse Varga", "reject", None),
            ("She", "told", "dockers were 👩‍👩‍👧 angry", "Ilse Varga", "state", "Radio Sund"),
            ("Tomas Reyl", "said", "“We never agreed,”", "Tomas Reyl", "deny", None),
            ("He", "added", "the ferry would run", "Tomas Reyl", "state", None),
            ("Orla Finch", "said", "“No comment,”", "Orla Finch", "state", None),
        ]
        found = []
        for number, (source, cue, content, name, act, outlet) in enumerate(lines, start=1):
            after = document.text.index(content)
            cue_at = document.text.index(cue, after if content.startswith("“") else 0)
            found.append(
                Statement(
                    f"s{number}",
                    "direct" if content.startswith("“") else "indirect",
                    (span(source),),
                    (document.span(cue_at, cue_at + len(cue)),),
                    (span(content),),
                    speaker=Speaker(name, "person"),
                    outlet=outlet,
                    act=act,  # type: ignore[arg-type]
                    answers="s1" if number == 3 else None,
                    confidence=0.9,
                )
            )
        return Reading(document, tuple(found), (), self.version)

    def read_many(self, documents: Any) -> Any:
        yield from map(self.read, documents)


def select(page: Any, words: str, number: int = 0) -> None:
    """Select words of the report in the page, across whatever elements they lie in, as dragging the mouse does."""
    page.evaluate(
        """([words, number]) => {
          const root = document.querySelector("#reader .report");
          const nodes = [];
          for (const p of root.querySelectorAll("p.text")) {
            const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) nodes.push(walker.currentNode);
            nodes.push(p.dataset.after);
          }
          const text = nodes.map((n) => (typeof n === "string" ? n : n.data)).join("");
          let start = -1;
          for (let i = 0; i <= number; i += 1) start = text.indexOf(words, start + 1);
          if (start < 0) throw new Error("not in the report: " + words);
          const place = (unit) => {
            for (const n of nodes) {
              const length = typeof n === "string" ? n.length : n.data.length;
              if (unit <= length && typeof n !== "string") return [n, unit];
              unit -= length;
            }
          };
          const range = document.createRange();
          range.setStart(...place(start));
          range.setEnd(...place(start + words.length));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [words, number],
    )
