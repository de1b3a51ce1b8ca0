"""A concept map as it is to be drawn: boxes, and propositions with every claim behind them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relatum.graph.terms import CERTAINTIES


class MapConcept(NamedTuple):
    """A box of the map: a concept, or a theorist or work that it is traced to.

    `why` says in a line why it is on the map.
    """

    key: str
    label: str
    kind: str
    definition: str
    why: str = ""


class Evidence(NamedTuple):
    """One claim or citation behind a proposition, and where it is said.

    `claim` is its id; `quote` is empty where a work is cited, and `work` names that work.
    """

    claim: str
    statement: str
    certainty: str
    source: str
    paragraph: int
    sentence: int
    quote: str
    work: str = ""

    @property
    def at(self) -> str:
        """Paragraph and sentence, as `9.1`."""
        return f"{self.paragraph}.{self.sentence}"


class Proposition(NamedTuple):
    """Concept, linking phrase, concept, with every claim that says so.

    `certainty` is that of the surest claim.
    """

    subject: str
    relation: str
    phrase: str
    object: str
    certainty: str
    negated: bool
    evidence: tuple[Evidence, ...]


class Joint(NamedTuple):
    """A linking phrase as it is drawn once: every subject, the phrase, every object.

    Each subject with each object is one of the `links`, as in CmapTools.
    """

    phrase: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    links: tuple[Proposition, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The first subject and the phrase: no other joint of a map has the same."""
        return self.subjects[0], self.phrase


class ConceptMap(NamedTuple):
    """A drawing to be: what it is called, what it answers, its boxes and its propositions.

    Propositions of one subject with the same phrase share that phrase in a drawing, as in
    CmapTools: `phrases` gathers them. `focus` has the keys of the concepts that it is
    about, which are the first of `concepts`; where `chain` is true the map leads from the
    first of them to the last.  `sources` has the works that were read, by key.
    """

    title: str
    question: str
    focus: tuple[str, ...]
    concepts: tuple[MapConcept, ...]
    propositions: tuple[Proposition, ...]
    sources: Mapping[str, str]
    chain: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the boxes by key."""
        return {concept.key: concept.label for concept in self.concepts}

    def phrases(self) -> dict[tuple[str, str], list[Proposition]]:
        """The propositions that share a linking phrase, by subject and phrase."""
        shared: dict[tuple[str, str], list[Proposition]] = {}
        for link in self.propositions:
            shared.setdefault((link.subject, link.phrase), []).append(link)
        return shared

    def joints(self) -> list[Joint]:
        """The linking phrases as they are drawn, each once.

        Propositions of one subject share a phrase; and subjects that say the same of the same
        objects share it as well, but for the focus: it stands above them.
        """
        alike: dict[tuple[str, tuple[str, ...], bool], list[tuple[str, str]]] = {}
        shared = self.phrases()
        for (subject, phrase), links in shared.items():
            objects = tuple(dict.fromkeys(sorted(link.object for link in links)))
            alike.setdefault((phrase, objects, subject in self.focus), []).append((subject, phrase))
        return [
            Joint(
                phrase,
                tuple(subject for subject, _ in keys),
                objects,
                tuple(link for key in keys for link in shared[key]),
            )
            for (phrase, objects, _), keys in alike.items()
        ]


def surest(evidence: Iterable[Evidence | Proposition]) -> str:
    """How the surest of some claims is made: stated, hedged or inferred."""
    made = {one.certainty for one in evidence}
    return next(grade for grade in CERTAINTIES if grade in made)
