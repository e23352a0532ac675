"""All measurements, one command.

python -m bench                     print every table
python -m bench --write             and keep them in docs/benchmarks.md
python -m bench --only speed,parts  some of them
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import accuracy, html_body, process, speed
from bench.machine import describe
from training.measure import SHARED

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
ARTICLE_HTML = SHARED / "corpora" / "article-html"


def _html() -> str:
    return html_body.table(html_body.measure(ARTICLE_HTML))


SECTIONS: dict[str, tuple[Callable[[], str], bool]] = {
    "spans": (accuracy.spans, True),
    "outlets": (accuracy.by_outlet, True),
    "confidence": (accuracy.confidence, True),
    "fields": (accuracy.fields, True),
    "html": (_html, True),
    "speed": (speed.whole, False),
    "parts": (speed.parts, False),
    "peak": (speed.peak, False),
    "process": (process.cold_start, False),
    "package": (process.package, False),
    "network": (speed.network_size, False),
}
"""Each section's measurement, and whether it needs the corpora."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"sections, comma-separated: {', '.join(SECTIONS)}")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    args = parser.parse_args()
    wanted = args.only.split(",") if args.only else list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        sys.exit(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    stamp = f"{describe()}; {time.strftime('%Y-%m-%d')}."
    print(stamp)
    page = PAGE.read_text("utf-8") if args.write else ""
    for name in wanted:
        measure, needs_corpora = SECTIONS[name]
        if needs_corpora and not (SHARED / "corpora").exists():
            print(f"\n## {name}\nskipped: no ../shared/corpora beside the checkout")
            continue
        table = measure()
        print(f"\n## {name}\n{table}", flush=True)
        if args.write:
            page = put(page, name, table)
    if args.write:
        PAGE.write_text(put(page, "machine", stamp), "utf-8")


def put(page: str, section: str, table: str) -> str:
    """The page with the text between a section's two marks replaced."""
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    if begin not in page or end not in page:
        sys.exit(f"{PAGE.name} has no place for {section}: add {begin} and {end}")
    return re.sub(
        re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n{table}\n{end}", page, flags=re.DOTALL
    )


if __name__ == "__main__":
    main()
