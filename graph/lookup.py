"""What a person typed to the thing meant: by key, by any label, or not at all with the nearest."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.errors import RelatumError, nearest_names
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

_BASES = {
    "concept": terms.CONCEPT,
    "theorist": terms.PERSON,
    "work": terms.WORK,
    "source": terms.SOURCE,
}

#: No name is longer; so much of one is compared.
_LONGEST = 200

#: What a name may be of where nobody says, first things first.
_SORTS = ("concept", "theorist", "work")

#: How much of a typed name a message repeats.
_SHOWN = 60

#: A misspelling is taken for a name when it is at most so many letters off, by the length
#: of what was typed, and nothing else is as near.
_LETTERS_OFF = ((2, 0), (4, 1), (60, 2))

#: How alike a name must be to be offered as what may have been meant.
_ALIKE = 72.0
#: And how alike where a whole map is read and nobody asked for it.
_LIKE = 80.0


class UnknownName(RelatumError):
    """No thing has this name, or several have; the message gives the choice or the nearest."""


def slug(name: str) -> str:
    """A typed name as a key: lower case, hyphens between words, no article before it.

    >>> slug("the Need for  Relationship")
    'need-for-relationship'
    >>> slug("Müller")
    'muller'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"^\s*(the|an?)\s", "", plain)))


def stems(name: str) -> str:
    """The words of a name without their endings, in American spelling.

    The stemmer is Snowball's for English (Porter, 2001, https://snowballstem.org).

    >>> stems("Attuning"), stems("defences"), stems("behaviour")
    ('attun', 'defens', 'behavior')
    """
    stem = stemmer()
    return "-".join(stem(_american(word)) for word in slug(name).split("-"))


@cache
def stemmer() -> Callable[[str], str]:
    """What takes the ending off an English word, in lower case."""
    from Stemmer import Stemmer

    stem_word: Callable[[str], str] = Stemmer("english").stemWord
    return stem_word


def find(store: Store, sort: str, name: str) -> str:
    """The IRI of the concept, theorist, work or source that goes by a name.

    A key or a preferred label is found without reading anything else. Then all names
    are compared: as typed; without endings and in one spelling; within a letter or two.
    Several things that fit equally are never guessed between.

    Args:
        store: the dataset.
        sort: `concept`, `theorist`, `work` or `source`.
        name: what was typed.

    Raises:
        UnknownName: nothing goes by the name, or several things do.
    """
    direct = _direct(store, [sort], name)
    return direct or _among(store.rows("names"), sort, name)


def find_any(store: Store, name: str) -> str:
    """The IRI of the concept, theorist or work that goes by a name.

    Raises:
        UnknownName: nothing goes by the name, or several things do.
    """
    direct = _direct(store, _SORTS, name)
    if direct:
        return direct
    everything = store.rows("names")
    reasons = []
    for sort in _SORTS:
        try:
            return _among(everything, sort, name)
        except UnknownName as error:
            reasons.append(str(error))
    choices = [reason for reason in reasons if "may be" in reason or "did you mean" in reason]
    raise UnknownName((choices or reasons)[0])


class Match(NamedTuple):
    """What a name that stands somewhere fits: one thing, or what it comes near, best first."""

    thing: str
    near: tuple[str, ...] = ()


class Names:
    """The names of all concepts, theorists and works, to match many others with."""

    def __init__(self, store: Store) -> None:
        """Reads the names."""
        self.rows = [row for row in store.rows("names") if row["sort"] in _SORTS]
        self.sorts = {row["thing"]: row["sort"] for row in self.rows}
        self.forms = {row["name"]: slug(row["name"]) for row in self.rows}
        self.preferred = {r["thing"]: r["name"] for r in self.rows if r["preferred"] == "true"}
        self.things: dict[str, set[str]] = {}
        for row in self.rows:
            self.things.setdefault(self.forms[row["name"]], set()).add(row["thing"])

    def match(self, name: str) -> Match:
        """The thing with a name, but for endings and spelling; else what has one like it.

        Unlike `find` it takes no misspelling for a name: nobody is there to be told.

        Args:
            name: what stands in somebody's map.
        """
        wanted = slug(name)[:_LONGEST]
        same = self.things.get(wanted, set()) if wanted else set()
        same = same or _same_stems(wanted, self.rows, self.forms)
        # As in `find_any`, a concept goes before a person and a work of its name.
        first = min((_SORTS.index(self.sorts[iri]) for iri in same), default=0)
        same = {iri for iri in same if self.sorts[iri] == _SORTS[first]}
        if len(same) == 1:
            return Match(min(same))
        near = [self.preferred[iri] for iri in sorted(same)] or self._near(wanted)
        return Match("", tuple(dict.fromkeys(near))[:3])

    def _near(self, wanted: str) -> list[str]:
        """The preferred names of what is spelt like a name, or stands whole within it."""
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        alike = extract(wanted, list(self.things), scorer=ratio, score_cutoff=_LIKE, limit=3)
        within = [form for form in self.things if form and f"-{form}-" in f"-{wanted}-"]
        forms = [form for form, _, _ in alike] or sorted(within, key=len, reverse=True)
        return [self.preferred[iri] for form in forms for iri in sorted(self.things[form])]


def nearly(name: str, known: Iterable[str]) -> str:
    """The one known name that another is a letter or two off, or nothing.

    >>> nearly("Eriksen", ["Erikson", "Stern"]), nearly("Stein", ["Erikson"])
    ('Erikson', '')
    """
    from rapidfuzz.distance import OSA

    limit = 1 if len(name) < 7 else 2
    near = {
        other: off
        for other in known
        if other != name
        and other[:1] == name[:1]
        and (off := OSA.distance(name, other, score_cutoff=limit)) <= limit
    }
    best = [other for other, off in near.items() if off == min(near.values())]
    return best[0] if len(best) == 1 else ""


def likeness(one: str, other: str) -> float:
    """How alike two texts are letter by letter, from 0 to 100.

    >>> likeness("It rains.", "It rains.")
    100.0
    """
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other))


def find_term(store: Store, sort: str, name: str) -> str:
    """The IRI of a kind of concept or of a relation by its key or its label.

    Args:
        store: the dataset.
        sort: `kind` or `relation`.
        name: what was typed.

    Raises:
        UnknownName: nothing goes by the name.
    """
    names = {}
    for row in store.rows("vocabulary"):
        if row["sort"] == sort:
            names[row["name"]] = row["thing"]
            names[terms.relation_name(row["thing"]).lstrip("-")] = row["thing"]
    for form in _forms(slug(name)):
        for known, iri in names.items():
            if slug(known) == form:
                return iri
    message = f"unknown {sort} '{_shown(name)}'"
    near = nearest_names(name[:200], names, count=3)
    if near:
        raise UnknownName(f"{message}, did you mean {' or '.join(map(repr, near))}?")
    raise UnknownName(f"{message}; 'relatum query {sort}s' lists what is here")


def find_sentence(store: Store, name: str) -> str:
    """The IRI of a sentence by its number, with its source before it where there are several.

    Args:
        store: the dataset.
        name: what was typed, such as `9.2` or `contact-in-relationship/9.2`.

    Raises:
        UnknownName: there is no such sentence, or several sources have one.
    """
    source, _, at = name.strip().rpartition("/")
    found = {
        key_of(row["source"]): row["thing"]
        for row in store.rows("sentences")
        if f"{row['paragraph']}.{row['sentence']}" == at
        and (not source or key_of(row["source"]) == slug(source))
    }
    if len(found) == 1:
        return found.popitem()[1]
    if found:
        choice = " or ".join(f"'{key}/{at}'" for key in sorted(found))
        raise UnknownName(f"'{_shown(name)}' may be {choice}: name one of them")
    raise UnknownName(
        f"unknown sentence '{_shown(name)}'; name paragraph and sentence, such as '9.2', "
        "or the source as well, such as 'contact-in-relationship/9.2'"
    )


def is_named(typed: str, names: Iterable[str]) -> bool:
    """Whether all that was typed stands in one of some names, so that nobody need be told.

    >>> is_named("stern", ["Daniel N. Stern"]), is_named("tuning in", ["attunement"])
    (True, False)
    """
    wanted = set(slug(typed).split("-"))
    return any(wanted <= set(slug(name).split("-")) for name in names)


def _direct(store: Store, sorts: Iterable[str], name: str) -> str:
    """The thing with the name as its key, sort after sort, or nothing."""
    wanted = slug(name)
    found = (_BASES[sort] + wanted for sort in sorts if wanted)
    return next(filter(store.has, found), "")


def _among(everything: list[Row], sort: str, name: str) -> str:
    """The IRI of what goes by a name, among the names of all things."""
    wanted = slug(name)
    names = [row for row in everything if row["sort"] == sort]
    preferred = {r["thing"]: r["name"] for r in names if r["preferred"] == "true"}
    forms = {row["name"]: slug(row["name"]) for row in names}
    iri = _only({r["thing"] for r in names if forms[r["name"]] == wanted}, name, preferred)
    iri = iri or _only(_same_stems(wanted, names, forms), name, preferred)
    if iri and wanted:
        return iri
    other = next((r for r in everything if wanted and slug(r["name"]) == wanted), None)
    if other:
        raise UnknownName(
            f"unknown {sort} '{_shown(name)}', but there is a {other['sort']}: "
            f"try 'relatum {other['sort']} {key_of(other['thing'])}'"
        )
    known = {slug(r["name"]): r["thing"] for r in reversed(names)}
    iri = _only(_misspelt(wanted, known, set(map(slug, preferred.values()))), name, preferred)
    if iri:
        return iri
    message = f"unknown {sort} '{_shown(name)}'"
    nearest = list(dict.fromkeys(preferred[known[form]] for form in _nearest(wanted, known)))[:3]
    if nearest:
        raise UnknownName(f"{message}, did you mean {' or '.join(map(repr, nearest))}?")
    raise UnknownName(f"{message}; 'relatum {sort}' lists what is here")


def _forms(wanted: str) -> list[str]:
    """A name as it was typed, then with or without a plural ending."""
    bare = wanted.removesuffix("s")
    return [wanted, f"{wanted}s"] if bare == wanted else [wanted, bare]


def _only(matches: Iterable[str], name: str, preferred: Mapping[str, str]) -> str:
    """The one thing that matches, or nothing; several are a choice for the person."""
    found = sorted(matches)
    if len(found) > 1:
        choice = " or ".join(repr(preferred[iri]) for iri in found[:5])
        raise UnknownName(f"'{_shown(name)}' may be {choice}: name one of them")
    return found[0] if found else ""


def _same_stems(wanted: str, names: Iterable[Row], forms: Mapping[str, str]) -> set[str]:
    """The things with a name that differs in its endings or its spelling only."""
    # An ending leaves the beginning alone, so that few names need be stemmed.
    near = [row for row in names if forms[row["name"]][:3] == wanted[:3]]
    stem = stems(wanted) if near else ""
    return {row["thing"] for row in near if stems(row["name"]) == stem}


def _misspelt(wanted: str, known: Mapping[str, str], preferred: Collection[str]) -> set[str]:
    """The things with the name that is fewest letters off, if few enough are off.

    Of a name that is not the preferred one only one letter may be off, for lay words are
    near to many others.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    limit = next((off for length, off in _LETTERS_OFF if len(wanted) <= length), 3)
    if not limit:
        return set()
    # Letters may be wrong, a number is meant: Stern (1986) is not Stern (1985).
    number = "".join(filter(str.isdecimal, wanted))
    forms = [form for form in known if "".join(filter(str.isdecimal, form)).endswith(number)]
    near = extract(wanted, forms, scorer=OSA.distance, score_cutoff=limit, limit=None)
    near = [(form, off, at) for form, off, at in near if off < 2 or form in preferred]
    least = min((off for _, off, _ in near), default=0)
    return {known[form] for form, off, _ in near if off == least}


def _nearest(wanted: str, known: Mapping[str, str]) -> list[str]:
    """The names most like what was typed, best first; else those that share a word."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    near = [form for form, _, _ in extract(wanted[:200], list(known), scorer=ratio,
                                           score_cutoff=_ALIKE, limit=8)]  # fmt: skip
    parts = {part for part in wanted.split("-") if len(part) > 3}
    return near or [form for form in known if parts & set(form.split("-"))]


def _american(word: str) -> str:
    """A word in American spelling, as far as endings tell."""
    for british, american in (
        (r"our(s|al|ed|ing|able)?$", r"or\1"),
        (r"is(e[ds]?|ing|ation)$", r"iz\1"),
        (r"(def|off)ence", r"\1ense"),
        (r"centr(e|ing|ed)", r"center\1"),
        (r"aesth", "esth"),
        (r"fulfil(?!l)", "fulfill"),
    ):
        word = re.sub(british, american, word)
    return word


def _shown(name: str) -> str:
    """A typed name as a message may repeat it: short, on one line, nothing unprintable."""
    plain = "".join(c if c.isprintable() else " " for c in name)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "..."
