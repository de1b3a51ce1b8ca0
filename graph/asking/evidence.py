"""Which sentences answer a question; none where a claim does not say what is asked."""

import re
from collections import Counter
from typing import NamedTuple

from relatum.graph.asking.chains import Chains, leads
from relatum.graph.asking.fitting import SAID, Fit
from relatum.graph.asking.plainwords import NUMBERS, PLAIN
from relatum.graph.asking.retrieval import Citation, Claim, Place
from relatum.graph.asking.wording import stem, stems, words

#: How many sentences an answer rests on at most, and how near to the best each must come.
_MOST = {"chain": 5, "list": 4, "comparison": 4}
_NEAR = {"chain": 0.6, "list": 0.6, "comparison": 0.55, "citation": 0.6}
#: How much of a question the best sentence must speak of, and all that are chosen together.
_ONE_COVERS, _ALL_COVER = 0.6, 0.7
_ONE_OF_MANY_COVERS = 0.3
#: How many sentences name the authors whom a question asks for.
_MOST_AUTHORS = 5
#: How much of what is asked a work must be cited for.
_OWN_SHARE = 0.3
#: A thing that stands in more sentences than this is no starting point of a chain.
_EVERYWHERE = 14
#: Relations that list things under one.
_MEMBERS = frozenset(("has-part", "begins-with", "is-evident-in", "calls-for-response"))
_COUNTED = _MEMBERS | {"goes-beyond"}
#: Relations in which the object comes first.
_BACK = ("emerges-from", "requires")
#: What some questions ask for, and the relations of which one must be there.
_DEMANDS = (
    (re.compile(r"\b(signs?|symptoms?|evident|manifest\w*)\b"), ("is-evident-in", "conveys")),
    (re.compile(r"\b(respon(?:ds?|ses?|ding)|react(?:s|ions?|ing)?)\b"),
     ("calls-for-response", "addresses")),
    (re.compile(r"\b(opposites?|opposed)\b"), ("contrasts-with", "goes-with")),
    (re.compile(r"\b(images?|metaphors?|symbol\w*|picture[sd]?)\b"), ("is-pictured-as",)),
)  # fmt: skip
_SORTS = re.compile(r"\b(stages?|levels?|types?|kinds?|forms?|steps?|phases?|examples?|sorts?|categor\w+)\b")
_AUTHORS = re.compile(r"\b(authors|writers|theorists|thinkers|researchers|scholars|psycho\w+ists)\b")
_YES_OR_NO = re.compile(r"^(why|do|does|did|is|are|can|could|will|would|has|have)\b|\b(causes?|leads?|produces?)\b")
_COINED = re.compile(r"\b(coin(s|ed)?|invent(s|ed)?)\b")
_ORDERED = re.compile(r"\b(stages?|levels?|steps?|phases?)\b")
_EXAMPLES = re.compile(r"\b(levels?|types?|kinds?|examples?|categor\w+)\b")
_HOW_MANY = re.compile(r"\bhow many\b")
_OF_WORKS = re.compile(r"\b(works?|books?|papers?|sources?|references?|volumes?|titles?|years?)\b")
_CAUSES = re.compile(r"\bwhat (causes?|leads? to|brings? about|gives? rise to|triggers?)\b")
_IF = re.compile(r"\b(if|when)\b")
_EFFECTS = re.compile(r"\b(happens?|consequences?|lead|result|effects?|if)\b")


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
    if not ranked or not _enough_members(fit, ranked[0]):
        return Evidence()
    chains = Chains(fit.library.claims)
    chosen, steps = _near(fit, ranked), []
    if question.kind == "chain" and not by_name:
        steps = _steps(fit, chains)
        led = dict.fromkeys([chosen[0], *(claim.place for claim in steps), *chosen[1:]])
        chosen = list(led)[: _MOST["chain"]]
    wide = question.kind in ("chain", "comparison") or len(_groups(fit)) > 1
    if not by_name and _is_only_about_agents(fit):
        return Evidence()
    if fit.covers(chosen[:1]) < (_ONE_OF_MANY_COVERS if wide else _ONE_COVERS):
        return Evidence()
    if fit.covers(chosen) < _ALL_COVER or not _joined(fit, chains, chosen):
        return Evidence()
    if not _says_what_is_asked(fit, chains, chosen):
        return Evidence()
    return Evidence(tuple(_listing(fit, chosen)), tuple(steps))


def _is_only_about_agents(fit: Fit) -> bool:
    """Whether a question names nobody's doing in particular, only who might do it."""
    if fit.question.kind == "definition":
        return False
    agents = fit.library.agent_stems | {"therapi"}
    return all(term.plain or term.stem in agents for term in fit.question.terms)


def _open_to(fit: Fit) -> list[Place]:
    """The sentences that may answer: those of the people and works that are named or sought."""
    question, library = fit.question, fit.library
    if question.persons or question.works:
        found = {
            c.place
            for c in library.citations
            if set(c.persons) & set(question.persons) or c.work in question.works
        }
        found |= {c.place for c in library.claims if c.subject in question.persons}
        return [place for place in fit.places if place in found]
    if question.kind in ("citation", "who-which-work"):
        cited = [c.place for c in library.citations if _is_for(fit, c)]
        agents = question.kind == "who-which-work" and not question.authors
        return list(dict.fromkeys(cited)) or (list(fit.places) if agents else [])
    return list(fit.places)


def _is_for(fit: Fit, citation: Citation) -> bool:
    """Whether a work is cited for what is asked, and not only beside it."""
    if _COINED.search(fit.question.plain) and "term" not in citation.purpose:
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
    if question.kind == "who-which-work" and _AUTHORS.search(question.plain):
        return [place for place in ranked if cited_at[place]][:_MOST_AUTHORS]
    return []


def _anchors(fit: Fit) -> list[str]:
    """The things of the question that do not stand everywhere, the most telling first."""
    concepts, places = fit.question.concepts, fit.library.places_of
    named = [thing for group in _groups(fit) for thing in group if thing in concepts]
    anchors = [thing for thing in named if len(places[thing]) <= _EVERYWHERE]
    return sorted(anchors, key=lambda k: (-len(concepts[k]), len(places[k]), k))


def _steps(fit: Fit, chains: Chains) -> list[Claim]:
    """The chain between two things of the question, or on from the most telling one."""
    grouped = {thing for group in _groups(fit) for thing in group}
    named = [thing for thing in fit.question.concepts if thing in grouped]
    for start in named:
        for end in named:
            path = chains.path(start, end) if end != start else []
            if path:
                return path
    back = not _EFFECTS.search(fit.question.plain)
    for way in (back, not back):
        for anchor in _anchors(fit):
            steps = chains.onward(anchor, back=way)
            if steps:
                return steps
    return []


def _tells_cause(fit: Fit, place: Place) -> bool:
    """Whether a claim of a sentence says what leads where, and of what is asked."""
    telling = {term.stem for term in fit.question.terms if not term.plain}
    asks_for_care = bool(_IF.search(fit.question.plain))
    return any(
        (leads(claim) or (asks_for_care and claim.relation == "calls-for-response"))
        and any(fit.words[number].get(one, 0) > SAID for one in telling)
        for number in fit.library.by_place[place]
        for claim in (fit.library.claims[number],)
    )


def _enough_members(fit: Fit, best: Place) -> bool:
    """Whether there are as many things of a sort as the question takes for granted."""
    question = fit.question
    if _HOW_MANY.search(question.plain):
        return _number_is_said(fit, set(NUMBERS) - {"one", "first"})
    if question.kind in ("citation", "who-which-work"):
        if _OF_WORKS.search(question.plain):
            return True
        if not (question.number and question.persons):
            asked = question.members or _EXAMPLES.search(question.plain)
            return not (asked and question.persons)
    if not question.members and not question.number:
        return True
    said = {word for word, number in NUMBERS.items() if number == question.number}
    if question.number and _number_is_said(fit, said):
        return True
    sorts = _ORDERED if question.number else _SORTS
    if not (question.persons or sorts.search(question.plain)) and fit.covers([best]) >= _ALL_COVER:
        listed = Counter((c.subject, c.relation) for c in fit.library.claims if c.place == best)
        fewest, most = question.number or 2, question.number + 1 if question.number else len(fit.library.claims)
        if any(fewest <= many <= most for many in listed.values()):
            return True
    listing = {*_COUNTED, *question.relations} if question.number else _MEMBERS
    groups: Counter[tuple[str, str]] = Counter()
    for claim in fit.library.claims:
        if claim.subject in question.concepts and claim.relation in listing:
            groups[claim.subject, claim.relation] += 1
        if claim.object in question.concepts and claim.relation in {"is-a", *question.relations}:
            groups[claim.object, claim.relation] += 1
    return max(groups.values(), default=0) >= max(question.number, 1)


def _number_is_said(fit: Fit, said: set[str]) -> bool:
    """Whether a claim about a thing of the question says one of some numbers."""
    return any(
        said & set(words(f"{claim.statement} {claim.quote}"))
        for claim in fit.library.claims
        if claim.subject in fit.question.concepts or claim.object in fit.question.concepts
    )


def _says_what_is_asked(fit: Fit, chains: Chains, chosen: list[Place]) -> bool:
    """Whether a claim has the very relation that some questions cannot do without."""
    plain = fit.question.plain
    named = {one for parts in fit.question.concepts.values() for one in parts}
    for pattern, relations in _DEMANDS:
        asked = pattern.search(plain)
        if not asked or stem(asked[1]) in named:
            continue
        if stem(asked[1]) in fit.said(chosen[:1]) and fit.covers(chosen[:1]) >= _ALL_COVER:
            continue
        saying = [place for place in chosen if _has(fit, place, relations)]
        if not saying or fit.covers(saying) < _ALL_COVER:
            return False
    anchors = _anchors(fit)
    if _CAUSES.search(plain) and anchors:
        return any(chains.before[anchor] for anchor in anchors)
    return True


def _listing(fit: Fit, chosen: list[Place]) -> list[Place]:
    """For a list of signs and the like: the sentences that list them."""
    for pattern, relations in _DEMANDS:
        if fit.question.kind == "list" and pattern.search(fit.question.plain):
            return [place for place in chosen if _has(fit, place, relations)] or chosen
    return chosen


def _has(fit: Fit, place: Place, relations: tuple[str, ...]) -> bool:
    claims = fit.library.claims
    return any(claims[number].relation in relations for number in fit.library.by_place[place])


Group = dict[str, frozenset[str]]


def _joined(fit: Fit, chains: Chains, chosen: list[Place]) -> bool:
    """Whether the things of the question stand together, or a chain joins them."""
    if fit.question.kind == "comparison":
        return _told_apart(fit)
    if not _YES_OR_NO.search(fit.question.plain):
        return True
    groups = _groups(fit)
    said = [fit.said([place]) for place in chosen]
    return all(
        any(
            _meet(chains, said, group, other) or _named_together(fit, group, other)
            for other in groups
            if other is not group
        )
        for group in groups
        if len(groups) > 1
    )


def _told_apart(fit: Fit) -> bool:
    """Whether the people who are compared speak of different things."""
    persons = fit.question.persons
    spoken = [
        frozenset(c.object for c in fit.library.claims if c.subject == person) for person in persons
    ]
    return len(persons) < 2 or len(set(spoken)) > 1


def _named_together(fit: Fit, group: Group, other: Group) -> bool:
    """Whether the question itself sets two things side by side ("anger and fear")."""
    order = [stem(word) for word in fit.question.plain.split()]
    one, two = frozenset().union(*group.values()), frozenset().union(*other.values())
    return any(
        between in ("and", "or", "vs") and {before, after} & one and {before, after} & two
        for before, between, after in zip(order, order[1:], order[2:], strict=False)
    )


def _groups(fit: Fit) -> list[Group]:
    """The things of the question, those together that share words of it."""
    telling = {term.stem for term in fit.question.terms if term.word not in PLAIN}
    passing = fit.question.verbs | fit.library.agent_stems
    groups: list[Group] = []
    for thing, parts in fit.question.concepts.items():
        if not parts & telling or parts <= passing or fit.library.kinds.get(thing) == "role":
            continue
        merged: Group = {thing: parts}
        for group in [g for g in groups if any(parts & others for others in g.values())]:
            merged |= group
            groups.remove(group)
        groups.append(merged)
    return groups


def _meet(chains: Chains, said: list[set[str]], group: Group, other: Group) -> bool:
    """Whether a thing of one group meets one of another, in a sentence or along a chain."""
    return any(
        any(group[one] | other[two] <= stems_said for stems_said in said)
        or chains.path(one, two)
        or chains.path(two, one)
        for one in group
        for two in other
    )
