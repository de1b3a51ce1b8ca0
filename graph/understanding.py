"""A question in plain English: its kind, what it is about, and what of it nobody knows here."""

import re
from typing import NamedTuple

from relatum.graph.plainwords import CUES, FRAME, NEGATIVE, NUMBERS, PLAIN, STOP
from relatum.graph.retrieval import Library, Name
from relatum.graph.wording import asked_words, corrected, stem, words

#: The kinds of question, each with what tells it, in the order in which they are tried.
_KINDS = (
    ("citation", r"\b(pages?|references?|cit(e|es|ed|ing|ations?)|apa|bibliography|publi\w+|journal"
                 r"|sources? (for|does|do|is|are)|which sources?|what sources?|years?|support(s|ed)? (this|that|the))\b"),
    ("who-which-work", r"\b(who(?! the)|whose (book|paper|work|idea|term|theory|concept|phrase|notion)|(which|what|whats) (\w+ )?(authors?|theorists?|writers?|books?"
                       r"|papers?|works?|researchers?|psycho\w+ists?|analysts?|thinkers?|scholars?)"
                       r"|that (paper|book)|the (paper|book) (on|about|where))\b"),
    ("comparison", r"\b(difference|differ\w*|compar\w+|versus|contrast\w*|distin\w+|similar\w*|alike"
                   r"|same|opposed|unlike|opposite)\b"),
    ("chain", r"\b(why|what (happens?|follows|results?)|how come|lead(s|ing)? to|because|reasons?"
              r"|consequences?|outcomes?|what if|results?|end up|steps?|chain|eventually|how (does|do|can|could|would|did|is|are) .*"
              r"(help|lead|cause|result|make|allow|enable|turn|become|develop|affect|heal|come about|work)\w*)\b"),
    ("list", r"\b(list|names?|signs?|symptoms?|types|kinds|parts|components|elements|examples?|ways"
             r"|things|ingredients|(what|which) (\w+ )?(\w+s) (are|do|does|can|is|should)|all the)\b"),
    ("definition", r"^(so |ok |hi |hey |um )*(what (is|are|does|do|did|s)|define|definition|meaning)\b"
                   r"|\b(mean|means|meaning|defin\w+)\b"),
)  # fmt: skip

#: Asks for a year of publication.
_YEAR = re.compile(r"\bwhen (did|was|were)\b.*\b(write|written|publish\w*|book|paper|say|describe)\b")
#: Asks for a work, whose title may then be spoken of.
_OF_WORKS = re.compile(r"\b(books?|papers?|titles?|volumes?|vol|works?|publications?)\b")
#: Asks for somebody who says, and so for a citation.
_OF_AUTHORS = re.compile(
    r"\b(authors?|theorists?|writers?|researchers?|analysts?|psycho\w+ists?|thinkers?|scholars?"
    r"|wrote|written|coined?|cite[sd]?|said|says?|terms?|termed|describe[sd]?|emphasi\w+|stress(es|ed)?"
    r"|books?|papers?|works?|sources?|references?|introduced?|invent(s|ed)?|came up|credit(s|ed)?"
    r"|citations?|idea|concept|theory|literature|supports?|backs?)\b"
)

#: What no claim could answer: amounts, times, effectiveness.
_OUTSIDE = re.compile(
    r"\b(how (long|often|old|much|frequently|big|fast|quickly|effective|successful|reliable|valid)"
    r"|what (age|percent\w*|time|proportion)|at what|how well"
    r"|(what|which|who|wat)( \w+)? (comes?|follows?|is|was) (next|after|before)|(next|previous) stage"
    r"|(which|what) stages? (comes?|follows?)"
    r"|when (did|was|were)|better (than|for)|best (for|way|treatment|method|approach|practice)"
    r"|measur(e|es|ed|ing)|evidence based|evidence (for|that)"
    r"|work(s|ing)? (better|best|faster)|more effective|(most|least) effective|proven|proved?)\b"
)

#: Asks for the things that belong under a name, one by one.
_MEMBERS = re.compile(
    r"\b(examples? of|names? of|list (all )?(of )?the|names?( all)? (the|all)|types of|kinds of|enumerate"
    r"|which stages?|what (are|r) the (\d+|three|four|five|six|seven|eight|nine|ten)"
    r"|how many|what examples?|which examples?)\b"
)


class Term(NamedTuple):
    """A word of a question: its stem, and how much it counts."""

    word: str
    stem: str
    weight: float
    plain: bool


class Question(NamedTuple):
    """A question as it was understood.

    `unknown` are the words that stand nowhere in the dataset; `outside` is what was asked
    for that no claim could say; `number` is how many things the question takes for granted.
    """

    text: str
    plain: str
    kind: str
    terms: tuple[Term, ...]
    concepts: dict[str, frozenset[str]]
    persons: tuple[str, ...]
    works: tuple[str, ...]
    relations: frozenset[str]
    number: int
    members: bool
    authors: bool
    unknown: tuple[str, ...]
    outside: str
    corrections: dict[str, str]


def understand(library: Library, text: str) -> Question:
    """Reads a question against what a dataset holds."""
    asked, corrections = _spelled(library, asked_words(text))
    asked = _prepositions(_without_the_excluded(asked))
    plain = " ".join(asked)
    years = [word for word in asked if re.fullmatch(r"1[89]\d\d|20\d\d", word)]
    matched = _matches(library, asked)
    concepts = {
        name.thing: name.stems
        for name in matched
        if name.thing not in library.persons and name.thing not in library.works
    }
    persons = tuple(dict.fromkeys(n.thing for n in matched if n.thing in library.quoted))
    relations = {r for r, cues in _cues().items() if cues & set(asked)}
    named = {one for name in matched for one in name.stems}
    kind = _kind(plain, persons)
    if re.match(r"(to|at|on|about) what\b", plain) or re.search(r"\b(attuned|directed) to$", plain):
        relations |= {"is-about"}
    terms, unknown = _terms(library, asked, named, titles=bool(_OF_WORKS.search(plain)))
    works = _works(library, asked, years, named)
    for work in works:
        title = _title(library, work)
        if title <= {stem(word) for word in asked}:
            unknown = [word for word in unknown if stem(word) not in title]
            terms = [term for term in terms if term.stem not in title]
    unknown += [y for y in years if y not in {library.facts[w].get("issued") for w in works}]
    outside = None if persons and _YEAR.search(plain) else _OUTSIDE.search(plain)
    return Question(
        text=text,
        plain=plain,
        kind=kind,
        terms=tuple(terms),
        concepts=concepts,
        persons=persons,
        works=works,
        relations=frozenset(relations),
        number=_number(asked),
        authors=bool(_OF_AUTHORS.search(plain)),
        members=bool(_MEMBERS.search(plain)),
        unknown=tuple(dict.fromkeys(unknown)),
        outside=outside.group(0) if outside else "",
        corrections=corrections,
    )


def _works(
    library: Library, asked: list[str], years: list[str], named: set[str]
) -> tuple[str, ...]:
    """The works that are named by year, or by the whole of their main title."""
    here = {stem(word) for word in asked}
    return tuple(
        work
        for work in sorted(library.works)
        if library.facts[work].get("issued") in years
        or (len(title := _title(library, work)) > 1 and title <= here and not title <= named)
    )


def _title(library: Library, work: str) -> frozenset[str]:
    """The telling stems of a work's title, up to its colon."""
    title = library.facts[work].get("title", "").partition(":")[0]
    return frozenset(stem(word) for word in words(title) if word not in STOP)


def _prepositions(asked: list[str]) -> list[str]:
    """A 2 or a 4 that counts nothing is "to" or "for"."""
    counting = frozenset("the all those these which what name list are my our only these just".split())
    written = {"2": "to", "4": "for"}
    return [
        written[word] if word in written and before not in counting else word
        for before, word in zip(["the", *asked], asked, strict=False)
    ]


def _without_the_excluded(asked: list[str]) -> list[str]:
    """The question without what it says it does not mean ("not the everyday one")."""
    text = re.sub(r"\bnot (the|an?) \w+( (one|meaning|sense|kind|sort|way))?\b", "", " ".join(asked))
    return text.split() or asked


def _kind(plain: str, persons: tuple[str, ...]) -> str:
    for kind, pattern in _KINDS:
        if re.search(pattern, plain):
            if kind in ("definition", "list") and persons:
                return "who-which-work"
            return kind
    return "who-which-work" if persons else "relation"


def _cues() -> dict[str, frozenset[str]]:
    return {relation: frozenset(line.split()) for relation, line in CUES.items()}


def _number(asked: list[str]) -> int:
    for word in asked:
        if word.isdigit() and len(word) < 3:
            return int(word)
        if NUMBERS.get(word, 1) > 1:
            return NUMBERS[word]
    return 0


def _everyday(word: str) -> bool:
    return (
        word in FRAME
        or word in PLAIN
        or word in STOP
        or word in NEGATIVE
        or any(word in cues for cues in _cues().values())
    )


def _spelled(library: Library, asked: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words with misspellings mended, and which were."""
    corrections: dict[str, str] = {}
    for word in asked:
        if not _everyday(word) and not library.knows(stem(word)) and word not in library.vocabulary:
            theirs = corrected(word, library.vocabulary)
            ours = corrected(word, _LONG_EVERYDAY) if len(word) > 5 and not theirs else ""
            if theirs or ours:
                corrections[word] = theirs or ours
    spelled = [corrections.get(word, word) for word in asked]
    turned = [
        f"un{after}"
        for before, after in zip(spelled, spelled[1:], strict=False)
        if before in NEGATIVE and f"un{after}" in library.vocabulary
    ]
    return spelled + turned, corrections


_LONG_EVERYDAY = frozenset(word for word in FRAME | PLAIN if len(word) > 5)


def _matches(library: Library, asked: list[str]) -> list[Name]:
    """The names that stand in the question, the longest where one holds another."""
    telling = [word for word in asked if word not in STOP]
    order = [stem(word) for word in telling]
    here, whole = set(order), [stem(word) for word in asked]
    sounding = {stem(word) for word in telling if word not in FRAME}
    found = [
        name
        for name in library.names
        if name.stems <= here and name.stems & sounding and (_near(order, name.stems) if not name.exact else _holds(whole, name.ordered))
    ]
    return [
        name
        for name in found
        if not any(
            name.stems < other.stems and not _apart(order, name.stems, other.stems)
            for other in found
        )
    ]


def _near(order: list[str], parts: frozenset[str]) -> bool:
    """Whether all parts stand close together."""
    span = len(parts) + 2
    return any(parts <= set(order[i : i + span]) for i in range(max(1, len(order) - 1)))


def _holds(whole: list[str], part: tuple[str, ...]) -> bool:
    """Whether a name stands in a question word for word."""
    return any(tuple(whole[i : i + len(part)]) == part for i in range(len(whole)))


def _apart(order: list[str], smaller: frozenset[str], larger: frozenset[str]) -> bool:
    """Whether the smaller name stands there once more beside the larger."""
    return all(order.count(one) > 1 for one in smaller) and len(smaller) < len(larger)


def _terms(
    library: Library, asked: list[str], named: set[str], *, titles: bool
) -> tuple[list[Term], list[str]]:
    """What the question is about, word by word, and the words that are not known."""
    agents = {one for n in library.names if n.thing in library.agents for one in n.stems}
    terms: dict[str, Term] = {}
    unknown = []
    for word in asked:
        one = stem(word)
        everyday = _everyday(word)
        if word in STOP or word in NEGATIVE or (word in FRAME and one not in named):
            continue
        if word.isdigit() or word in NUMBERS and one not in named:
            continue
        if one not in named and not library.knows(one):
            if not everyday and not (titles and one in library.title_words):
                unknown.append(word)
            continue
        plain = everyday and one not in named
        weight = library.telling(one) * (0.5 if everyday or one in agents else 1)
        terms.setdefault(one, Term(word, one, weight, plain))
    return list(terms.values()), unknown
