"""Build ``tables/name_genders.txt``: the gender of given names too rare, or too like other words, to tell a name by.

``python -m training.speakers.name_genders --census FOLDER --faker FOLDER``

FOLDER of ``--census`` holds ``dist.female.first`` and ``dist.male.first`` of the US Census of 1990 (public domain; the
Python package ``names`` carries them); that of ``--faker`` is the unpacked Python package ``faker`` (MIT), whose lists
of given names by country and gender are read for countries that write in Latin letters. Names that are in
``given_names.txt`` already are left out, and so are those borne by both without one being five times as frequent.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.reading.speakers.given_names import given_names
from training.evaluate_fields import CHECKOUT

OUT = CHECKOUT / "src" / "sayso" / "reading" / "tables" / "name_genders.txt"
LOCALES = (
    "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG", "en_NZ", "en_PK", "en_US",
    "es_AR", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI", "fr_BE", "fr_CA", "fr_FR", "ga_IE", "ha_NG", "hr_HR", "hu_HU",
    "id_ID", "ig_NG", "is_IS", "it_IT", "lt_LT", "lv_LV", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO",
    "sk_SK", "sl_SI", "sv_SE", "sw", "tr_TR", "tw_GH", "vi_VN", "yo_NG", "zu_ZA",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_][\w’'-]+")


def census(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Name, gender and per cent of its bearers."""
    for gender in ("female", "male"):
        for line in (folder / f"dist.{gender}.first").read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            yield name.capitalize(), gender, float(share)


def faker(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Name, gender and a weight, one for each country that has it."""
    sys.path.insert(0, str(folder))
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for gender in ("female", "male"):
            for name in set(getattr(provider, f"first_names_{gender}", ())):
                yield name, gender, 0.02


def table(named: Iterator[tuple[str, str, float]]) -> str:
    """The table, a line a gender."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: {"female": 0.0, "male": 0.0})
    for name, gender, weight in named:
        if _NAME.fullmatch(name) and name.lower() not in given_names():
            weights[name][gender] += weight
    out: dict[str, list[str]] = {"female": [], "male": []}
    for name, weight in weights.items():
        for gender, other in (("female", "male"), ("male", "female")):
            if weight[gender] > 5 * weight[other]:
                out[gender].append(name)
    title = "# Given names by usual gender, beside given_names.txt: they tell a gender, not a name. See docs/actors.md."
    return "\n".join([title, *(f"{g} {' '.join(sorted(names))}" for g, names in out.items())]) + "\n"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--census", type=Path, required=True)
    parser.add_argument("--faker", type=Path, required=True)
    args = parser.parse_args()
    named = [*census(args.census), *faker(args.faker)]
    OUT.write_text(table(iter(named)), encoding="utf8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
