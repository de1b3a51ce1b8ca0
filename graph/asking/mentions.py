"""Which names of concepts, people and works stand in a question."""

from relatum.graph.asking.plainwords import FRAME, PLAIN, STOP
from relatum.graph.asking.retrieval import Library, Name
from relatum.graph.asking.wording import stem

#: Small words that change with who is spoken of ("in their skin", "when I was a kid").
_WHOSE = frozenset(
    ("a", "an", "her", "his", "its", "my", "one", "other", "our", "someon", "somebodi", "that")
) | {"the", "their", "there", "this", "your", "i", "you", "they", "we", "he", "she", "was", "were"}


def mentions(library: Library, asked: list[str]) -> list[Name]:
    """The names that stand in a question, the longest where one holds another."""
    telling = [word for word in asked if word not in STOP]
    order = [stem(word) for word in telling]
    here, whole = set(order), [stem(word) for word in asked]
    sounding = {stem(word) for word in telling if word not in FRAME}
    everyday = {stem(word) for word in telling if word in PLAIN}
    found = [
        name
        for name in library.names
        if name.stems <= here
        and (name.stems & sounding or (len(name.stems) > 1 and _holds(whole, name.ordered)))
        and (_holds(whole, name.ordered) if name.exact else _near(order, name.stems))
    ]
    named = {one for name in found for one in name.stems}
    alone = sorted(sounding - named - everyday)
    found += [library.only_name[one] for one in alone if one in library.only_name]
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
    """Whether a name stands in a question word for word, whoever is spoken of."""
    whole = [one for one in whole if one not in _WHOSE]
    part = tuple(one for one in part if one not in _WHOSE) or part
    return any(tuple(whole[i : i + len(part)]) == part for i in range(len(whole)))


def _apart(order: list[str], smaller: frozenset[str], larger: frozenset[str]) -> bool:
    """Whether the smaller name stands there once more beside the larger."""
    return all(order.count(one) > 1 for one in smaller) and len(smaller) < len(larger)
