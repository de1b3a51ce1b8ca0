"""What a person typed to the thing meant: by key, by any label, or not at all with the nearest."""

import re
import unicodedata
from collections.abc import Iterable

from relatum.graph import terms
from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.store import Store

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
    known = _known(names)
    nearest = did_you_mean(name, known)
    if not nearest:
        nearest = _shares_word(wanted, known)
    message = f"unknown {sort} '{name}'"
    raise UnknownName(f"{message}, {nearest}" if nearest else f"{message}; 'relatum' shows what is here")


def key_of(iri: str) -> str:
    """The key of a thing by its IRI.

    >>> key_of(terms.CONCEPT + "attunement")
    'attunement'
    """
    return iri.rpartition("/")[2]


def _known(names: Iterable[dict[str, str]]) -> list[str]:
    """What can be typed: labels in lower case, and keys where they say more."""
    return sorted({n["name"].lower() for n in names} | {key_of(n["thing"]) for n in names})


def _shares_word(wanted: str, known: Iterable[str]) -> str:
    parts = {part for part in wanted.split("-") if len(part) > 3}
    near = [name for name in known if parts & set(slug(name).split("-"))][:3]
    return f"did you mean {' or '.join(map(repr, near))}?" if near else ""
