"""Records of works that the bibliography lacks, proposed for a person to review.

They are CSL-JSON, which `relatum work add` takes, and each says what of it is unverified.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any
from unicodedata import normalize

from relatum.graph.texts.references import Entry

Record = dict[str, Any]

_JOURNAL = re.compile(
    r"^(?P<name>[^\d]{3,120}?),?\s*(?:vol\.?\s?)?(?P<volume>\d{1,4}|[IVXLC]+)\s*"
    r"(?:\((?P<issue>[^()]{1,12})\))?[,:]?\s*(?:no\.\s?\d+,?\s*)?(?:pp?\.\s?)?"
    r"(?P<pages>\d+\s?[-–]\s?\d+)?"
)
_CHAPTER = re.compile(r"^In:?\s.{2,200}?\(Eds?\.?\)[,.]?\s*(?P<book>[^.(]{3,200})", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"^(?:(?P<place>[A-Z][\w .,’'&-]{1,40}): )?(?P<name>[A-Z][\w .,’'&-]{1,80}?)\.?$"
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s]{2,120}?)[.,;]?(?=\s|$)")


def key_for(entry: Entry, taken: Collection[str]) -> str:
    """A key for a work as the bibliography has them, such as stern-1985.

    >>> from relatum.graph.texts.references import read_entry
    >>> key_for(read_entry("Stern, D. (1985). The world. Basic.", 1), {"stern-1985"})
    'stern-1985-b'
    """
    families = entry.authors[:3] if len(entry.authors) <= 3 else entry.authors[:1]
    year = (entry.years[0] if entry.years else "no-year") + entry.letter
    stem = slug(" ".join((*families, year))) or f"work-{entry.number}"
    key, letter = stem, "b"
    while key in taken:
        key, letter = f"{stem}-{letter}", chr(ord(letter) + 1)
        if letter > "z":
            stem, letter = key, "b"
    return key


def slug(text: str) -> str:
    """A text as a key: small letters and digits with hyphens between.

    >>> slug("Käthe O’Hara, 1985a")
    'kathe-ohara-1985a'
    """
    plain = normalize("NFKD", text.replace("’", "").replace("'", "")).casefold()
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if c.isascii())))[:80].strip(
        "-"
    )


def record(entry: Entry, key: str) -> Record:
    """The CSL-JSON record that an entry of a reference list makes."""
    made: Record = {"id": key, **_kind(entry.rest)}
    made["author"] = [
        {"family": family, "given": given} if given else {"literal": family}
        for family, given in zip(entry.authors, entry.initials, strict=False)
    ]
    made["title"] = entry.title or f"[title of reference {entry.number} not read]"
    made |= _dates(entry.years)
    if doi := _DOI.search(entry.text):
        made["DOI"] = doi[1]
    unverified = [name for name in made if name not in ("id", "type")]
    made["custom"] = {"unverified": unverified, "note": "Read out of a reference list by program."}
    return made


def own_record(key: str, title: str, authors: Iterable[str]) -> Record:
    """The record of the article itself, as far as its file tells."""
    people = [_person(author) for author in authors]
    made: Record = {"id": key, "type": "article", "title": title or f"[title of {key}]"}
    if people:
        made["author"] = people
    year = re.search(r"(?:1[5-9]|20)\d\d", key)
    if year:
        made["issued"] = {"date-parts": [[int(year[0])]]}
    made["custom"] = {
        "unverified": [name for name in made if name not in ("id", "type")],
        "note": "Read out of the article's file by program.",
    }
    return made


def _person(name: str) -> dict[str, str]:
    """A name in its parts."""
    if "," in name:
        family, _, given = name.partition(",")
        return {"family": family.strip(), "given": given.strip()}
    given, _, family = name.strip().rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": family}


def _kind(rest: str) -> Record:
    """The type of a work and where it appeared, by what follows the title."""
    chapter = _CHAPTER.match(rest)
    if chapter:
        pages = re.search(r"pp?\.\s?(\d+\s?[-–]\s?\d+)", rest)
        made = {"type": "chapter", "container-title": chapter["book"].strip(" ,")}
        return made | ({"page": _pages(pages[1])} if pages else {})
    journal = _JOURNAL.match(rest)
    if journal and not re.search(r"\bed\b|edition", journal["name"]):
        made = {"type": "article-journal", "container-title": journal["name"].strip(" ,.")}
        made |= {"volume": journal["volume"]}
        if journal["issue"]:
            made["issue"] = journal["issue"]
        return made | ({"page": _pages(journal["pages"])} if journal["pages"] else {})
    publisher = _PUBLISHER.match(rest.split(" http")[0].strip())
    made = {"type": "book"}
    if publisher:
        made |= {"publisher": publisher["name"].strip()}
        made |= {"publisher-place": publisher["place"]} if publisher["place"] else {}
    return made


def _dates(years: tuple[str, ...]) -> Record:
    numbers = [int(year) for year in years if year.isdecimal()]
    if not numbers:
        return {"status": years[0]} if years else {}
    made: Record = {"issued": {"date-parts": [[max(numbers)]]}}
    if len(numbers) > 1:
        made["original-date"] = {"date-parts": [[min(numbers)]]}
    return made


def _pages(printed: str) -> str:
    return re.sub(r"\s?[-–]\s?", "-", printed)
