"""What the files say, as plain values: concepts, people, works, sources and their claims."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from relatum.graph.errors import Place
from relatum.graph.terms import CLAIM

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea of the theory."""

    key: str
    label: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Theorist:
    """A person whose works are cited."""

    key: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Work:
    """Anything cited or read: its CSL-JSON record."""

    key: str
    record: Mapping[str, Any]
    place: Place

    @property
    def csl(self) -> dict[str, Any]:
        """The record for other programs, without what only our own notes say."""
        return {name: value for name, value in self.record.items() if name != "custom"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of a sentence whose text is not kept.

    Attributes:
        letters: how many letters and digits it has.
        head: the beginning of the digest of its first letters, to find it fast.
        digest: SHA-256 of its letters and digits, in lower case.
        quotes: digests of the key phrases known to stand in it exactly once.
    """

    letters: int
    head: str
    digest: str
    quotes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition of a source: subject, relation, object, and where it is said."""

    source: str
    at: str
    subject: str
    relation: str
    object: str
    phrase: str
    statement: str
    quote: str
    place: Place
    certainty: str = "stated"
    negated: bool = False
    qualifies: tuple[str, str, str] | None = None
    by: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    note: str = ""

    @property
    def triple(self) -> tuple[str, str, str]:
        """Subject, relation and object as the curator wrote them."""
        return self.subject, self.relation, self.object

    @property
    def iri(self) -> str:
        """The claim's IRI: made of what it says and where, so that it stays when others come."""
        return claim_iri(self.source, self.at, self.triple, negated=self.negated)


def claim_iri(source: str, at: str, triple: tuple[str, str, str], *, negated: bool = False) -> str:
    """The IRI of a claim by source, sentence and what is said.

    >>> claim_iri("a", "2.2", ("contact", "satisfies", "need"))[len(CLAIM):]
    'a/2.2/contact.satisfies.need'
    """
    subject, relation, object_ = triple
    return f"{CLAIM}{source}/{at}/{subject}.{'not.' if negated else ''}{relation}.{object_}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A group of works that a sentence cites together, and what for."""

    source: str
    at: str
    works: tuple[str, ...]
    intents: tuple[str, ...]
    purpose: str
    quote: str
    place: Place
    concepts: tuple[str, ...] = ()
    page: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip of the source: what is printed, what is meant, how that is known."""

    at: str
    reads: str
    means: str
    support: str
    place: Place
    nth: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a passage of a text that could not be read is known.

    Attributes:
        where: the page or record in which it was seen.
        words: what stands there word for word, as far as that is known.
        note: what else a reader should know of it.
    """

    where: str
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was curated: read sentence by sentence, or known at second hand.

    `seen` has the passages of a text known at second hand; it is empty where the text was read.
    """

    key: str
    work: str
    place: Place
    outline: Mapping[int, str] = field(default_factory=dict)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    errata: tuple[Erratum, ...] = ()
    references: Mapping[int, str] = field(default_factory=dict)
    without_claim: Mapping[str, str] = field(default_factory=dict)
    parallels: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    seen: Mapping[str, Sighting] = field(default_factory=dict)

    @property
    def basis(self) -> str:
        """What the claims rest on: the text itself, or what others show of it."""
        return "secondary" if self.seen else "text"

    @property
    def quoting(self) -> tuple[Claim | Citation, ...]:
        """Its claims and citations that quote a key phrase: all of them where the text was read."""
        entries: tuple[Claim | Citation, ...] = (*self.claims, *self.citations)
        return tuple(entry for entry in entries if entry.quote)

    def sentences(self) -> list[str]:
        """The numbers of its sentences, in reading order, without the reference list."""
        return sorted((at for at in self.anchors if not at.startswith("ref.")), key=reading_order)


def reading_order(at: str) -> tuple[int, int, int]:
    """Sorts sentence numbers as they are read: 2.2 before 10.1, the references last.

    >>> sorted(["10.1", "2.2", "ref.1"], key=reading_order)
    ['2.2', '10.1', 'ref.1']
    """
    part, _, number = at.partition(".")
    return (1, 0, int(number)) if part == "ref" else (0, int(part), int(number))


@dataclass(slots=True)
class Ontology:
    """What can be said: the triples of `ontology/`, and the names that they give."""

    triples: "list[ox.Triple]" = field(default_factory=list)
    concepts: dict[str, Concept] = field(default_factory=dict)
    theorists: dict[str, Theorist] = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
