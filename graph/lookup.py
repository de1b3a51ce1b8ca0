"""What a person typed to the thing meant: by key, by any label, or not at all with the nearest."""

import re
import unicodedata
from collections.abc import Iterable

from relatum.graph import terms
from relatum.graph.errors import RelatumError, nearest_names
from relatum.graph.store import Row, Store

_BASES = {
    "concept": terms.CONCEPT,
    "theorist": terms.PERSON,
    "work": terms.WORK,
    "source": terms.SOURCE,
}

#: How much of a typed name a message repeats.
_SHOWN = 60


class UnknownName(RelatumError):
    """No thing has this name, or several have; the message gives the choice or the nearest."""


def slug(name: str) -> str:
    """A typed name as a key: lower case, hyphens between words, no article before it.

    >>> slug("the Need for  Relationship")
    'need-for-relationship'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"^\s*(the|an?)\s", "", plain)))


def find(store: Store, sort: str, name: str) -> str:
    """The IRI of the concept, theorist, work or source that goes by a name.

    A key or a preferred label is found without reading anything else; other
    labels, with hidden ones, are compared without regard to case and hyphens,
    then singular for plural.

    Args:
        store: the dataset.
        sort: `concept`, `theorist`, `work` or `source`.
        name: what was typed.

    Raises:
        UnknownName: nothing goes by the name, or several things do.
    """
    wanted = slug(name)
    direct = _BASES[sort] + wanted
    if wanted and store.has(direct):
        return direct
    everything = store.rows("names")
    names = [row for row in everything if row["sort"] == sort]
    preferred = {r["thing"]: r["name"] for r in names if r["preferred"] == "true"}
    for form in _forms(wanted):
        matches = sorted({r["thing"] for r in names if slug(r["name"]) == form})
        if len(matches) == 1:
            return matches[0]
        if matches:
            choice = " or ".join(repr(preferred[iri]) for iri in matches)
            raise UnknownName(f"'{_shown(name)}' may be {choice}: name one of them")
    message = f"unknown {sort} '{_shown(name)}'"
    other = next((r for r in everything if slug(r["name"]) == wanted), None)
    if other:
        raise UnknownName(
            f"{message}, but there is a {other['sort']}: "
            f"try 'relatum {other['sort']} {key_of(other['thing'])}'"
        )
    nearest = _nearest(name, names, preferred)
    if nearest:
        raise UnknownName(f"{message}, did you mean {' or '.join(map(repr, nearest))}?")
    raise UnknownName(f"{message}; 'relatum {sort}' lists what is here")


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


def key_of(iri: str) -> str:
    """The key of a thing by its IRI.

    >>> key_of(terms.CONCEPT + "attunement")
    'attunement'
    """
    return iri.rpartition("/")[2]


def _forms(wanted: str) -> list[str]:
    """A name as it was typed, then with and without a plural ending."""
    bare = wanted.removesuffix("s")
    return [wanted, f"{wanted}s"] if bare == wanted else [wanted, bare]


def _shown(name: str) -> str:
    """A typed name as a message may repeat it: short, on one line, nothing unprintable."""
    plain = "".join(c if c.isprintable() else " " for c in name)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "..."


def _nearest(name: str, names: Iterable[Row], preferred: dict[str, str]) -> list[str]:
    """The preferred names of the things whose names are most like a typed one."""
    things: dict[str, str] = {}
    for row in names:
        things.setdefault(row["name"].lower(), row["thing"])
        things.setdefault(key_of(row["thing"]), row["thing"])
    near = nearest_names(name[:200], things) or _share_word(name, things)
    return list(dict.fromkeys(preferred[things[typed]] for typed in near))[:3]


def _share_word(name: str, known: Iterable[str]) -> list[str]:
    parts = {part for part in slug(name).split("-") if len(part) > 3}
    return [typed for typed in known if parts & set(slug(typed).split("-"))]
