"""Works out of the files that reference managers export: CSL-JSON, BibTeX and RIS.

pybtex and rispy read the last two; here their fields become those of CSL.  A record that
cannot be used is a finding in its line and keeps no other from being read.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from relatum.graph.errors import Finding, Place, RelatumError
from relatum.graph.files import Unreadable, parse_json, read_text
from relatum.graph.own.csl import BadRecord, Record, cleaned, plain
from relatum.graph.own.entries import record_spans

#: Types of BibTeX (and biblatex) and of RIS, in CSL.
_BIBTEX_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet",
    "inbook": "chapter", "incollection": "chapter", "collection": "book", "manual": "report",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "proceedings": "book", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage",
    "unpublished": "manuscript", "dataset": "dataset", "software": "software",
}  # fmt: skip
_RIS_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal",
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book",
    "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "THES": "thesis", "RPRT": "report", "ELEC": "webpage",
    "BLOG": "post-weblog", "UNPB": "manuscript", "MANSCPT": "manuscript", "VIDEO":
    "motion_picture", "SLIDE": "speech", "ENCYC": "entry-encyclopedia", "DICT":
    "entry-dictionary", "DATA": "dataset",
}  # fmt: skip

#: Fields of CSL and where BibTeX (and biblatex) and RIS keep them, the first that is there.
_BIBTEX_FIELDS = {
    "container-title": ("journal", "journaltitle", "booktitle"), "volume": ("volume",),
    "issue": ("issue", "number"), "page": ("pages",), "edition": ("edition",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"), "collection-title": ("series",),
    "genre": ("type",), "DOI": ("doi",), "ISBN": ("isbn",), "ISSN": ("issn",), "URL": ("url",),
}  # fmt: skip
_RIS_FIELDS = {
    "title": ("title", "primary_title"),
    "container-title": ("secondary_title", "journal_name", "alternate_title3", "BT"),
    "volume": ("volume",), "issue": ("number",), "edition": ("edition",),
    "publisher": ("publisher",), "publisher-place": ("place_published",),
    "collection-title": ("tertiary_title",), "DOI": ("doi",), "language": ("language",),
}  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class Read(NamedTuple):
    """What was found in a file: usable records with their lines, and what is wrong."""

    records: list[tuple[Record, int]]
    findings: list[Finding]


def read_records(path: Path) -> Read:
    """The works in a CSL-JSON, BibTeX or RIS file, whichever it is.

    Args:
        path: the file; its content says which of the three it is.

    Raises:
        RelatumError: it cannot be read, or is none of them.
    """
    try:
        text = read_text(path)
    except Unreadable as error:
        raise RelatumError(str(error.finding)) from None
    read = Read([], [])
    for name, line, raw in _raw(path, text):
        try:
            if isinstance(raw, BadRecord):
                raise raw
            read.records.append((cleaned(raw), line))
        except BadRecord as error:
            message = f"{name} {error}"
            read.findings.append(Finding(Place(path, line), "record", message, error.mend))
    return read


def _raw(path: Path, text: str) -> Iterator[tuple[str, int, "Mapping[str, Any] | BadRecord"]]:
    """Each record with its name and line, in the fields of CSL."""
    ending = path.suffix.lower()
    begins = text.lstrip("\ufeff \t\r\n")
    if begins.startswith(("[", "{")) and ending not in (".bib", ".ris"):
        return _from_csl(path, text)
    if re.search(r"^\s*TY  ?-", text, re.MULTILINE) and ending != ".bib":
        return _from_ris(text)
    if re.search(r"@\s*\w+\s*[{(]", text):
        return _from_bibtex(text)
    raise RelatumError(
        f"'{path}' holds no works: it is neither CSL JSON, BibTeX nor RIS; "
        "in Zotero choose 'Export', and one of these"
    )


def _from_csl(path: Path, text: str) -> Iterator[tuple[str, int, Mapping[str, Any] | BadRecord]]:
    try:
        records = parse_json(path, text)
    except Unreadable as error:
        raise RelatumError(str(error.finding)) from None
    if not isinstance(records, list):
        if not (isinstance(records, dict) and "type" in records):
            raise RelatumError(f"{path}:1: is not a CSL-JSON list; export it as CSL JSON")
        yield _csl_name(records, 1), 1, records
        return
    for number, (record, (start, _)) in enumerate(zip(records, record_spans(text), strict=True), 1):
        line = text.count("\n", 0, start) + 1
        bad = BadRecord("is not a set of named fields", "export it as CSL JSON")
        yield _csl_name(record, number), line, record if isinstance(record, dict) else bad


def _csl_name(record: object, number: int) -> str:
    known = plain(record.get("id") or record.get("title")) if isinstance(record, dict) else ""
    return f"record {number}" + (f" ('{known[:60]}')" if known else "")


def _from_ris(text: str) -> Iterator[tuple[str, int, Mapping[str, Any] | BadRecord]]:
    """Record by record, so that one without an end does not swallow the next."""
    import rispy

    starts = [match.start() for match in re.finditer(r"^\s*TY  ?-", text, re.MULTILINE)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True), 1):
        part = text[start:end].strip()
        line = text.count("\n", 0, text.index(part, start)) + 1
        if not re.search(r"^ER  ?-", part, re.MULTILINE):
            bad = BadRecord("is cut off: it has no line 'ER  -'", "export it again")
            yield f"record {number}", line, bad
            continue
        try:
            (found,) = rispy.loads(part + "\n") or [{}]
        except (ValueError, TypeError, KeyError, IndexError, OSError) as error:
            bad = BadRecord(f"cannot be read: {plain(str(error))[:100]}", "export it again")
            yield f"record {number}", line, bad
            continue
        raw = _csl_of_ris(found)
        title = plain(raw.get("title"))[:60]
        yield f"record {number}" + (f" ('{title}')" if title else ""), line, raw


def _csl_of_ris(found: Mapping[str, Any]) -> dict[str, Any]:
    raw: dict[str, Any] = {
        field: value for field, names in _RIS_FIELDS.items() if (value := _first(found, names))
    }
    raw["type"] = _RIS_TYPES.get(str(found.get("type_of_reference")).strip(), "document")
    raw["author"] = _ris_people(found, "authors", "first_authors")
    raw["editor"] = _ris_people(found, "secondary_authors") if raw["type"] == "chapter" else []
    pages = [plain(found.get(name)) for name in ("start_page", "end_page")]
    raw["page"] = "-".join(filter(None, pages))
    number = plain(found.get("issn"))
    raw["ISBN" if "book" in raw["type"] or raw["type"] == "chapter" else "ISSN"] = number
    raw["URL"] = _first({"urls": (found.get("urls") or [""])[0]}, ("urls",))
    when = _first(found, ("year", "publication_year", "date"))
    # Year, month, day, and other words such as a season.
    raw["issued"] = {"raw": "/".join(when.split("/")[:3]).rstrip("/")} if when else None
    return raw


def _ris_people(found: Mapping[str, Any], *names: str) -> list[dict[str, str]]:
    people = []
    for name in [name for field in names for name in found.get(field) or ()]:
        family, comma, rest = plain(name).partition(",")
        given, _, suffix = rest.partition(",")
        if comma:
            people.append({"family": family, "given": given.strip(), "suffix": suffix.strip()})
        elif family:
            people.append({"literal": family})
    return people


def _first(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((plain(found.get(name)) for name in names if plain(found.get(name))), "")


def _from_bibtex(text: str) -> Iterator[tuple[str, int, Mapping[str, Any] | BadRecord]]:
    from pybtex import errors
    from pybtex.database.input.bibtex import Parser
    from pybtex.exceptions import PybtexError

    starts = [
        match
        for match in re.finditer(r"@\s*(\w+)\s*[{(]\s*([^\s,{}()\"]*)\s*,", text)
        if match[1].lower() not in ("comment", "preamble", "string")
    ]
    if not starts:
        yield "the file", 1, BadRecord("has no entry that can be read", "export it again")
        return
    strings = "".join(re.findall(r"^\s*@string\s*\{.*\}\s*$", text, re.MULTILINE | re.IGNORECASE))
    for match, end in zip(starts, [*(m.start() for m in starts[1:]), None], strict=True):
        name, line = match[2] or "an entry without a key", text.count("\n", 0, match.start()) + 1
        try:
            with errors.capture() as wrong:
                entries = Parser().parse_string(f"{strings}\n{text[match.start() : end]}").entries
            if wrong and not any("undefined string" in str(one) for one in wrong):
                raise wrong[0]
            (entry,) = entries.values()
            yield f"'{name[:60]}'", line, _csl_of_bibtex(entry)
        except (PybtexError, ValueError, RecursionError, IndexError) as error:
            # pybtex counts lines within what it was given.
            said = plain(re.sub(r"\(?\bline \d+\)?[,:]?", "", str(error)))[:100]
            mend = "mind braces, commas and quotation marks; or export it as CSL JSON"
            yield f"'{name[:60]}'", line, BadRecord(f"cannot be read: {said}", mend)


def _csl_of_bibtex(entry: Any) -> dict[str, Any]:
    fields = {str(name).lower(): _unlatex(str(value)) for name, value in entry.fields.items()}
    raw: dict[str, Any] = {
        field: value for field, names in _BIBTEX_FIELDS.items() if (value := _first(fields, names))
    }
    raw["title"] = ": ".join(filter(None, (fields.get("title"), fields.get("subtitle"))))
    raw["type"] = _BIBTEX_TYPES.get(
        entry.type.lower(), "webpage" if "url" in fields else "document"
    )
    raw["page"] = re.sub(r"\s*(?:--+|–)\s*", "-", raw.get("page", ""))
    for role in ("author", "editor"):
        raw[role] = [_bibtex_person(person) for person in entry.persons.get(role, ())]
    raw["issued"] = {"raw": _bibtex_date(fields)} if _bibtex_date(fields) else None
    return raw


def _bibtex_person(person: Any) -> dict[str, str]:
    def joined(*parts: list[str]) -> str:
        return _unlatex(" ".join(word for part in parts for word in part))

    given = joined(person.first_names, person.middle_names)
    family = joined(person.prelast_names, person.last_names)
    if not given:
        return {"literal": family}
    suffix = joined(person.lineage_names)
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}


def _bibtex_date(fields: Mapping[str, str]) -> str:
    """Year and month, or what biblatex has in one field; of a span its beginning."""
    year = plain(fields.get("date", "")).partition("/")[0] or plain(fields.get("year", ""))
    month = plain(fields.get("month", "")).lower()
    if not month or not re.fullmatch(r"\d{4}", year):
        return year
    name = month[:3]
    number = _MONTHS.index(name) + 1 if name in _MONTHS else month
    return f"{year}-{number}" if re.fullmatch(r"\d{1,2}", str(number)) else year


def _unlatex(text: str) -> str:
    """A value of BibTeX without braces and commands."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        return str(Text.from_latex(text))
    except (PybtexError, ValueError, RecursionError, IndexError):
        return text.replace("{", "").replace("}", "")
