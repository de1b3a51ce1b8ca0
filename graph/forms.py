"""The entries of a source's YAML files: fields to values, with a finding for every mistake."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeGuard

from relatum.graph.anchors import count_words, quote_digest
from relatum.graph.errors import Finding, Place, did_you_mean
from relatum.graph.files import Entry, Items, Text, Value
from relatum.graph.model import Anchor, Citation, Claim, Erratum, Ontology, Sighting, Work
from relatum.graph.terms import CERTAINTIES

#: A quotation is a key phrase; more would be copying.
MOST_QUOTED_WORDS = 6

#: How an emendation is known; an ambiguous one changes nothing.
SUPPORTS = ("witnessed", "verified", "conjecture", "ambiguous")

#: What the claims of a source rest on: its text, or what others show of it.
BASES = ("text", "secondary")

#: How a sentence, or an entry of the reference list, is numbered.
AT = re.compile(r"[1-9]\d*\.[1-9]\d*|ref\.[1-9]\d*")

#: The intents of CiTO that a curator may name (Peroni and Shotton,
#: https://doi.org/10.1016/j.websem.2012.08.001).
CITO_INTENTS = (
    "agreesWith",
    "citesAsAuthority",
    "citesAsEvidence",
    "citesAsRelated",
    "citesForInformation",
    "credits",
    "critiques",
    "describes",
    "discusses",
    "disagreesWith",
    "extends",
    "includesQuotationFrom",
    "obtainsBackgroundFrom",
    "obtainsSupportFrom",
    "usesConclusionsFrom",
    "usesMethodIn",
)


class Form:
    """Reads the entries of one YAML file and reports what is wrong with them."""

    def __init__(
        self,
        path: Path,
        ontology: Ontology,
        works: Mapping[str, Work],
        findings: list[Finding],
        anchors: Mapping[str, Anchor],
        *,
        quoting: bool = True,
    ) -> None:
        """Reads entries of a file against the names that are known; findings are added.

        Where `quoting` is false a claim needs no quote: the text was not seen.
        """
        self.path = path
        self.ontology = ontology
        self.works = works
        self.findings = findings
        self.anchors = anchors
        self.quoting = quoting

    def report(self, line: int, rule: str, message: str, mend: str = "") -> None:
        """Adds a finding in a line of the file."""
        self.findings.append(Finding(Place(self.path, line), rule, message, mend))

    def unknown(self, what: str, name: Text, known: Iterable[str]) -> None:
        """Reports a name that is not known, with the nearest that are."""
        self.report(name.line, "unknown", f"unknown {what} '{name}'", did_you_mean(name, known))

    def not_yet(self, key: Text, what: str) -> None:
        """Reports a work that a source proposes and that no bibliography has yet."""
        self.report(
            key.line,
            "coverage",
            f"{what}, '{key}', is not in the bibliography yet",
            "review works.proposed.json beside it and add it: 'relatum work add'",
        )

    def entries(self, value: Value) -> Iterator[Entry]:
        """The entries of a list; what is none is reported and left aside."""
        if not isinstance(value, Items):
            self.report(1, "entry", "is not a list of entries", "begin each entry with '- '")
            return
        for item in value:
            if isinstance(item, Entry):
                yield item
            else:
                self.report(item.line, "entry", "is not an entry", "write 'field: value' lines")

    def fields(
        self, entry: Value, required: Sequence[str], optional: Sequence[str] = ()
    ) -> TypeGuard[Entry]:
        """Whether an entry has its fields; unknown ones are reported and left aside."""
        if not isinstance(entry, Entry):
            self.report(entry.line, "entry", "is not a set of named fields")
            return False
        known = (*required, *optional)
        for name in entry:
            if name not in known:
                line = name.line if isinstance(name, Text) else entry.line
                self.report(line, "field", f"unknown field '{name}'", did_you_mean(name, known))
        missing = [name for name in required if not entry.get(name)]
        for name in missing:
            self.report(entry.line, "field", f"the field '{name}' is missing")
        return not missing

    def text(self, entry: Value, name: str) -> Text:
        """A field as text; empty where it is missing or something else."""
        value = entry.get(name) if isinstance(entry, Entry) else None
        if value is None or isinstance(value, Text):
            return value if value is not None else Text("", entry.line)
        self.report(value.line, "field", f"'{name}' is not plain text")
        return Text("", entry.line)

    def texts(self, entry: Entry, name: str) -> list[Text]:
        """A field as a list of texts; a single text counts as a list of one."""
        value = entry.get(name)
        if value is None:
            return []
        items = value if isinstance(value, Items) else [value]
        for item in items:
            if not isinstance(item, Text):
                self.report(item.line, "field", f"'{name}' is not a list of plain texts")
        return [item for item in items if isinstance(item, Text)]

    def known(self, entry: Entry, name: str, what: str, known: Iterable[str]) -> tuple[str, ...]:
        """The names in a field; unknown ones are reported."""
        names = self.texts(entry, name)
        for item in names:
            if item not in known:
                self.unknown(what, item, known)
        return tuple(map(str, names))

    def at(self, entry: Entry, *, references: bool = False) -> str:
        """The sentence that an entry is about; reported where there is none such."""
        at = self.text(entry, "at")
        if not AT.fullmatch(at) or (at.startswith("ref.") and not references):
            self.report(
                at.line,
                "sentence",
                f"'{at}' is not a sentence number",
                "write paragraph.sentence, such as 2.1",
            )
            return ""
        if self.anchors and at not in self.anchors:
            last = max(
                (a for a in self.anchors if a.split(".")[0] == at.split(".")[0]),
                key=lambda a: int(a.split(".")[1]),
                default="",
            )
            mend = f"the last there is {last}" if last else "there is no such paragraph"
            self.report(at.line, "sentence", f"the source has no sentence {at}", mend)
            return ""
        return str(at)

    def quote(self, entry: Entry, at: str) -> str:
        """The key phrase of an entry, checked against what is known of its sentence."""
        quote = self.text(entry, "quote")
        if not quote:
            return ""
        size = count_words(quote)
        if size > MOST_QUOTED_WORDS:
            self.report(
                quote.line,
                "quote",
                f"the quote has {size} words",
                f"at most {MOST_QUOTED_WORDS}: choose a shorter key phrase",
            )
        elif at in self.anchors:
            anchor = self.anchors[at]
            if quote_digest(anchor.digest, quote) not in anchor.quotes:
                self.report(
                    quote.line,
                    "quote",
                    f"'{quote}' is not known to stand once in {at}",
                    "correct it, or run 'relatum source anchor' with your copy of the text"
                    if self.quoting
                    else "list it under 'words' of that passage, if it was seen",
                )
        return str(quote)

    def claim(self, entry: Entry, source: str) -> Claim | None:
        """The claim that an entry makes, or nothing where it cannot be one."""
        complete = self.fields(
            entry,
            required=("at", "claim", "phrase", "says", *(["quote"] if self.quoting else [])),
            optional=("quote", "certainty", "negated", "qualifies", "by", "cites", "note"),
        )
        at = self.at(entry)
        triple = self.triple(entry, "claim")
        quote = self.quote(entry, at)
        certainty = self.text(entry, "certainty") or Text("stated", entry.line)
        if certainty not in CERTAINTIES:
            self.unknown("certainty", certainty, CERTAINTIES)
        negated = self.text(entry, "negated")
        if negated not in ("", "true", "false"):
            self.report(negated.line, "field", f"'{negated}' is neither true nor false")
        qualifies = self.triple(entry, "qualifies") if "qualifies" in entry else None
        by = self.known(entry, "by", "theorist", self.ontology.theorists)
        cites = self.known(entry, "cites", "work", self.works)
        if not (complete and at and triple):
            return None
        return Claim(
            source,
            at,
            *triple,
            phrase=str(self.text(entry, "phrase")),
            statement=str(self.text(entry, "says")),
            quote=quote,
            place=Place(self.path, entry.line),
            certainty=str(certainty),
            negated=negated == "true",
            qualifies=qualifies,
            by=by,
            cites=cites,
            note=str(self.text(entry, "note")),
        )

    def triple(self, entry: Entry, name: str) -> tuple[str, str, str] | None:
        """Subject, relation and object of a field; unknown names are reported."""
        value = self.text(entry, name)
        parts = [Text(part, value.line) for part in value.split()]
        if len(parts) != 3:
            if value:
                self.report(
                    value.line,
                    "claim",
                    f"'{value}' is not subject, relation, object",
                    "write three names with spaces between them",
                )
            return None
        subject, relation, object_ = parts
        ontology = self.ontology
        fine = True
        if relation not in ontology.relations:
            self.unknown("relation", relation, ontology.relations)
            fine = False
        speakers = (ontology.theorists, self.works) if relation == "describes" else ()
        concepts = (ontology.concepts,)
        for part, known in ((subject, (*concepts, *speakers)), (object_, concepts)):
            if not any(part in names for names in known):
                self.unknown("concept", part, [name for names in known for name in names])
                fine = False
        return (str(subject), str(relation), str(object_)) if fine else None

    def citation(self, entry: Entry, source: str) -> Citation | None:
        """The citation that an entry records, or nothing where it cannot be one."""
        complete = self.fields(
            entry,
            required=("at", "cites", "as", "purpose", "quote"),
            optional=("page", "concepts", "note"),
        )
        at = self.at(entry)
        works = self.known(entry, "cites", "work", self.works)
        concepts = self.known(entry, "concepts", "concept", self.ontology.concepts)
        intents = self.known(entry, "as", "CiTO intent", CITO_INTENTS)
        quote = self.quote(entry, at)
        if not (complete and at and works):
            return None
        return Citation(
            source,
            at,
            works,
            intents,
            purpose=str(self.text(entry, "purpose")),
            quote=quote,
            place=Place(self.path, entry.line),
            concepts=concepts,
            page=str(self.text(entry, "page")),
            note=str(self.text(entry, "note")),
        )

    def errata(self, value: Value | None) -> Iterator[Erratum]:
        """The slips of a source."""
        if value is None:
            return
        for entry in self.entries(value):
            if not self.fields(
                entry, required=("at", "reads", "means", "support"), optional=("nth", "note")
            ):
                continue
            at = self.at(entry, references=True)
            support = self.text(entry, "support")
            if support not in SUPPORTS:
                self.unknown("support", support, SUPPORTS)
            reads = self.text(entry, "reads")
            if count_words(reads) > MOST_QUOTED_WORDS:
                self.report(reads.line, "quote", "quotes more than six words", "shorten it")
            nth = self.text(entry, "nth") or Text("1", entry.line)
            if not nth.isdecimal() or nth == "0":
                self.report(nth.line, "field", f"'{nth}' is not a count")
                continue
            if at:
                yield Erratum(
                    at,
                    str(reads),
                    str(self.text(entry, "means")),
                    str(support),
                    Place(self.path, entry.line),
                    int(nth),
                    str(self.text(entry, "note")),
                )

    def parallels(self, value: Value | None) -> Iterator[tuple[str, str]]:
        """What a parallel version of the text has at a sentence, in our words."""
        if value is None:
            return
        for entry in self.entries(value):
            if self.fields(entry, required=("at", "note")) and (at := self.at(entry)):
                yield at, str(self.text(entry, "note"))

    def basis(self, entry: Entry) -> str:
        """What a source's claims rest on; the text itself where nothing is said."""
        basis = self.text(entry, "basis") or Text("text", entry.line)
        if basis not in BASES:
            self.unknown("basis", basis, BASES)
        return str(basis)

    def sightings(self, value: Value | None) -> Iterator[tuple[str, Sighting]]:
        """The passages of a text known at second hand, and how each is known."""
        if value is None:
            self.report(1, "field", "the field 'passages' is missing", "list what was seen, where")
            return
        for entry in self.entries(value):
            if not self.fields(entry, required=("at", "seen"), optional=("words", "note")):
                continue
            words = self.texts(entry, "words")
            for item in words:
                if count_words(item) > MOST_QUOTED_WORDS:
                    self.report(item.line, "quote", "quotes more than six words", "shorten it")
            if at := self.at(entry):
                note = str(self.text(entry, "note"))
                yield at, Sighting(str(self.text(entry, "seen")), tuple(map(str, words)), note)

    def references(self, value: Value | None) -> Iterator[tuple[int, str]]:
        """The works of the reference list by their number in it."""
        if value is None:
            return
        if not isinstance(value, Items):
            self.report(value.line, "references", "is not a list of works", "write '- stern-1985'")
            return
        for number, item in enumerate(value, 1):
            if isinstance(item, Text) and item.startswith("?"):
                item = Text(item[1:], item.line)
                if item not in self.works:
                    self.not_yet(item, f"reference {number}")
                    continue
            if not isinstance(item, Text) or item not in self.works:
                name = item if isinstance(item, Text) else Text("?", item.line)
                self.unknown("work", name, self.works)
            elif f"ref.{number}" not in self.anchors:
                self.report(item.line, "references", f"the source has no reference {number}")
            else:
                yield number, str(item)

    def outline(self, value: Value | None) -> dict[int, str]:
        """The heading of each part by the number of the paragraph that it begins with."""
        if value is None:
            return {}
        headings: dict[int, str] = {}
        if not isinstance(value, Entry):
            self.report(value.line, "outline", "is not a list of 'paragraph: heading' lines")
            return headings
        for number in value:
            if number.isdecimal():
                headings[int(number)] = str(self.text(value, number))
            else:
                self.report(value.line, "outline", f"'{number}' is not the number of a paragraph")
        return headings
