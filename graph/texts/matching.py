"""Entries of a reference list, and citations without one, to works of the bibliography.

A work is known by its first author, its year and its title; names and titles are compared
by rapidfuzz, so that a slip of the pen does not hide a work.  What fits only in part is
never taken: the reason says what did not fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relatum.graph.model import Work
from relatum.graph.references import year_of
from relatum.graph.texts.references import Entry, plain

#: How alike names and titles must be, of 100: a letter or two in a name; most words of a title.
NAME, TITLE = 80, 75
#: A title so like that the year may be the slip.
SAME_TITLE = 92


@dataclass(frozen=True, slots=True)
class Match:
    """The work that an entry names, or why there is none.

    Attributes:
        entry: the entry.
        work: the key of the work; empty where there is none.
        reason: why there is none.
    """

    entry: Entry
    work: str = ""
    reason: str = ""


class Works:
    """The works of a bibliography, to be found by author, year and title."""

    def __init__(self, works: Iterable[Work]) -> None:
        """Takes the works in; the order does not matter."""
        self.by_key: dict[str, Mapping[str, Any]] = {}
        self._by_year: dict[str, list[str]] = {}
        self._by_family: dict[str, list[str]] = {}
        for work in sorted(works, key=lambda w: w.key):
            self.by_key[work.key] = work.record
            for year in _years(work.record):
                self._by_year.setdefault(year, []).append(work.key)
            for family in families(work.record)[:1]:
                self._by_family.setdefault(plain(family), []).append(work.key)

    def match(self, entry: Entry) -> Match:
        """The work that an entry of a reference list names."""
        from rapidfuzz import fuzz

        if not entry.is_readable:
            what = "author" if entry.years else "year"
            return Match(entry, reason=f"no {what} could be read in it")
        near = self.near(entry.authors[0], entry.years)
        alike = {key: likeness(entry.title, self.by_key[key]) for key in near}
        best = max(alike, key=lambda key: (alike[key], key), default="")
        if best and (alike[best] >= TITLE or (not entry.title and len(near) == 1)):
            return Match(entry, best)
        for key in self._by_family.get(plain(entry.authors[0]), ()):
            record = self.by_key[key]
            if fuzz.ratio(plain(entry.title), plain(str(record["title"]))) >= SAME_TITLE:
                return Match(entry, key)
        if best:
            return Match(entry, reason=f"author and year fit '{best}', the title does not")
        who, when = entry.authors[0], entry.years[0]
        return Match(entry, reason=f"the bibliography has nothing by {who} of {when}")

    def near(self, family: str, years: Sequence[str]) -> list[str]:
        """The works of a year by a first author of such a name."""
        from rapidfuzz import fuzz

        wanted = plain(family)
        keys = {key for year in years for key in self._by_year.get(year, ())}
        alike = {
            key: fuzz.ratio(wanted, plain(first))
            for key in keys
            for first in families(self.by_key[key])[:1]
        }
        exact = sorted(key for key in keys if alike.get(key) == 100)
        return exact or sorted(key for key in keys if alike.get(key, 0) >= NAME)


def likeness(title: str, record: Mapping[str, Any]) -> float:
    """How alike a printed title and that of a record are, of 100; subtitles may be left out."""
    from rapidfuzz import fuzz

    given, known = plain(title), plain(str(record.get("title", "")))
    if not given or not known:
        return 0
    short = plain(str(record.get("title", "")).split(":")[0])
    return max(
        fuzz.ratio(given, known),
        fuzz.ratio(given, short),
        fuzz.token_sort_ratio(given, known),
        fuzz.partial_ratio(known, given) if len(known) > 12 else 0,
        fuzz.partial_ratio(given, known) if len(given) > 12 else 0,
    )


def families(record: Mapping[str, Any]) -> list[str]:
    """The family names of a record's authors, or of its editors where it has none."""
    people = record.get("author") or record.get("editor") or []
    found = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, Mapping):
            particle = str(person.get("non-dropping-particle", ""))
            name = str(person.get("family") or person.get("literal") or "")
            found.append(f"{particle} {name}".strip())
    return [name for name in found if name]


def _years(record: Mapping[str, Any]) -> set[str]:
    """The years by which a record may be cited."""
    original = record.get("original-date")
    years = {year_of(record), year_of({"issued": original}) if original else None}
    return {str(year) for year in years if year is not None}
