"""Which concepts matter most where one starts: a walk along the claims that keeps returning."""

from collections.abc import Iterable, Mapping

from relatum.graph.maps.conceptmap import Proposition
from relatum.graph.maps.propositions import weight

#: How likely the walk goes on instead of returning, and how little change ends it.
DAMPING, _STILL = 0.7, 1e-5

#: How strongly each thing is tied to each other.
Ties = Mapping[str, Mapping[str, float]]


def ties_of(links: Iterable[Proposition]) -> Ties:
    """The weight between each two things: the sum of what their propositions weigh.

    Args:
        links: the propositions.
    """
    ties: dict[str, dict[str, float]] = {}
    for link in links:
        for one, other in ((link.subject, link.object), (link.object, link.subject)):
            near = ties.setdefault(one, {})
            near[other] = near.get(other, 0.0) + weight(link)
    return ties


def relevance(ties: Ties, focus: Iterable[str]) -> dict[str, float]:
    """How often a walk that starts at the focus, and returns to it at random, is at each thing.

    This is personalised PageRank (Page, Brin, Motwani and Winograd, 1999; Haveliwala, 2002,
    https://doi.org/10.1145/511446.511513), by power iteration.  `networkx.pagerank` gives the
    same, as a test shows; it is not used because importing it takes longer than a whole map.

    Args:
        ties: the weight between things.
        focus: where the walk starts.
    """
    starts = [key for key in dict.fromkeys(focus) if key in ties]
    if not starts:
        return {}
    start = {key: 1 / len(starts) for key in starts}
    strength = {key: sum(near.values()) for key, near in ties.items()}
    ranks, change = dict(start), 1.0
    while change > _STILL:
        following = {key: (1 - DAMPING) * share for key, share in start.items()}
        for key, rank in ranks.items():
            share = DAMPING * rank / strength[key]
            for other, tie in ties[key].items():
                following[other] = following.get(other, 0.0) + share * tie
        change = sum(abs(rank - ranks.get(key, 0.0)) for key, rank in following.items())
        ranks = following
    return ranks
