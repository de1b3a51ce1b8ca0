"""What a question takes for granted, and whether the claims hold it."""

from collections import Counter
from itertools import pairwise

from relatum.graph.asking import phrases
from relatum.graph.asking.chains import Chains
from relatum.graph.asking.fitting import SAID, Fit
from relatum.graph.asking.plainwords import NUMBERS, PLAIN
from relatum.graph.asking.retrieval import Place
from relatum.graph.asking.wording import stem, words

#: How much of a question the best sentence must speak of, and all that are chosen together.
_ONE_COVERS, _ALL_COVER = 0.6, 0.6
_ONE_OF_MANY_COVERS = 0.3
#: Relations that list things under one.
_MEMBERS = frozenset(("has-part", "begins-with", "is-evident-in", "calls-for-response"))
_COUNTED = _MEMBERS | {"goes-beyond"}

#: How words end that say of what kind a thing is ("rhythmic", "developmental").
_OF_A_KIND = ("al", "ic", "ive", "ary", "ous")

#: Things of a question that share words of it, each with these.
Group = dict[str, frozenset[str]]


def met(fit: Fit, chains: Chains, chosen: list[Place]) -> bool:
    """Whether some sentences say what a question asks and what it takes for granted.

    Args:
        fit: the claims, weighed against the question.
        chains: the claims as steps.
        chosen: the sentences, the best one first.
    """
    by_name = bool(fit.question.persons or fit.question.works)
    return (
        (by_name or not _only_about_agents(fit))
        and _covered(fit, chosen)
        and _kinds_are_known(fit)
        and _enough_members(fit, chosen[0])
        and _joined(fit, chains, chosen)
        and _related_as_asked(fit, chains, chosen)
    )


def groups(fit: Fit) -> list[Group]:
    """The things of a question, those together that share words of it."""
    telling = {term.stem for term in fit.question.terms if term.word not in PLAIN}
    passing = fit.question.verbs | fit.library.agent_stems
    found: list[Group] = []
    for thing, parts in fit.question.concepts.items():
        if not parts & telling or parts <= passing or fit.library.kinds.get(thing) == "role":
            continue
        merged: Group = {thing: parts}
        for group in [g for g in found if any(parts & others for others in g.values())]:
            merged |= group
            found.remove(group)
        found.append(merged)
    return found


def _only_about_agents(fit: Fit) -> bool:
    """Whether a question names nobody's doing in particular, only who might do it."""
    if fit.question.kind == "definition":
        return False
    agents = fit.library.agent_stems | {"therapi"}
    return all(term.plain or term.stem in agents for term in fit.question.terms)


def _covered(fit: Fit, chosen: list[Place]) -> bool:
    """Whether the sentences speak of most of what the question is about."""
    question = fit.question
    if question.kind == "comparison" and len(question.persons) > 1:
        return True  # what each of them is named for is what sets them apart
    if question.works and question.kind in ("citation", "who-which-work"):
        return True  # a work that is named is what the question is about
    wide = question.kind in ("chain", "comparison") or len(groups(fit)) > 1
    # A definition is of the whole name, not of a part of it.
    least = _ONE_OF_MANY_COVERS if wide and question.kind != "definition" else _ONE_COVERS
    return fit.covers(chosen[:1]) >= least and fit.covers(chosen) >= _ALL_COVER


def _kinds_are_known(fit: Fit) -> bool:
    """Whether a thing that is asked about as of some kind is anywhere spoken of as such."""
    telling = {term.word: term.stem for term in fit.question.terms if not term.plain}
    named = {one for parts in fit.question.concepts.values() for one in parts}
    kinds = [
        {telling[kind], telling[thing]}
        for kind, thing in pairwise(fit.question.plain.split())
        if kind.endswith(_OF_A_KIND) and {kind, thing} <= telling.keys() and telling[thing] in named
    ]
    said = [{one for one, well in fits.items() if well > SAID} for fits in fit.words]
    return all(any(kind <= stems_said for stems_said in said) for kind in kinds)


def _enough_members(fit: Fit, best: Place) -> bool:
    """Whether there are as many things of a sort as the question takes for granted."""
    question, number = fit.question, fit.question.number
    if phrases.HOW_MANY.search(question.plain):
        return _number_is_said(fit, set(NUMBERS) - {"one", "first"})
    if question.kind in ("citation", "who-which-work"):
        if phrases.COUNTS_WORKS.search(question.plain):
            return True
        if not (number and question.persons):
            sorts = question.members or phrases.OF_SORTS.search(question.plain)
            return not (sorts and question.persons)
    if not (question.members or number):
        return True
    said = {word for word, figure in NUMBERS.items() if figure == number}
    return (
        (number > 0 and _number_is_said(fit, said))
        or _listed_there(fit, best)
        or _listed_anywhere(fit)
    )


def _number_is_said(fit: Fit, said: set[str]) -> bool:
    """Whether a claim about a thing of the question says one of some numbers."""
    return any(
        said & set(words(f"{claim.statement} {claim.quote}"))
        for claim in fit.library.claims
        if claim.subject in fit.question.concepts or claim.object in fit.question.concepts
    )


def _listed_there(fit: Fit, best: Place) -> bool:
    """Whether one sentence says the same of as many things as are asked for, or one more."""
    question, number = fit.question, fit.question.number
    sorts = phrases.IN_ORDER if number else phrases.OF_ANY_SORT
    if question.persons or sorts.search(question.plain) or fit.covers([best]) < _ALL_COVER:
        return False
    claims = [fit.library.claims[place] for place in fit.library.by_place[best]]
    listed = Counter((claim.subject, claim.relation) for claim in claims).values()
    return any(number <= many <= number + 1 if number else many > 1 for many in listed)


def _listed_anywhere(fit: Fit) -> bool:
    """Whether the claims list as many things under one of the question's."""
    question, cited_at = fit.question, fit.library.cited_at
    listing = {*_COUNTED, *question.relations} if question.number else _MEMBERS
    listed: Counter[tuple[str, str]] = Counter()
    for claim in fit.library.claims:
        theirs = {person for c in cited_at[claim.place] for person in c.persons}
        if question.persons and not theirs & set(question.persons):
            continue
        if claim.subject in question.concepts and claim.relation in listing:
            listed[claim.subject, claim.relation] += 1
        if claim.object in question.concepts and claim.relation in {"is-a", *question.relations}:
            listed[claim.object, claim.relation] += 1
    return max(listed.values(), default=0) >= max(question.number, 2)


def _joined(fit: Fit, chains: Chains, chosen: list[Place]) -> bool:
    """Whether things that a question takes to be joined meet in a sentence or along a chain."""
    if fit.question.kind == "comparison" or not phrases.TAKES_AS_JOINED.search(fit.question.plain):
        return True
    named = groups(fit)
    said = [fit.said([place]) for place in chosen]
    return len(named) < 2 or all(
        any(_meet(chains, said, group, other) for other in named if other is not group)
        for group in named
    )


def _meet(chains: Chains, said: list[set[str]], group: Group, other: Group) -> bool:
    """Whether a thing of one group meets one of another."""
    return any(
        any(group[one] | other[two] <= stems_said for stems_said in said)
        or chains.path(one, two)
        or chains.path(two, one)
        for one in group
        for two in other
    )


def _related_as_asked(fit: Fit, chains: Chains, chosen: list[Place]) -> bool:
    """Whether a claim has the very relation that some questions cannot do without."""
    question = fit.question
    named = {one for parts in question.concepts.values() if len(parts) > 1 for one in parts}
    for pattern, relations in phrases.DEMANDS:
        asked = pattern.search(question.plain)
        if not asked or stem(asked[1]) in named:
            continue
        if stem(asked[1]) in fit.said(chosen[:1]) and fit.covers(chosen[:1]) >= _ALL_COVER:
            continue
        if fit.covers(place for place in chosen if _has(fit, place, relations)) < _ALL_COVER:
            return False
    if phrases.CAUSES.search(question.plain) and question.concepts:
        return any(chains.before[thing] for thing in question.concepts)
    return True


def _has(fit: Fit, place: Place, relations: tuple[str, ...]) -> bool:
    claims = fit.library.claims
    return any(claims[number].relation in relations for number in fit.library.by_place[place])
