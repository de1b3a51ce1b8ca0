"""Which names of concepts, people and works stand in a question."""

import re
from collections.abc import Iterable

from relatum.graph.asking.plainwords import FRAME, PLAIN, STOP
from relatum.graph.asking.retrieval import Library, Name
from relatum.graph.asking.wording import stem, stems, words

#: Small words that change with who is spoken of ("in their skin", "when I was a kid").
_WHOSE = frozenset(
    ("a", "an", "her", "his", "its", "my", "one", "other", "our", "someon", "somebodi", "that")
) | {"the", "their", "there", "this", "your", "i", "you", "they", "we", "he", "she", "was", "were"}

#: What people leave out of a title.
_ARTICLES = frozenset(("a", "an", "the"))


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


def works_named(library: Library, asked: list[str]) -> tuple[tuple[str, ...], list[str], set[str]]:
    """The works of a question, the years in it that no work has, and the words of the titles.

    A work is named by its year, its decade, or by a part of its reference as it is printed.
    Of several with the same title, those count of which the question has the most words.
    """
    issued = {work: library.facts[work].get("issued", "") for work in sorted(library.works)}
    references = {work: library.facts[work]["bibliographicCitation"] for work in issued}
    years = _years(asked, issued.values())
    titled = {work for work, reference in references.items() if _titled(library, reference, asked)}
    works = [work for work, year in issued.items() if year in years or work in titled]
    here = {stem(word) for word in asked if word not in STOP}
    shared = {work: len(here & set(stems(references[work]))) for work in works}
    works = [w for w in works if w not in titled or shared[w] == max(shared.values())]
    untold = [year for year in years if year not in issued.values()]
    spoken = {one for work in works if work in titled for one in stems(references[work])}
    return tuple(works), untold, spoken


def _years(asked: list[str], issued: Iterable[str]) -> list[str]:
    """The years of a question, those of its decades as well; of two digits they are of 1900."""
    years = [word for word in asked if re.fullmatch(r"1[89]\d\d|20\d\d", word)]
    years += [f"19{word}" for word in asked if re.fullmatch(r"[3-9]\d", word)]
    decades = {word[:3] for word in asked if re.fullmatch(r"1[89]\d0s|20\d0s", word)}
    return years + [year for year in issued if year[:3] in decades]


def _titled(library: Library, reference: str, asked: list[str]) -> bool:
    """Whether a question has a part of a reference, as its title, word for word."""
    whole = "".join(stem(word) for word in asked if word not in _ARTICLES)
    for part in re.split("[:.,(]", reference):
        printed = [word for word in words(part) if word not in _ARTICLES]
        telling = {stem(word) for word in printed if word not in STOP}
        here = "".join(map(stem, printed)) in whole  # whether "non-problem" or "nonproblem"
        if here and len(telling) > 1 and not any(telling <= name.stems for name in library.names):
            return True
    return False


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
