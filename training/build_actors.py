"""Build the actors' tables that ship with the package from ``../shared/corpora/actors``.

``python training/build_actors.py [--corpora FOLDER]`` writes ``src/sayso/reading/tables/actors.jsonl.gz`` (from
Wikidata extracts and congress-legislators, CC0), ``actors-current.jsonl.gz`` (from world-leaders-current, CC BY-SA 4.0,
kept apart for that reason) and ``given_names.txt``. Sources and licences: docs/actors.md. Needs PyYAML.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from sayso.reading.actor_tables import Actor, Office, actor_keys, actor_to_json
from sayso.reading.speakers.states import atlas

CHECKOUT = Path(__file__).resolve().parents[1]
TABLES = CHECKOUT / "src" / "sayso" / "reading" / "tables"
# States that the extract lists under another name, or not at all.
STATE_IDS = {
    "Afghanistan": "Q889", "Bahamas": "Q778", "China": "Q148", "Congo": "Q971", "Czech Republic": "Q213",
    "Denmark": "Q35", "Gambia": "Q1005", "Ireland": "Q27", "Myanmar": "Q836", "Netherlands": "Q55",
    "Palestine": "Q219060", "Timor-Leste": "Q574", "United States": "Q30", "Vatican": "Q237",
}  # fmt: skip
OTHER_NAMES = {
    "People's Republic of China": "China",
    "United States of America": "United States",
    "Republic of Ireland": "Ireland",
    "Kingdom of Denmark": "Denmark",
    "Kingdom of the Netherlands": "Netherlands",
    "State of Palestine": "Palestine",
    "The Bahamas": "Bahamas",
    "The Gambia": "Gambia",
    "Republic of the Congo": "Congo",
    "Vatican City": "Vatican",
    "East Timor": "Timor-Leste",
}
# Transliterations that no rule of spelling brings together.
ALIASES = {
    "Q3874799": ("Vladimir Zelensky", "Volodymyr Zelensky"),
    "Q7747": ("Vladimir Putin",),
    "Q57336": ("Ali Khamenei",),
    "Q367825": ("Salman bin Abdulaziz Al Saud", "King Salman", "Salman"),
    "Q6892571": ("Mohammed bin Salman", "Mohammed bin Salman Al Saud"),
    "Q58217": ("Sergei Lavrov", "Sergey Lavrov"),
}
US_OFFICES = {
    "prez": "President of the United States",
    "viceprez": "Vice President of the United States",
    "sen": "United States senator for {state}",
    "rep": "United States representative for {state}",
}


class People:
    """Persons being gathered: the same id from several sources becomes one actor."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = defaultdict(list)
        self.country: dict[str, str] = {}
        self.offices: dict[str, set[tuple[str, str | None, str | None]]] = defaultdict(set)

    def add(self, key: str, name: str, country: str | None, title: str, since: str | None, until: str | None) -> None:
        """Note one office of one person."""
        if not re.fullmatch(r"Q\d+|[a-z]+:\w+", key) or not name or re.fullmatch(r"Q\d+", name):
            return
        if name not in self.names[key]:
            self.names[key].append(name)
        if country:
            self.country.setdefault(key, country)
        self.offices[key].add((title, since or None, until or None))

    def actors(self) -> Iterable[Actor]:
        """All of them, by id."""
        for key in sorted(self.names):
            names = [*self.names[key], *(a for a in ALIASES.get(key, ()) if a not in self.names[key])]
            offices = _tidied(self.offices[key])
            yield Actor(key, names[0], tuple(names[1:]), "person", self.country.get(key), tuple(offices))


def _tidied(offices: set[tuple[str, str | None, str | None]]) -> list[Office]:
    """Offices by date, one that another source gives more exactly left out."""
    out: list[Office] = []
    for title, since, until in sorted(offices, key=lambda o: (o[1] or "", -len(o[1] or ""), o[2] or "", o[0])):
        if any(o.title == title and (o.since or "")[:4] == (since or "")[:4] for o in out):
            continue
        out.append(Office(title, since, until))
    return out


def rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf8", newline="") as lines:
        yield from csv.DictReader(lines)


def add_leaders(people: People, folder: Path) -> dict[str, str]:
    """Heads of state and government of 2021–22; the states' ids besides."""
    ids = dict(STATE_IDS)
    for row in rows(folder / "world-leaders-2021" / "wikidata.csv"):
        state = OTHER_NAMES.get(row["country"], row["country"])
        known = atlas().by_name.get(state.lower())
        if known is not None:
            ids.setdefault(known.name, row["countryid"])
        people.add(
            row["officeholder"],
            row["officeholderLabel"],
            known.name if known else state,
            _capital(row["positionLabel"]),
            row["start_year"],
            row["end_year"],
        )
    return ids


def add_cabinets(people: People, folder: Path) -> None:
    """Office holders since 2000, and members of parliament, of Russia and Ukraine."""
    for state, place in (("Russia", "russia-cabinet"), ("Ukraine", "ukraine-cabinet")):
        for name in ("holders21", "current", "legislators"):
            for row in rows(folder / place / "html" / f"{name}.csv"):
                title = _capital(row["position"])
                if f"of {state}" not in title and not re.search(r"\bof |\bto ", title):
                    title = f"{title} of {state}"
                people.add(row["personID"], row["person"], state, title, row["start"], row.get("end", ""))


def add_congress(people: People, folder: Path) -> None:
    """Presidents and vice presidents since 1945, and sitting members of Congress."""
    for name in ("executive", "legislators-current"):
        with (folder / "us" / f"{name}.yaml").open(encoding="utf8") as lines:
            entries: list[dict[str, Any]] = yaml.load(lines, Loader=yaml.CSafeLoader)
        for entry in entries:
            ids = entry["id"]
            key = ids.get("wikidata") or f"us:{ids.get('bioguide') or ids['govtrack']}"
            names = _us_names(entry["name"])
            for term in entry["terms"]:
                if term["end"] < "1945":
                    continue
                title = US_OFFICES[term["type"]].format(state=term.get("state", ""))
                for one in names:
                    people.add(key, one, "United States", title, term["start"], term["end"])


def _us_names(name: dict[str, str]) -> list[str]:
    full = name.get("official_full") or f"{name['first']} {name['last']}"
    names = [full, f"{name['first']} {name['last']}"]
    if name.get("nickname"):
        names.append(f"{name['nickname']} {name['last']}")
    return list(dict.fromkeys(names))


def current_leaders(folder: Path) -> People:
    """Heads of state and government of 30 states in 2026."""
    people = People()
    for path in sorted((folder / "world-leaders-current" / "data" / "countries").glob("*/current.json")):
        data = json.loads(path.read_text(encoding="utf8"))
        known = atlas().of(data["country"]["name_en"])
        state = known.name if known else data["country"]["name_en"]
        for position in data["positions"].values():
            holder = position.get("current_holder") if position else None
            if holder and holder.get("wikidata_id"):
                title = f"{_capital(position['title_en'])} of {state}"
                people.add(holder["wikidata_id"], holder["name_en"], state, title, holder.get("since"), None)
    return people


def states(ids: dict[str, str]) -> Iterable[Actor]:
    """The states of ``tables/states.tsv`` with their Wikidata ids."""
    for state in atlas().states:
        key = ids.get(state.name)
        if key:
            yield Actor(key, state.name, (*state.others, *state.capitals), "state", state.name)
        else:
            print(f"no id for {state.name}", file=sys.stderr)


def given_names(folder: Path, listed: Path) -> str:
    """The table of given names: those of ``listed`` and those of the sources, by the gender of their bearers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in listed.read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            gender, *names = line.split()
            for name in names:
                counts[name][gender] += 20
    for row in rows(folder / "russia-cabinet" / "html" / "bio.csv"):
        counts[row["name"].split()[0]][row["gender"]] += 1
    for name in ("legislators", "holders21", "current"):
        for row in rows(folder / "ukraine-cabinet" / "html" / f"{name}.csv"):
            counts[row["person"].split()[0]][row["gender"]] += 1
    for name in ("executive", "legislators-current"):
        with (folder / "us" / f"{name}.yaml").open(encoding="utf8") as lines:
            for entry in yaml.load(lines, Loader=yaml.CSafeLoader):
                gender = {"M": "male", "F": "female"}[entry["bio"]["gender"]]
                for key in ("first", "nickname"):
                    if entry["name"].get(key):
                        counts[entry["name"][key]][gender] += 1
    out: dict[str, list[str]] = {"female": [], "male": [], "either": []}
    for name, votes in counts.items():
        if not re.fullmatch(r"[^\W\d_][\w’'-]+", name) or name.isupper() or not votes["male"] + votes["female"]:
            continue
        he, she = votes["male"], votes["female"]
        out["male" if he > 5 * she else "female" if she > 5 * he else "either"].append(name)
    lines_out = ["# Given names by the gender they are commonly given to; docs/actors.md says where they come from."]
    return "\n".join([*lines_out, *(f"{g} {' '.join(sorted(names))}" for g, names in out.items())]) + "\n"


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def write(path: Path, actors: Iterable[Actor]) -> None:
    """Write a table, the same bytes for the same actors."""
    lines = "".join(
        f"{'|'.join(actor_keys(a))}\t{json.dumps(actor_to_json(a), ensure_ascii=False, separators=(',', ':'))}\n"
        for a in actors
    )
    path.write_bytes(gzip.compress(lines.encode("utf8"), 9, mtime=0))
    print(f"{path.name}: {lines.count(chr(10))} actors, {path.stat().st_size // 1024} KiB")


def main() -> int:
    """Run the program; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CHECKOUT.parent / "shared" / "corpora")
    folder = parser.parse_args().corpora / "actors"
    if not folder.is_dir():
        print(f"{folder}: no such folder; give the corpora's folder with --corpora", file=sys.stderr)
        return 2
    people = People()
    ids = add_leaders(people, folder)
    add_cabinets(people, folder)
    add_congress(people, folder)
    write(TABLES / "actors.jsonl.gz", [*states(ids), *people.actors()])
    write(TABLES / "actors-current.jsonl.gz", current_leaders(folder).actors())
    table = TABLES / "given_names.txt"
    table.write_text(given_names(folder, table), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
