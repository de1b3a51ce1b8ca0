"""What seems to be printed wrong in a reference list: by its own form, and by the records.

Each slip says what is printed, at most six words of it, and what is meant; none is mended.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from relatum.graph.references import year_of
from relatum.graph.texts.matching import Match, families
from relatum.graph.texts.references import Entry, plain

_MOST_WORDS = 6
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed and what seems to be meant; a person decides."""

    at: str
    reads: str
    means: str
    note: str = ""


def in_list(matches: Sequence[Match], records: Mapping[str, Mapping[str, Any]]) -> list[Slip]:
    """The slips of a reference list, entry by entry.

    Args:
        matches: the entries with their works.
        records: the CSL-JSON record of each work.
    """
    found: list[Slip] = []
    dotted = any("." in initials for m in matches for initials in m.entry.initials)
    for match in matches:
        known = records.get(match.work)
        beside = list(_of_record(match.entry, known)) if known else []
        told = {slip.reads for slip in beside}
        found += [s for s in _of_form(match.entry, dotted=dotted) if s.reads not in told]
        found += beside
    return found


def _of_form(entry: Entry, *, dotted: bool) -> Iterator[Slip]:
    """Slips that show in the entry itself."""
    at, text = f"ref.{entry.number}", entry.text
    stop = re.search(r"(\([^()]*\d{4}[a-z]?\)) (\w+)", text)
    if stop and text.find(stop[1]) < 200:
        yield Slip(at, stop[0], f"{stop[1]}. {stop[2]}", "no stop after the year")
    for match in re.finditer(r"\b(vol|no|pp|p)\.(\d+)", text, re.IGNORECASE):
        yield Slip(at, match[0], f"{match[1]}. {match[2]}", "no space after the stop")
    for family, initials in zip(entry.authors, entry.initials, strict=False):
        if re.search(r"\d", initials):
            yield Slip(at, f"{family}, {initials}", f"{family}, ?", "a digit for an initial")
        elif dotted and re.fullmatch(r"[A-Z]{1,4}", initials):
            meant = " ".join(f"{letter}." for letter in initials)
            yield Slip(at, f"{family}, {initials}", f"{family}, {meant}", "no stop after initials")
    after = re.search(r"pp?\.\s?\d+\s?[-–]\s?\d+\)?\.\s+(\S.*)$", text)
    if after and not re.match(r"(?:https?:|doi|DOI|[A-Z][\w .]+: |Available|Retrieved)", after[1]):
        yield Slip(at, _cut(after[1]), "left out", "it follows the pages; no part of the entry?")
    if re.search(r"\b(?:and|of|the|in|or|for|with)\.(?:\s|$)", text):
        lost = re.search(r"\S+ \b(?:and|of|the|in|or|for|with)\.(?=\s|$)", text)
        if lost:
            yield Slip(at, lost[0], f"{lost[0][:-1]} …", "a word seems to be lost")


def _of_record(entry: Entry, record: Mapping[str, Any]) -> Iterator[Slip]:
    """Slips that show beside the record of the work."""
    at = f"ref.{entry.number}"
    known = str(record.get("title", ""))
    yield from _in_title(at, entry.title, known)
    people = record.get("author") or []
    for printed, initials, person in zip(entry.authors, entry.initials, people, strict=False):
        if not isinstance(person, Mapping):
            continue
        family = str(person.get("family") or person.get("literal") or "")
        if family and plain(printed) != plain(family):
            yield Slip(at, printed, family, "by the record of the work")
        given = _initials(str(person.get("given", "")))
        if given and len(given) > len(_initials(initials)) and _initials(initials).isalpha():
            meant = " ".join(f"{letter}." for letter in given)
            yield Slip(at, f"{printed}, {initials}", f"{family}, {meant}", "an initial is left out")
    if len(entry.authors) != len(families(record)) and people:
        yield Slip(at, _cut(", ".join(entry.authors)), ", ".join(families(record)), "other authors")
    year = year_of(record)
    if year and str(year) not in entry.years:
        yield Slip(at, entry.years[0], str(year), "another year by the record of the work")
    yield from _in_numbers(at, entry.rest, record)


def _in_title(at: str, printed: str, known: str) -> Iterator[Slip]:
    given, wanted = plain(printed), plain(known)
    if given == wanted or not given or not wanted:
        return
    if wanted.startswith(given) and ":" in known:
        yield Slip(at, _cut(printed), "the same, with its subtitle", "the subtitle is left out")
        return
    for reads, means in differences(printed, known)[:3]:
        yield Slip(at, reads, means, "the record has the title so")


def _in_numbers(at: str, rest: str, record: Mapping[str, Any]) -> Iterator[Slip]:
    """Pages and volume that differ from the record."""
    pages = re.search(r"(\d+)\s?[-–]\s?(\d+)", rest)
    known = re.findall(r"\d+", str(record.get("page", "")))
    if pages and len(known) == 2 and [pages[1], _full(pages[1], pages[2])] != known:
        yield Slip(at, f"pp. {pages[0]}", f"pp. {known[0]}-{known[1]}", "other pages by the record")


def differences(printed: str, known: str) -> list[tuple[str, str]]:
    """Where two titles differ in their words, with a word before and after.

    >>> differences("Defenses of Infancy", "Defenses in infancy")
    [('Defenses of Infancy', 'Defenses in infancy')]
    """
    left, right = printed.split(), known.split()
    matcher = SequenceMatcher(
        None, list(map(_comparable, left)), list(map(_comparable, right)), False
    )
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            more = 2 if kind == "insert" else 1
            reads = left[max(0, a - more) : b + 1]
            means = right[max(0, c - more) : d + 1]
            if reads:
                found.append((_cut(" ".join(reads)), " ".join(means)))
    return found


def _comparable(word: str) -> str:
    """A word to compare by; Roman numerals are as good as others."""
    folded = plain(word)
    return _ROMAN.get(folded, folded)


def _cut(text: str) -> str:
    """At most six words of a text."""
    return " ".join(text.split()[:_MOST_WORDS])


def _initials(given: str) -> str:
    """The first letters of given names, or initials as printed."""
    if re.fullmatch(r"[A-Z]{2,4}", given):
        return given
    return "".join(part[0] for part in re.split(r"[\s.-]+", given) if part[:1].isalnum())


def _full(first: str, last: str) -> str:
    """The last page in full: 286-91 is 286-291."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last
