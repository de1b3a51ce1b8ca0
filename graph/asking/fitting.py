"""How well each claim and each sentence fits a question."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from relatum.graph.asking.phrases import ATTENDS
from relatum.graph.asking.retrieval import Library, Place
from relatum.graph.asking.understanding import Question

#: How well a claim fits that has a thing of the question at one of its ends.
_AT_SUBJECT, _AT_OBJECT, _AT_AGENT = 1.2, 1.1, 0.6
#: How much each thing of a list tells, and up to how many of them.
_IN_LIST, _ATTENDED, _LONG_LIST = 0.15, 0.3, 6
#: From here on a word counts as said, and not only as hinted at by a definition.
SAID = 0.5
#: Relations that say whose a thing is or where it is, and little about it.
_OF_AGENTS = ("done-by", "occurs-in")
_DEFINING = ("means", "is-a", "begins-with", "has-part")


class Fit:
    """Weighs all claims and sentences against one question."""

    def __init__(self, library: Library, question: Question) -> None:
        """Weighs them once; the rest only looks up."""
        self.library, self.question = library, question
        self.things = self._things()
        self._attends = bool(ATTENDS.search(question.plain))
        numbers = range(len(library.claims))
        self.words = [self._words(number) for number in numbers]
        self.claims = [self._claim(number) for number in numbers]
        self.places = {place: self._place(place) for place in library.by_place}

    def _things(self) -> dict[str, frozenset[str]]:
        """The things asked about, with what they mean and the members that answer for them."""
        things = self.question.concepts | self.question.persons
        if self.question.kind == "definition":
            for claim in self.library.claims:
                if claim.relation == "means" and claim.subject in self.question.concepts:
                    things.setdefault(claim.object, self.question.concepts[claim.subject])
        if "calls-for-response" in self.question.relations:
            for member, parts in self._answered().items():
                things.setdefault(member, parts)
        return things

    def _answered(self) -> dict[str, frozenset[str]]:
        """The members of the kinds asked for that call for a response, as emotions do."""
        asked = {term.stem for term in self.question.terms}
        kinds = {n.thing: n.stems for n in self.library.names if n.stems <= asked}
        claims = self.library.claims
        calling = {c.subject for c in claims if c.relation == "calls-for-response"}
        return {
            claim.subject: kinds[claim.object]
            for claim in claims
            if claim.relation == "is-a" and claim.subject in calling and claim.object in kinds
        }

    def _words(self, number: int) -> dict[str, float]:
        """The stems of the question that a claim has, each with how well it fits."""
        claim, weights = self.library.claims[number], self.library.weights[number]
        fit = {t.stem: weights[t.stem] for t in self.question.terms if t.stem in weights}
        at_object = _AT_AGENT if claim.relation in _OF_AGENTS else _AT_OBJECT
        for end, well in ((claim.object, at_object), (claim.subject, _AT_SUBJECT)):
            for part in self.things.get(end, ()):
                fit[part] = max(well, fit.get(part, 0))
        return fit

    def _claim(self, number: int) -> float:
        claim, fit = self.library.claims[number], self.words[number]
        score = sum(t.weight * fit.get(t.stem, 0) for t in self.question.terms)
        if score and claim.relation in self.question.relations:
            spread = len(self.library.spread[claim.relation])
            score = score * 1.25 + 0.5 * log(1 + len(self.library.by_place) / spread)
        if self.question.kind == "definition":
            defining = claim.relation in _DEFINING and claim.subject in self.things
            score *= 1.4 if defining else 1
        return score * (0.9 if claim.certainty == "inferred" else 1)

    def _place(self, place: Place) -> float:
        numbers = self.library.by_place[place]
        best: dict[str, float] = defaultdict(float)
        for number in numbers:
            for one, fit in self.words[number].items():
                best[one] = max(best[one], fit)
        whole = sum(t.weight * best[t.stem] for t in self.question.terms)
        return whole + 0.6 * max(self.claims[number] for number in numbers) + self._listed(numbers)

    def _listed(self, numbers: list[int]) -> float:
        """More for a sentence that says the same of several things, where a list is asked for."""
        if self.question.kind != "list" and not self._attends:
            return 0
        claims = (self.library.claims[number] for number in numbers)
        listed = Counter(
            (c.subject, c.relation)
            for c in claims
            if c.subject in self.things and (c.relation == "is-about" or not self._attends)
        )
        many = max(listed.values(), default=0)
        return (_ATTENDED if self._attends else _IN_LIST) * min(many, _LONG_LIST) * (many > 1)

    def said(self, places: Iterable[Place]) -> set[str]:
        """The stems of the question that some sentences say."""
        return {
            one
            for place in places
            for number in self.library.by_place[place]
            for one, fit in self.words[number].items()
            if fit > SAID
        }

    def covers(self, places: Iterable[Place]) -> float:
        """How much of what a question is about some sentences speak of, from 0 to 1."""
        question = self.question
        telling = [term for term in question.terms if not term.plain]
        if question.persons:  # whose sentences these are already
            names = frozenset().union(*question.persons.values())
            telling = [term for term in telling if term.stem not in names]
        elif not telling and not question.works:
            telling = list(question.terms)
        said = self.said(places)
        total = sum(term.weight for term in telling)
        return sum(t.weight for t in telling if t.stem in said) / total if total else 1.0
