"""Files to model: reads a workspace, and says of every mistake where it is and how to mend it.

Reading never stops at the first problem: each becomes a `Finding`, and what can
still be read is read.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.anchors import count_words, quote_digest
from relatum.graph.errors import Finding, Place, did_you_mean
from relatum.graph.files import (
    Entry,
    Items,
    Text,
    Unreadable,
    Value,
    line_of,
    parse_json,
    read_text,
    read_yaml,
)
from relatum.graph.model import (
    CERTAINTIES,
    Anchor,
    Citation,
    Claim,
    Concept,
    Erratum,
    Source,
    Theorist,
    Work,
    claim_iri,
)
from relatum.graph.workspace import Workspace

#: A quotation is a key phrase; more would be copying.
MOST_QUOTED_WORDS = 6

#: How an emendation is known; an ambiguous one changes nothing.
SUPPORTS = ("witnessed", "verified", "conjecture", "ambiguous")

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AT = re.compile(r"[1-9]\d*\.[1-9]\d*|ref\.[1-9]\d*")


@dataclass(slots=True)
class Ontology:
    """What can be said: the triples of `ontology/`, and the names that they give."""

    triples: list[ox.Triple] = field(default_factory=list)
    concepts: dict[str, Concept] = field(default_factory=dict)
    theorists: dict[str, Theorist] = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)


class Reading:
    """One reading of a workspace: its ontology, its works, then source after source.

    Attributes:
        findings: every problem met so far.
        digest: SHA-256 of all that was read, in order; it names the build.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Reads the ontology and the bibliographies; sources are read one by one later."""
        self.workspace = workspace
        self.findings: list[Finding] = []
        self.digest = hashlib.sha256()
        self.ontology = self._read_ontology()
        self.rules = self._read_rules()
        self.works = self._read_works()
        self.source_keys: dict[str, Place] = {}

    def sources(self) -> Iterator[Source]:
        """The sources in the order of their folders, each read when it is asked for."""
        for folder in self.workspace.source_folders():
            source = self._read_source(folder)
            if source is not None:
                yield source

    # ------------------------------------------------------------ ontology

    def _read_ontology(self) -> Ontology:
        ontology = Ontology()
        by_subject: dict[str, list[tuple[str, Any]]] = {}
        for path in self.workspace.turtle():
            try:
                text = read_text(path, self.digest)
                triples = parse_turtle(path, text)
            except Unreadable as error:
                self.findings.append(error.finding)
                continue
            if not triples:
                self._report(Place(path, 1), "empty", "says nothing", "remove it, or fill it in")
            lines = subject_lines(text)
            subjects = {}
            for triple in triples:
                subject = triple.subject.value
                subjects[subject] = Place(path, lines.get(subject, 1))
                by_subject.setdefault(subject, []).append((triple.predicate.value, triple.object))
            for subject, place in subjects.items():
                earlier = ontology.places.get(subject)
                if earlier and subject.startswith((terms.CONCEPT, terms.PERSON)):
                    self._report(place, "twice", f"'{_key(subject)}' is already in {earlier}")
                ontology.places.setdefault(subject, place)
            ontology.triples.extend(triples)
        self._name(ontology, by_subject)
        return ontology

    def _name(self, ontology: Ontology, by_subject: dict[str, list[tuple[str, Any]]]) -> None:
        """Finds the relations, concepts and people among the triples."""

        def values(subject: str, predicate: str) -> list[str]:
            return [o.value for p, o in by_subject[subject] if p == predicate]

        sub_property = terms.RDFS + "subPropertyOf"
        family = terms.SCHEMA + "RelationFamily"
        families = {s for s in by_subject if family in values(s, terms.RDF + "type")}
        for subject in by_subject:
            if families.intersection(values(subject, sub_property)):
                ontology.relations.add(terms.relation_name(subject))
        for subject, place in ontology.places.items():
            types = values(subject, terms.RDF + "type")
            if subject.startswith(terms.CONCEPT):
                labels = values(subject, terms.SKOS + "prefLabel")
                kinds = [t.removeprefix(terms.SCHEMA) for t in types]
                key = _key(subject)
                ontology.concepts[key] = Concept(
                    key, labels[0] if labels else key, kinds[0] if kinds else "", place
                )
            elif subject.startswith(terms.PERSON):
                names = values(subject, terms.FOAF + "name")
                key = _key(subject)
                ontology.theorists[key] = Theorist(key, names[0] if names else key, place)

    def _read_rules(self) -> dict[str, str]:
        """The inference rules by name, as SPARQL."""
        rules = {}
        for path in self.workspace.rules():
            try:
                text = read_text(path, self.digest)
                ox.Store().query(text, prefixes=terms.PREFIXES)
                rules[path.stem] = text
            except Unreadable as error:
                self.findings.append(error.finding)
            except SyntaxError as error:
                line = getattr(error, "lineno", None) or 1
                self._report(Place(path, line), "sparql", f"is not valid SPARQL: {error.msg}")
        return rules

    # ------------------------------------------------------------ bibliography

    def _read_works(self) -> dict[str, Work]:
        works: dict[str, Work] = {}
        for path in self.workspace.bibliographies():
            try:
                text = read_text(path, self.digest)
                records = parse_json(path, text)
            except Unreadable as error:
                self.findings.append(error.finding)
                continue
            if not isinstance(records, list):
                self._report(Place(path, 1), "csl", "is not a CSL-JSON list", "export it as CSL JSON")
                continue
            for number, record in enumerate(records, 1):
                key = record.get("id") if isinstance(record, dict) else None
                if not isinstance(key, str) or not _KEY.fullmatch(key):
                    self._report(
                        Place(path, 1),
                        "csl",
                        f"record {number} has no usable 'id'",
                        "give it one such as 'stern-1985'",
                    )
                    continue
                place = Place(path, line_of(text, rf'"id"\s*:\s*"{re.escape(key)}"'))
                if key in works:
                    self._report(place, "twice", f"work '{key}' is already in {works[key].place}")
                    continue
                if self._is_record(record, place):
                    works[key] = Work(key, record, place)
        return works

    def _is_record(self, record: Mapping[str, Any], place: Place) -> bool:
        """Whether a CSL record has what every work needs; what it lacks is reported."""
        before = len(self.findings)
        for name in ("type", "title"):
            if not isinstance(record.get(name), str):
                self._report(place, "csl", f"work '{record['id']}' has no {name}")
        people = record.get("author", [])
        if not isinstance(people, list) or not all(map(_is_name, people)):
            self._report(place, "csl", f"the authors of '{record['id']}' are not a list of names")
        return len(self.findings) == before

    # ------------------------------------------------------------ sources

    def _read_source(self, folder: Path) -> Source | None:
        path = folder / "source.yaml"
        key = folder.name
        try:
            record = read_yaml(path, self.digest)
        except Unreadable as error:
            self.findings.append(error.finding)
            return None
        form = _Form(self, path)
        if not _KEY.fullmatch(key):
            self._report(Place(path, 1), "key", f"'{key}' is not a usable name for a source")
            return None
        if key in self.source_keys:
            self._report(
                Place(path, 1), "twice", f"source '{key}' is already in {self.source_keys[key]}"
            )
            return None
        self.source_keys[key] = Place(path, 1)
        if not form.fields(record, required=("work",), optional=("outline", "references", "errata", "parallels")):
            return None
        work = form.text(record, "work")
        if work and work not in self.works:
            form.unknown("work", work, self.works)
        anchors = self._read_anchors(folder / "anchors.json")
        form.anchors = anchors
        claims, citations, without = self._read_claims(folder / "claims.yaml", key, anchors)
        return Source(
            key=key,
            work=str(work),
            place=Place(path, 1),
            outline=form.outline(record.get("outline")),
            anchors=anchors,
            claims=tuple(claims),
            citations=tuple(citations),
            errata=tuple(form.errata(record.get("errata"))),
            references=dict(form.references(record.get("references"))),
            without_claim=without,
            parallels=dict(form.parallels(record.get("parallels"))),
        )

    def _read_anchors(self, path: Path) -> dict[str, Anchor]:
        try:
            data = parse_json(path, read_text(path, self.digest))
            return {
                at: Anchor(a["letters"], a["head"], a["digest"], frozenset(a["quotes"]))
                for at, a in data.items()
                if _AT.fullmatch(at)
            }
        except Unreadable as error:
            self.findings.append(error.finding)
        except (AttributeError, KeyError, TypeError):
            self._report(
                Place(path, 1), "anchors", "is damaged", "make it again: 'relatum source anchor'"
            )
        return {}

    def _read_claims(
        self, path: Path, source: str, anchors: Mapping[str, Anchor]
    ) -> tuple[list[Claim], list[Citation], dict[str, str]]:
        claims: list[Claim] = []
        citations: list[Citation] = []
        without: dict[str, str] = {}
        try:
            entries = read_yaml(path, self.digest)
        except Unreadable as error:
            self.findings.append(error.finding)
            return claims, citations, without
        form = _Form(self, path, anchors)
        for entry in form.entries(entries):
            kind = next((k for k in ("claim", "cites", "nothing") if k in entry), None)
            if "claim" in entry:
                claim = form.claim(entry, source)
                if claim:
                    claims.append(claim)
            elif kind == "cites":
                citation = form.citation(entry, source)
                if citation:
                    citations.append(citation)
            elif kind == "nothing":
                if form.fields(entry, required=("at", "nothing")):
                    without[form.at(entry)] = form.text(entry, "nothing")
            else:
                form.report(
                    entry.line, "entry", "is neither a claim, a citation nor 'nothing'",
                    "begin with 'claim:', 'cites:' or 'nothing:'",
                )
        self._check_together(path, claims, citations, without, anchors)
        return claims, citations, without

    def _check_together(
        self,
        path: Path,
        claims: Sequence[Claim],
        citations: Sequence[Citation],
        without: Mapping[str, str],
        anchors: Mapping[str, Anchor],
    ) -> None:
        """What one entry alone cannot show: duplicates, lost references, sentences left over."""
        seen: dict[str, Place] = {}
        for claim in claims:
            if claim.iri in seen:
                self._report(
                    claim.place, "twice",
                    f"'{' '.join(claim.triple)}' is claimed twice in {claim.at}",
                    f"the other is in line {seen[claim.iri].line}",
                )
            seen.setdefault(claim.iri, claim.place)
        cited = {(c.at, work) for c in citations for work in c.works}
        for claim in claims:
            if claim.qualifies and not (
                {
                    claim_iri(claim.source, claim.at, claim.qualifies),
                    claim_iri(claim.source, claim.at, claim.qualifies, negated=True),
                }
                & seen.keys()
            ):
                self._report(
                    claim.place, "qualifies",
                    f"{claim.at} has no claim '{' '.join(claim.qualifies)}' to qualify",
                )
            for work in claim.cites:
                if work in self.works and (claim.at, work) not in cited:
                    self._report(
                        claim.place, "cites", f"{claim.at} has no citation of '{work}'",
                        "add an entry with 'cites:' for that sentence",
                    )
        spoken = {c.at for c in claims}
        for at in anchors:
            if not at.startswith("ref.") and at not in spoken and at not in without:
                self._report(
                    Place(path, 1), "coverage", f"nothing is said of sentence {at}",
                    "add its claims, or 'nothing:' with the reason",
                )
        for at in spoken & without.keys():
            self._report(Place(path, 1), "coverage", f"{at} has claims and 'nothing' as well")

    def _report(self, place: Place, rule: str, message: str, mend: str = "") -> None:
        self.findings.append(Finding(place, rule, message, mend))


class _Form:
    """Reads the entries of one YAML file and reports what is wrong with them."""

    def __init__(
        self, reading: Reading, path: Path, anchors: Mapping[str, Anchor] | None = None
    ) -> None:
        self.reading = reading
        self.path = path
        self.anchors = anchors or {}

    def report(self, line: int, rule: str, message: str, mend: str = "") -> None:
        self.reading.findings.append(Finding(Place(self.path, line), rule, message, mend))

    def unknown(self, what: str, name: Text, known: Iterable[str]) -> None:
        self.report(name.line, "unknown", f"unknown {what} '{name}'", did_you_mean(name, known))

    def entries(self, value: Value) -> Iterator[Entry]:
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
    ) -> bool:
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
        if not _AT.fullmatch(at) or (at.startswith("ref.") and not references):
            self.report(
                at.line, "sentence", f"'{at}' is not a sentence number",
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
        quote = self.text(entry, "quote")
        if not quote:
            return ""
        size = count_words(quote)
        if size > MOST_QUOTED_WORDS:
            self.report(
                quote.line, "quote", f"the quote has {size} words",
                f"at most {MOST_QUOTED_WORDS}: choose a shorter key phrase",
            )
        elif at in self.anchors:
            anchor = self.anchors[at]
            if quote_digest(anchor.digest, quote) not in anchor.quotes:
                self.report(
                    quote.line, "quote", f"'{quote}' is not known to stand once in {at}",
                    "correct it, or run 'relatum source anchor' with your copy of the text",
                )
        return str(quote)

    def claim(self, entry: Entry, source: str) -> Claim | None:
        complete = self.fields(
            entry,
            required=("at", "claim", "phrase", "says", "quote"),
            optional=("certainty", "negated", "qualifies", "by", "cites", "note"),
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
        by = self.known(entry, "by", "theorist", self.reading.ontology.theorists)
        cites = self.known(entry, "cites", "work", self.reading.works)
        if not (complete and at and triple):
            return None
        return Claim(
            source, at, *triple,
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
                    value.line, "claim", f"'{value}' is not subject, relation, object",
                    "write three names with spaces between them",
                )
            return None
        subject, relation, object_ = parts
        ontology = self.reading.ontology
        fine = True
        if relation not in ontology.relations:
            self.unknown("relation", relation, ontology.relations)
            fine = False
        speakers = (ontology.theorists, self.reading.works) if relation == "describes" else ()
        for part, known in ((subject, (ontology.concepts, *speakers)), (object_, (ontology.concepts,))):
            if not any(part in names for names in known):
                self.unknown("concept", part, [name for names in known for name in names])
                fine = False
        return (str(subject), str(relation), str(object_)) if fine else None

    def citation(self, entry: Entry, source: str) -> Citation | None:
        complete = self.fields(
            entry,
            required=("at", "cites", "as", "purpose", "quote"),
            optional=("page", "concepts", "note"),
        )
        at = self.at(entry)
        works = self.known(entry, "cites", "work", self.reading.works)
        concepts = self.known(entry, "concepts", "concept", self.reading.ontology.concepts)
        intents = self.known(entry, "as", "CiTO intent", CITO_INTENTS)
        quote = self.quote(entry, at)
        if not (complete and at and works):
            return None
        return Citation(
            source, at, works, intents,
            purpose=str(self.text(entry, "purpose")),
            quote=quote,
            place=Place(self.path, entry.line),
            concepts=concepts,
            page=str(self.text(entry, "page")),
            note=str(self.text(entry, "note")),
        )

    def errata(self, value: Value | None) -> Iterator[Erratum]:
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
                    at, str(reads), str(self.text(entry, "means")), str(support),
                    Place(self.path, entry.line), int(nth), str(self.text(entry, "note")),
                )

    def parallels(self, value: Value | None) -> Iterator[tuple[str, str]]:
        """What a parallel version of the text has at a sentence, in our words."""
        if value is None:
            return
        for entry in self.entries(value):
            if self.fields(entry, required=("at", "note")) and (at := self.at(entry)):
                yield at, str(self.text(entry, "note"))

    def references(self, value: Value | None) -> Iterator[tuple[int, str]]:
        """The works of the reference list by their number in it."""
        if value is None:
            return
        if not isinstance(value, Items):
            self.report(value.line, "references", "is not a list of works", "write '- stern-1985'")
            return
        for number, item in enumerate(value, 1):
            if not isinstance(item, Text) or item not in self.reading.works:
                name = item if isinstance(item, Text) else Text("?", item.line)
                self.unknown("work", name, self.reading.works)
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


def parse_turtle(path: Path, text: str) -> list[ox.Triple]:
    """The triples of a Turtle file.

    Raises:
        Unreadable: it is not Turtle; the finding has the line.
    """
    try:
        quads = ox.parse(input=text, format=ox.RdfFormat.TURTLE, base_iri=terms.BASE)
        return [quad.triple for quad in quads]
    except SyntaxError as error:
        message = str(error.msg).rpartition(": ")[2]
        line = error.lineno or 1
        raise Unreadable(
            Finding(
                Place(path, line), "turtle", f"is not valid Turtle: {message}",
                "often a missing ';', '.' or quotation mark in the line or the one before",
            )
        ) from None


def subject_lines(text: str) -> dict[str, int]:
    """The line on which each subject of a Turtle text begins."""
    prefixes = dict(re.findall(r"^@prefix\s+([\w-]*):\s*<([^>]*)>", text, re.MULTILINE))
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"(?:<([^>]+)>|([\w-]*):([\w.-]+))\s", line + " ")
        if match:
            iri, prefix, local = match.groups()
            lines.setdefault(iri or prefixes.get(prefix, "") + local, number)
    return lines


def _is_name(person: object) -> bool:
    """Whether an author of a CSL record is a name in its parts."""
    return isinstance(person, dict) and all(isinstance(part, str) for part in person.values())


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
