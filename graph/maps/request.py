"""What a person typed, to the map that is wanted: names, a question, and what may go on it."""

from collections.abc import Iterable, Sequence

from relatum.graph.errors import RelatumError
from relatum.graph.lookup import UnknownName, find, find_any, find_term
from relatum.graph.maps.propositions import COMPANIONS, Filter
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import Store
from relatum.graph.terms import key_of, relation_name

#: How many concepts of a question a map is about at most.
_OF_QUESTION = 4


def named(store: Store, words: Sequence[str]) -> tuple[str, ...]:
    """The concepts, theorists or works that words name: all of them one, or each its own.

    Args:
        store: the dataset.
        words: what was typed, with the words of a name apart or together.

    Raises:
        UnknownName: something goes by no name.
    """
    keys: list[str] = []
    rest = list(words)
    while rest:
        for many in range(len(rest), 0, -1):
            try:
                keys.append(key_of(find_any(store, " ".join(rest[:many]))))
            except UnknownName:
                if many == 1:
                    raise
                continue
            rest = rest[many:]
            break
    return tuple(dict.fromkeys(keys))


def asked(store: Store, question: str) -> tuple[str, ...]:
    """The concepts that a question is about, as `relatum ask` reads it, then people and works.

    Args:
        store: the dataset.
        question: in plain English.

    Raises:
        RelatumError: it names nothing that is here.
    """
    from relatum.graph.asking.retrieval import Library
    from relatum.graph.asking.understanding import understand

    read = understand(Library(store), question)
    things = list(read.concepts) or list(read.persons) or list(read.works)
    if not things:
        raise RelatumError(
            "that question names no concept that is here; name one: relatum map CONCEPT --question"
        )
    return tuple(sorted(things[:_OF_QUESTION], key=lambda key: _place(question, key)))


def filtered(
    store: Store,
    *,
    source: str = "",
    relations: str = "",
    inferred: bool = True,
    hedged: bool = True,
) -> Filter:
    """Which claims may go on a map.

    Args:
        store: the dataset.
        source: the name of the only source, or nothing.
        relations: the only relations, with commas between, or nothing.
        inferred: whether what is inferred may go on it.
        hedged: whether what is hedged may go on it.

    Raises:
        UnknownName: a source or relation goes by no name.
    """
    wanted = [relation_name(find_term(store, "relation", word)) for word in _words(relations)]
    key = key_of(find(store, "source", source)) if source else ""
    return Filter(key, frozenset(wanted), inferred, hedged)


def kinds(store: Store, names: str) -> frozenset[str]:
    """The kinds of concept that are named, with commas between.

    Raises:
        UnknownName: a kind goes by no name.
    """
    labels = {
        row["thing"]: row["name"] for row in store.rows("vocabulary") if row["sort"] == "kind"
    }
    return frozenset(labels[find_term(store, "kind", word)] for word in _words(names))


def companions(names: str) -> frozenset[str]:
    """What is shown beside concepts: `theorists`, `works`, or both with a comma between.

    Raises:
        RelatumError: something else is named.
    """
    found = frozenset(_words(names))
    unknown = sorted(found - set(COMPANIONS))
    if unknown:
        raise RelatumError(f"--with takes theorists, works or both, not '{unknown[0]}'")
    return found


def joined(store: Store, start: str, end: str) -> Wanted:
    """A map that leads from one thing to another.

    Raises:
        RelatumError: one of them goes by no name, or they are the same.
    """
    keys = tuple(key_of(find_any(store, name)) for name in (start, end))
    if keys[0] == keys[1]:
        raise RelatumError(f"'{start}' and '{end}' are the same thing")
    return Wanted(keys, chain=True)


def _words(text: str) -> Iterable[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _place(question: str, key: str) -> tuple[int, str]:
    """Where a thing is named in a question, so that the first comes first."""
    at = question.casefold().find(key.replace("-", " ").split()[0][:5])
    return (at if at >= 0 else len(question), key)
