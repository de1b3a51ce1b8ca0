"""Files to model: reads a workspace, and says of every mistake where it is and how to mend it.

Reading never stops at the first problem: each becomes a `Finding`, and what can
still be read is read.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from relatum.graph import clashes, terms
from relatum.graph.anchors import quote_digest
from relatum.graph.errors import Finding, Place
from relatum.graph.files import (
    Items,
    Text,
    Unreadable,
    lines_of,
    parse_json,
    parse_turtle,
    read_text,
    read_yaml,
    refuse_service,
    subject_lines,
)
from relatum.graph.forms import AT, Form
from relatum.graph.limits import doors_closed
from relatum.graph.model import (
    Anchor,
    Citation,
    Claim,
    Concept,
    Ontology,
    Sighting,
    Source,
    Theorist,
    Work,
    claim_iri,
)
from relatum.graph.terms import key_of
from relatum.graph.workspace import Workspace

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
        facts: list[clashes.Fact] = []
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
                if isinstance(triple.subject, ox.Triple):
                    continue
                subject = triple.subject.value
                place = subjects[subject] = Place(path, lines.get(subject, [1])[0])
                predicate = triple.predicate.value
                by_subject.setdefault(subject, []).append((predicate, triple.object))
                facts.append(clashes.Fact(subject, predicate, triple.object, place))
            for subject, place in subjects.items():
                earlier = ontology.places.get(subject)
                again = lines.get(subject, [])[1:]
                if again:
                    earlier, place = place, Place(path, again[0])
                adds = earlier and clashes.is_bundled(earlier) and not clashes.is_bundled(place)
                if earlier and not adds and subject.startswith((terms.CONCEPT, terms.PERSON)):
                    self._report(place, "twice", f"'{key_of(subject)}' is already in {earlier}")
                if adds:
                    # What is wrong with a bundled thing can only be what was added to it.
                    ontology.places[subject] = place
                ontology.places.setdefault(subject, place)
            ontology.triples.extend(triples)
        self.findings += clashes.in_ontology(facts)
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
                key = key_of(subject)
                ontology.concepts[key] = Concept(
                    key, labels[0] if labels else key, kinds[0] if kinds else "", place
                )
            elif subject.startswith(terms.PERSON):
                names = values(subject, terms.FOAF + "name")
                key = key_of(subject)
                ontology.theorists[key] = Theorist(key, names[0] if names else key, place)

    def _read_rules(self) -> dict[str, str]:
        """The inference rules by name, as SPARQL."""
        rules: dict[str, str] = {}
        for path in self.workspace.rules():
            try:
                text = read_text(path, self.digest)
                refuse_service(path, text)
                # To read a query is to begin with its answer.
                with doors_closed(str(path)):
                    made = ox.Store().query(text, prefixes=terms.PREFIXES)
                if rules.get(path.stem, text) != text:
                    earlier = next(p for p in self.workspace.rules() if p.stem == path.stem)
                    place, mend = Place(path, 1), "give yours another name"
                    self._report(place, "clash", f"the rule is already in {earlier}:1", mend)
                elif isinstance(made, ox.QueryTriples):
                    rules[path.stem] = text
                else:
                    self._report(Place(path, 1), "sparql", "makes no triples", "use CONSTRUCT")
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
                self._report(
                    Place(path, 1), "csl", "is not a CSL-JSON list", "export it as CSL JSON"
                )
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
                ids = lines_of(text, rf'"id"\s*:\s*"{re.escape(key)}"') or [1]
                place = Place(path, ids[-1] if key in works else ids[0])
                if key in works:
                    # What is exported from a reference manager may hold a bundled work as it is.
                    if record != works[key].record or not clashes.is_bundled(works[key].place):
                        there = f"work '{key}' is already in {works[key].place}"
                        self._report(place, "twice", f"{there}, with another record")
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
        form = self._form(path)
        if not _KEY.fullmatch(key):
            self._report(Place(path, 1), "key", f"'{key}' is not a usable name for a source")
            return None
        if key in self.source_keys:
            self._report(
                Place(path, 1), "twice", f"source '{key}' is already in {self.source_keys[key]}"
            )
            return None
        self.source_keys[key] = Place(path, 1)
        optional = ("outline", "references", "errata", "parallels", "basis", "note", "passages")
        if not form.fields(record, required=("work",), optional=optional):
            return None
        work = form.text(record, "work")
        if work.startswith("?"):
            work = Text(work[1:], work.line)
            if work not in self.works:
                form.not_yet(work, "the work that was read")
                return None
        if work and work not in self.works:
            form.unknown("work", work, self.works)
        seen: dict[str, Sighting] = {}
        if form.basis(record) == "secondary":
            seen = dict(form.sightings(record.get("passages")))
            anchors = {at: _unread(sighting) for at, sighting in seen.items()}
        else:
            anchors = self._read_anchors(folder / "anchors.json")
        form = self._form(path, anchors)
        claims, citations, without = self._read_claims(
            folder / "claims.yaml", key, anchors, quoting=not seen
        )
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
            note=str(form.text(record, "note")),
            seen=seen,
        )

    def _read_anchors(self, path: Path) -> dict[str, Anchor]:
        try:
            data = parse_json(path, read_text(path, self.digest))
            return {
                at: Anchor(a["letters"], a["head"], a["digest"], frozenset(a["quotes"]))
                for at, a in data.items()
                if AT.fullmatch(at)
            }
        except Unreadable as error:
            self.findings.append(error.finding)
        except (AttributeError, KeyError, TypeError):
            self._report(
                Place(path, 1), "anchors", "is damaged", "make it again: 'relatum source anchor'"
            )
        return {}

    def _read_claims(
        self, path: Path, source: str, anchors: Mapping[str, Anchor], *, quoting: bool
    ) -> tuple[list[Claim], list[Citation], dict[str, str]]:
        claims: list[Claim] = []
        citations: list[Citation] = []
        without: dict[str, str] = {}
        try:
            entries = read_yaml(path, self.digest)
        except Unreadable as error:
            if error.finding.rule != "empty":
                self.findings.append(error.finding)
                return claims, citations, without
            entries = Items()  # a source that is only begun
        form = self._form(path, anchors, quoting=quoting)
        for entry in form.entries(entries):
            kind = next((k for k in ("claim", "cites", "nothing") if k in entry), None)
            if kind == "claim":
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
                    entry.line,
                    "entry",
                    "is neither a claim, a citation nor 'nothing'",
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
                    claim.place,
                    "twice",
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
                    claim.place,
                    "qualifies",
                    f"{claim.at} has no claim '{' '.join(claim.qualifies)}' to qualify",
                )
            for work in claim.cites:
                if work in self.works and (claim.at, work) not in cited:
                    self._report(
                        claim.place,
                        "cites",
                        f"{claim.at} has no citation of '{work}'",
                        "add an entry with 'cites:' for that sentence",
                    )
        spoken = {c.at for c in claims}
        for at in anchors:
            if not at.startswith("ref.") and at not in spoken and at not in without:
                self._report(
                    Place(path, 1),
                    "coverage",
                    f"nothing is said of sentence {at}",
                    "add its claims, or 'nothing:' with the reason",
                )
        for at in spoken & without.keys():
            self._report(Place(path, 1), "coverage", f"{at} has claims and 'nothing' as well")

    def _report(self, place: Place, rule: str, message: str, mend: str = "") -> None:
        self.findings.append(Finding(place, rule, message, mend))

    def _form(
        self, path: Path, anchors: Mapping[str, Anchor] | None = None, *, quoting: bool = True
    ) -> Form:
        known = (self.ontology, self.works, self.findings, anchors or {})
        return Form(path, *known, quoting=quoting)


def _unread(sighting: Sighting) -> Anchor:
    """The anchor of a passage whose sentence nobody saw: it has a place and the words seen."""
    return Anchor(0, "", "", frozenset(quote_digest("", words) for words in sighting.words))


def _is_name(person: object) -> bool:
    """Whether an author of a CSL record is a name in its parts."""
    return isinstance(person, dict) and all(isinstance(part, str) for part in person.values())
