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


class UnknownName(RelatumError):
    """No thing has this name; the message gives the nearest names."""


def slug(name: str) -> str:
    """A typed name as a key: lower case, hyphens between words.

    >>> slug("Need for  Relationship")
    'need-for-relationship'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def find(store: Store, sort: str, name: str) -> str:
    """The IRI of the concept, theorist, work or source that goes by a name.

    A key or a preferred label is found without reading anything else; other
    labels, with hidden ones, are compared without regard to case and hyphens.

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
    names = [row for row in store.rows("names") if row["sort"] == sort]
    matches = list(dict.fromkeys(r["thing"] for r in names if slug(r["name"]) == wanted))
    if len(matches) == 1:
        return matches[0]
    if matches:
        keys = " or ".join(repr(key_of(iri)) for iri in sorted(matches))
        raise UnknownName(f"'{name}' may be {keys}: name one of them")
    message = f"unknown {sort} '{name}'"
    nearest = _nearest(name, names)
    if nearest:
        choice = " or ".join(map(repr, nearest))
        raise UnknownName(f"{message}, did you mean {choice}?")
    raise UnknownName(f"{message}; 'relatum' shows what is here")


def key_of(iri: str) -> str:
    """The key of a thing by its IRI.

    >>> key_of(terms.CONCEPT + "attunement")
    'attunement'
    """
    return iri.rpartition("/")[2]


def _nearest(name: str, names: Iterable[Row]) -> list[str]:
    """The preferred names of the things whose names are most like a typed one."""
    preferred: dict[str, str] = {}
    things: dict[str, str] = {}
    for row in names:
        typed = row["name"].lower()
        things.setdefault(typed, row["thing"])
        if row["preferred"] == "true":
            preferred[row["thing"]] = row["name"]
        things.setdefault(key_of(row["thing"]), row["thing"])
    near = nearest_names(name, things) or _share_word(name, things)
    return list(dict.fromkeys(preferred[things[typed]] for typed in near))[:3]


def _share_word(name: str, known: Iterable[str]) -> list[str]:
    parts = {part for part in slug(name).split("-") if len(part) > 3}
    return [typed for typed in known if parts & set(slug(typed).split("-"))]
