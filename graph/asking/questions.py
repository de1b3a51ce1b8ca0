"""A question in plain English to its answer: claims with their places, or that none says it."""

import re
from typing import NamedTuple

from relatum.graph.answers import Passage
from relatum.graph.asking.evidence import Evidence, find_evidence
from relatum.graph.asking.fitting import Fit
from relatum.graph.asking.retrieval import Citation, Claim, Library, Place
from relatum.graph.asking.understanding import Question, understand
from relatum.graph.store import Store

#: How many claims of one sentence an answer repeats, and how near to its best each must come.
_OF_ONE, _OF_ONE_IN_LIST, _NEAR = 2, 6, 0.85
#: The pages of an article in its reference, and a question that asks for a page.
_PAGES = re.compile(r"\d+[\u2013-]\d+")
_ASKS_PAGE = re.compile(r"\b(on|which|what) pages?\b|\bpages? (number|no|for|of)\b")


class Said(NamedTuple):
    """A claim of an answer: its own statement, how it is made, and where."""

    id: str
    statement: str
    certainty: str
    passage: Passage
    quote: str


class Cited(NamedTuple):
    """A work that an answer names, with what it is cited for and where."""

    work: str
    in_text: str
    reference: str
    purpose: str
    page: str
    passage: Passage


class Reply(NamedTuple):
    """An answer with all that it rests on, or why there is none and what is nearby.

    `answer` is made of the statements of `claims`; `read_as` tells which words were taken
    for misspellings of which.
    """

    answerable: bool
    kind: str
    answer: str
    concepts: tuple[str, ...] = ()
    theorists: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    claims: tuple[Said, ...] = ()
    passages: tuple[Passage, ...] = ()
    citations: tuple[Cited, ...] = ()
    nearby: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


def ask(store: Store, text: str) -> Reply:
    """Answers a question from the claims of a dataset, or says that none of them does.

    Args:
        store: the dataset.
        text: the question as a person types it.
    """
    library = Library(store)
    question = understand(library, text)
    why = _not_here(question)
    if why:
        return _refusal(library, question, why)
    fit = Fit(library, question)
    evidence = find_evidence(fit)
    if not evidence.places:
        return _refusal(library, question, "no claim says it")
    cited = _cited(library, question, evidence.places)
    if _ASKS_PAGE.search(question.plain) and not any(
        c.page or _PAGES.search(library.facts[c.work]["bibliographicCitation"]) for c in cited
    ):
        return _refusal(library, question, "no page is given")
    return _reply(fit, evidence, cited)


def _not_here(question: Question) -> str:
    """Why a question cannot be answered whatever the claims say, or nothing."""
    if question.unknown:
        words = " or ".join(f"'{word}'" for word in question.unknown[:3])
        return f"nothing in them speaks of {words}"
    if question.outside:
        return f"they do not say '{question.outside}'"
    if question.kind == "definition" and not (question.concepts or question.works):
        return "they have no idea by this name"
    if not (question.terms or question.works or question.persons):
        return "the question names nothing that they speak of"
    return ""


def _reply(fit: Fit, evidence: Evidence, cited: list[Citation]) -> Reply:
    library, question = fit.library, fit.question
    claims = _said(fit, evidence)
    # Where there are several sources, a number alone tells nothing.
    named = len({place[0] for place in library.by_place}) > 1
    things = dict.fromkeys(
        [*question.concepts, *(end for c in claims for end in (c.subject, c.object))]
    )
    return Reply(
        answerable=True,
        kind=question.kind,
        answer=" ".join(_with_place(claim, named=named) for claim in claims),
        concepts=tuple(k for k in things if k not in library.persons and k not in library.works),
        theorists=tuple(dict.fromkeys(person for c in cited for person in c.persons)),
        works=tuple(dict.fromkeys(citation.work for citation in cited)),
        claims=tuple(
            Said(c.id, c.statement, c.certainty, _passage(c.place), c.quote) for c in claims
        ),
        passages=tuple(map(_passage, evidence.places)),
        citations=tuple(_as_cited(library, citation) for citation in cited),
        read_as=tuple(sorted(question.corrections.items())),
    )


def _with_place(claim: Claim, *, named: bool) -> str:
    source = f"{claim.place[0]} " if named else ""
    return f"{claim.statement} [{source}{_passage(claim.place).at}]"


def _said(fit: Fit, evidence: Evidence) -> list[Claim]:
    """The claims to repeat: of each sentence the steps of the chain, or those that fit best."""
    library = fit.library
    found: dict[str, Claim] = {}
    most = _OF_ONE_IN_LIST if fit.question.kind == "list" else _OF_ONE
    for place in evidence.places:
        steps = [claim for claim in evidence.steps if claim.place == place]
        numbers = sorted(library.by_place[place], key=lambda n: (-fit.claims[n], n))
        best = [n for n in numbers[:most] if fit.claims[n] >= _NEAR * fit.claims[numbers[0]]]
        for claim in steps[:most] or [library.claims[n] for n in sorted(best)]:
            found.setdefault(claim.statement, claim)
    return list(found.values())


def _cited(library: Library, question: Question, places: tuple[Place, ...]) -> list[Citation]:
    """The citations of the sentences that are for what is asked."""
    found = [citation for place in places for citation in library.cited_at[place]]
    if question.works:
        return [c for c in found if c.work in question.works]
    if question.persons:
        return [c for c in found if set(c.persons) & set(question.persons)]
    return [c for c in found if set(c.concepts) & set(question.concepts)] or found


def _as_cited(library: Library, citation: Citation) -> Cited:
    facts = library.facts[citation.work]
    return Cited(
        work=citation.work,
        in_text=facts["inTextCitation"],
        reference=facts["bibliographicCitation"],
        purpose=citation.purpose,
        page=citation.page,
        passage=_passage(citation.place),
    )


def _refusal(library: Library, question: Question, why: str) -> Reply:
    named = (*question.persons, *question.concepts)
    return Reply(
        answerable=False,
        kind="unanswerable",
        answer=f"No answer found in these sources: {why}.",
        nearby=tuple(dict.fromkeys(library.labels[thing] for thing in named)),
        read_as=tuple(sorted(question.corrections.items())),
    )


def _passage(place: Place) -> Passage:
    return Passage(*place)
