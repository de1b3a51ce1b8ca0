"""A record of a work, as Relatum keeps it: CSL-JSON with what a reference needs, and no more.

What other programs export holds abstracts, notes and addresses of their own; these are left
out.  What every work needs is checked: a type, a title, authors, and a year that is one.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from relatum.graph.errors import did_you_mean

Record = dict[str, Any]

#: The types of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html).
TYPES = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]

#: The plain fields that a reference may need.
_FIELDS = [
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume",
    "number-of-volumes",
    "issue",
    "page",
    "chapter-number",
    "publisher",
    "publisher-place",
    "edition",
    "number",
    "number-of-pages",
    "genre",
    "medium",
    "event-title",
    "event-place",
    "archive",
    "language",
    "title-short",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "URL",
]

#: Who may stand in a reference, and the parts of a name.
_PEOPLE = ("author", "editor", "translator", "container-author", "collection-editor")
_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")

_LONGEST = 2000
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
#: A work of the year after next is a slip.
_LATEST = date.today().year + 2


class BadRecord(Exception):
    """A record that cannot be used: what is wrong, and the likely mend."""

    def __init__(self, wrong: str, mend: str) -> None:
        """Carries both."""
        super().__init__(wrong)
        self.mend = mend


def cleaned(raw: Mapping[str, Any]) -> Record:
    """A record with what a reference needs, each value checked; without an id.

    Args:
        raw: CSL-JSON as somebody's program wrote it.

    Raises:
        BadRecord: it has no title, author or year, or a value is not what it should be.
    """
    record: Record = {"type": _type(raw.get("type"))}
    for role in _PEOPLE:
        people = _people(raw.get(role), role)
        if people:
            record[role] = people
    record["title"] = plain(raw.get("title"))
    if not record["title"]:
        raise BadRecord("has no title", "add it where you exported it")
    if "author" not in record:
        mend = "add the author where you exported it; of an edited book, its editors as authors"
        raise BadRecord("has no author", mend)
    for field in _FIELDS:
        value = plain(raw.get(field))
        if value:
            record[field] = value
    doi = plain(raw.get("DOI"))
    if doi:
        record["DOI"] = _doi(doi)
    record["issued"] = _date(raw.get("issued"))
    if "ISBN" in record and not all(map(is_isbn, re.split(r"[\s,;]+", record["ISBN"]))):
        record["custom"] = {"unverified": ["ISBN"]}
    return record


def plain(value: object) -> str:
    """A value as text on one line, without markup, control characters and half characters.

    >>> plain(" The <i>analysis</i>  of the self ")
    'The analysis of the self'
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[: 10 * _LONGEST].encode("utf-8", "ignore").decode()
    text = re.sub(r"</?(?:i|b|em|strong|sub|sup|sc|span)(?:\s[^<>]{0,100})?>", "", text)
    text = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    return " ".join(text.split())[:_LONGEST].strip()


def is_isbn(text: str) -> bool:
    """Whether a text is an ISBN whose check digit is right.

    >>> is_isbn("0-465-07691-2"), is_isbn("978-0-465-03403-2")
    (True, False)
    """
    digits = text.replace("-", "").upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if c == "X" else int(c) for c in digits]
        return sum(n * v for n, v in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"[0-9]{13}", digits):
        return sum(int(c) * (1, 3)[n % 2] for n, c in enumerate(digits)) % 10 == 0
    return False


def day(text: str) -> list[int]:
    """Year, month and day of a date such as 1985, 1985-03 or 1985-03-17.

    Raises:
        ValueError: it is none.
    """
    found = re.fullmatch(r"(-?[0-9]{1,4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?/*", text)
    if not found:
        raise ValueError(text)
    return _checked([int(part) for part in found.groups() if part])


def _checked(parts: list[int]) -> list[int]:
    """The parts of a date that there is."""
    year, month, day_ = (*parts, 1, 1)[:3]
    # Years before the first are no dates of Python, but dates of works.
    date(year if year > 0 else 2000, month, day_)
    if year == 0 or abs(year) > 9999 or year > _LATEST:
        raise ValueError(year)
    return parts


def _type(value: object) -> str:
    name = plain(value).lower()
    if name not in TYPES:
        wrong = f"has the unknown type '{name}'" if name else "has no type"
        raise BadRecord(wrong, did_you_mean(name, TYPES) or "such as book or article-journal")
    return name


def _people(value: object, role: str) -> list[dict[str, str]]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRecord(f"has no list of names as {role}", "give each a family and a given name")
    people = []
    for person in value[:200]:
        parts = person if isinstance(person, Mapping) else {"literal": person}
        name = {part: plain(parts.get(part)) for part in _PARTS if plain(parts.get(part))}
        if not ("family" in name or "literal" in name):
            raise BadRecord(f"has {role}s without a family name", "add it where you exported it")
        people.append(name)
    return people


def _doi(text: str) -> str:
    found = _DOI.fullmatch(text)
    if not found:
        raise BadRecord(f"has '{text[:60]}' as DOI", "a DOI begins with 10., as 10.1037/0003")
    return found[1]


def _date(value: object) -> dict[str, Any]:
    """The date of publication, whichever way CSL has it."""
    mend = "a work has a year, such as 1985; give the year of printing, or when it was written"
    if not isinstance(value, Mapping):
        raise BadRecord("has no year", mend)
    shown = plain(value.get("raw") or value.get("literal"))
    try:
        dates = value.get("date-parts")
        if isinstance(dates, list) and dates:
            parts = [_checked([int(part) for part in one][:3]) for one in dates[:2]]
        else:
            parts = [day(shown)]
    except (ValueError, TypeError, OverflowError):
        shown = shown or plain(str(value.get("date-parts")))
        raise BadRecord(f"has '{shown[:60]}' as date, which is none", mend) from None
    circa = {"circa": True} if value.get("circa") else {}
    return {"date-parts": parts, **circa}
