"""Which sentences answer a question; none where a claim does not say what is asked."""

from typing import NamedTuple

from relatum.graph.asking import demands, phrases
from relatum.graph.asking.chains import Chains
from relatum.graph.asking.fitting import Fit
from relatum.graph.asking.retrieval import Citation, Claim, Place
from relatum.graph.asking.wording import stems

#: How many sentences an answer rests on at most, and how near to the best each must come.
_MOST = {"chain": 5, "list": 4, "comparison": 4}
_NEAR = {"chain": 0.6, "list": 0.6, "comparison": 0.55, "citation": 0.6}
#: How many sentences name the authors whom a question asks for.
_MOST_AUTHORS = 5
#: How much of what is asked a work must be cited for.
_OWN_SHARE = 0.3
#: A thing that stands in more sentences than this is no starting point of a chain.
_EVERYWHERE = 14
#: Relations in which the object comes first.
_BACK = ("emerges-from", "requires")


class Evidence(NamedTuple):
    """The sentences that answer, best first, and for a chain its claims step by step."""

    places: tuple[Place, ...] = ()
    steps: tuple[Claim, ...] = ()


def find_evidence(fit: Fit) -> Evidence:
    """The sentences that answer a question, or nothing where none does."""
    question = fit.question
    by_name = bool(question.persons or question.works)
    ranked = sorted(_open_to(fit), key=lambda place: (-fit.places[place], place))
    ranked = [place for place in ranked if by_name or fit.places[place] > 0]
    if not ranked:
        return Evidence()
    chains = Chains(fit.library.claims)
    chosen, steps = _near(fit, ranked), []
    if question.kind == "chain" and not by_name:
        steps = _steps(fit, chains)
        led = dict.fromkeys([chosen[0], *(claim.place for claim in steps), *chosen[1:]])
        chosen = list(led)[: _MOST["chain"]]
    if not demands.met(fit, chains, chosen):
        return Evidence()
    return Evidence(tuple(chosen), tuple(steps))


def _open_to(fit: Fit) -> list[Place]:
    """The sentences that may answer: those of the people and works that are named or sought."""
    question, library = fit.question, fit.library
    if question.works:
        found = {c.place for c in library.citations if c.work in question.works}
        return [place for place in fit.places if place in found]
    if question.persons:
        found = {c.place for c in library.citations if set(c.persons) & set(question.persons)}
        found |= {c.place for c in library.claims if c.subject in question.persons}
        return [place for place in fit.places if place in found]
    if question.kind in ("citation", "who-which-work"):
        cited = [c.place for c in library.citations if _is_for(fit, c)]
        agents = question.kind == "who-which-work" and not question.authors
        return list(dict.fromkeys(cited)) or (list(fit.places) if agents else [])
    return list(fit.places)


def _is_for(fit: Fit, citation: Citation) -> bool:
    """Whether a work is cited for what is asked, and not only beside it."""
    if phrases.COINED.search(fit.question.plain) and "term" not in citation.purpose:
        return False
    telling = [term for term in fit.question.terms if not term.plain]
    purpose = citation.purpose
    if "goes-beyond" not in fit.question.relations:
        purpose = purpose.partition(",")[0]  # after it comes what others make of it
    own = {*stems(purpose), *_own(fit, citation)}
    own |= {one for c in citation.concepts for one in fit.question.concepts.get(c, ())}
    share = sum(term.weight for term in telling if term.stem in own)
    return share > 0 and share >= _OWN_SHARE * sum(term.weight for term in telling)


def _own(fit: Fit, citation: Citation) -> set[str]:
    """The stems of what the people of a citation speak of, by the claims of its sentence."""
    library = fit.library
    spoken = {c.object for c in library.claims if c.subject in citation.persons}
    claims = [library.claims[number] for number in library.by_place[citation.place]]
    owned = {c.object for c in claims if c.subject in (*citation.persons, citation.work)}
    for _ in range(2):
        owned |= {c.object for c in claims if c.subject in owned}
        owned |= {c.subject for c in claims if c.object in owned and c.relation in _BACK}
    return {one for thing in owned | spoken for one in library.stems_of.get(thing, ())}


def _near(fit: Fit, ranked: list[Place]) -> list[Place]:
    """The best sentences, and one that says words which these leave out."""
    kind, top = fit.question.kind, fit.places[ranked[0]]
    if each := _each_of(fit, ranked):
        return each
    most = _MOST.get(kind, 3)
    chosen = [p for p in ranked if fit.places[p] >= _NEAR.get(kind, 0.65) * top][:most]
    covered = fit.covers(chosen)
    if covered < 1 and not fit.question.persons:
        best = max(ranked, key=lambda place: (fit.covers([*chosen, place]), fit.places[place]))
        if fit.covers([*chosen, best]) > covered:
            chosen = [*chosen[: most - 1], best]
    return chosen


def _each_of(fit: Fit, ranked: list[Place]) -> list[Place]:
    """The best sentence for each of several people, or all where people are asked for."""
    question, cited_at = fit.question, fit.library.cited_at
    if len(question.persons) > 1:
        theirs = [
            next((p for p in ranked if any(person in c.persons for c in cited_at[p])), None)
            for person in question.persons
        ]
        return [place for place in dict.fromkeys(theirs) if place]
    if question.kind == "who-which-work" and phrases.AUTHORS.search(question.plain):
        return [place for place in ranked if cited_at[place]][:_MOST_AUTHORS]
    return []


def _anchors(fit: Fit) -> list[str]:
    """The things of the question that do not stand everywhere, the most telling first."""
    concepts, places = fit.question.concepts, fit.library.places_of
    named = [thing for group in demands.groups(fit) for thing in group if thing in concepts]
    anchors = [thing for thing in named if len(places[thing]) <= _EVERYWHERE]
    return sorted(anchors, key=lambda k: (-len(concepts[k]), len(places[k]), k))


def _steps(fit: Fit, chains: Chains) -> list[Claim]:
    """The chain between two things of the question, or on from the most telling one."""
    grouped = {thing for group in demands.groups(fit) for thing in group}
    named = [thing for thing in fit.question.concepts if thing in grouped]
    for start in named:
        for end in named:
            path = chains.path(start, end) if end != start else []
            if path:
                return path
    back = not phrases.EFFECTS.search(fit.question.plain)
    for way in (back, not back):
        for anchor in _anchors(fit):
            steps = chains.onward(anchor, back=way)
            if steps:
                return steps
    return []
