"""Reference lists and citations: found in all usual forms, matched, and their slips told."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relatum.graph.errors import Place
from relatum.graph.model import Work
from relatum.graph.reader import Reading
from relatum.graph.texts.citations import Mention, groups
from relatum.graph.texts.matching import Works
from relatum.graph.texts.proposing import key_for, record
from relatum.graph.texts.reading import Article, read_article
from relatum.graph.texts.references import entries, looks_like_entry, read_entry, where
from relatum.graph.texts.resolving import Resolver
from relatum.graph.texts.slips import in_list
from relatum.graph.workspace import Workspace


def work(key: str, title: str, year: int, *families: str) -> Work:
    csl: dict[str, Any] = {
        "id": key, "type": "book", "title": title, "issued": {"date-parts": [[year]]},
        "author": [{"family": family, "given": "X."} for family in families],
    }  # fmt: skip
    return Work(key, csl, Place(Path("works.json"), 1))


WORKS = Works(
    [
        work("stern-1985", "The interpersonal world of the infant: A view", 1985, "Stern"),
        work("bowlby-1969", "Attachment and loss: Vol. 1. Attachment", 1969, "Bowlby"),
        work("bowlby-1973", "Attachment and loss: Vol. 2. Separation", 1973, "Bowlby"),
        work("kolk-2014", "The body keeps the score", 2014, "van der Kolk"),
    ]
)
LIST = [
    "Bowlby, J. (1969/1982). Attachment and loss: Vol. 1. Attachment. New York: Basic Books.",
    "Bowlby, J. (1973). Attachment and loss: Vol. 2. Separation. New York: Basic Books.",
    "Erskine, R. G., Moursund, J. P., & Trautmann, R. L. (1999). Beyond empathy. Brunner.",
    "Erskine, R. G., & Trautmann, R. L. (1999). Methods. Journal of Trials, 3(2), 4-19.",
    "Lee, A. (in press). On waiting. Norton.",
    "Stern, D. N. (1985a). The interpersonal world of the infant. New York: Basic Books.",
    "Stern, D. N. (1985b). A day in June. Norton.",
    "van der Kolk, B. A. (2014). The body keeps the score. Viking.",
]


def resolver() -> Resolver:
    return Resolver([WORKS.match(entry) for entry in entries(LIST)], WORKS)


def numbers(sentence: str) -> list[list[int]]:
    """The entries that a sentence cites, group by group."""
    return [[one.reference for one in c.cited] for c in resolver().citations("1.1", sentence)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("So it is (Bowlby, 1973).", [[2]]),
        ("So it is (Bowlby, 1969, 1973).", [[1, 2]]),
        ("So it is (Bowlby, 1969/1982).", [[1]]),
        ("So it is (Bowlby 1982: 14).", [[1]]),
        ("Bowlby (1973) saw it.", [[2]]),
        ("Bowlby’s (1973, pp. 12-14) view.", [[2]]),
        ("John Bowlby (1973) saw it.", [[2]]),
        ("In Bowlby [1973] it stands.", [[2]]),
        ("It is so (cf. Bowlby, 1973; see also van der Kolk, 2014, p. 3).", [[2, 8]]),
        ("It is so (see, e.g., Bowlby, 1973, for more).", [[2]]),
        ("It is so (Erskine, Moursund, & Trautmann, 1999).", [[3]]),
        ("It is so (Erskine et al., 1999).", [[3]]),
        ("Erskine, Moursund and Trautmann (1999) say so.", [[3]]),
        ("Erskine and Trautmann (1999) say so.", [[4]]),
        ("Erskine & Trautmann (1999) and van der Kolk (2014).", [[4], [8]]),
        ("It is so (Lee, in press).", [[5]]),
        ("It is so (Stern, 1985a, 1985b).", [[6, 7]]),
        ("It is so (Stern, 1985b).", [[7]]),
        ("What Stern calls so is new (1985a, p. 156).", [[6]]),
        ("It is so (Ferenczi, 1932, as cited in Bowlby, 1973).", [[0, 2]]),
        ("It is so (Bowlby, 1973). It stays so (ibid., p. 9).", [[2], [2]]),
        ("It is so (Bowlby, 1973; Stern, 1985b). So too (Bowlby, op. cit., p. 1).", [[2, 7], [2]]),
        ("He lived long (1856–1939), in Rome (in 1921), with (N = 1985).", []),
    ],
)
def test_citations_are_found_and_matched(sentence: str, wanted: list[list[int]]) -> None:
    """Each usual form leads to its entries of the reference list."""
    assert numbers(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It is so (Bowlby, 1999).", "has Bowlby 1969, 1973, not this year"),
        ("It is so (Miller, 1981).", "not in the reference list"),
        ("It is so (Stern, 1985).", "entries 6 and 7 of the list both fit"),
        ("it is so (1950).", "no name stands near the year"),
        ("It stays so (ibid.).", "no work is cited before it"),
        ("It is so (Erskine et al., 1999).", ""),
        ("It is so (Lee, in press).", "the bibliography has nothing by Lee of in press"),
    ],
)
def test_a_miss_has_its_reason(sentence: str, reason: str) -> None:
    """What is not matched says why, and nothing is guessed."""
    (citation,) = resolver().citations("1.1", sentence)
    if reason:
        assert reason in citation.cited[0].reason
        assert not citation.is_matched
    else:
        assert citation.cited[0].reference == 3


def test_pages_are_read() -> None:
    """The page that is cited is kept."""
    texts = "(A, 1985, p. 156) (B, 1985, pp. 12-14) (C, 1985: 9) (D, 1985, ch. 4)"
    assert [g.mentions[0].page for g in groups(texts)] == ["156", "12-14", "9", "ch. 4"]


def test_names_spelt_in_two_ways_are_told() -> None:
    """A name that is nearly one of the list is matched, and the slip reported."""
    found = resolver()
    (citation,) = found.citations("3.1", "It is so (Bowlbey, 1973).")
    assert citation.cited[0].work == "bowlby-1973"
    assert [(s.reads, s.means) for s in found.slips] == [("Bowlbey", "Bowlby")]


@pytest.mark.parametrize(
    "text",
    [
        "Bowlby, John. Attachment and Loss. New York: Basic Books, 1969.",
        "12. Bowlby J. Attachment and loss. New York: Basic Books; 1969.",
        "[3] Bowlby, J. (1969) ‘Attachment and loss’, London: Hogarth.",
        "Bowlby, J. 1969. Attachment and loss. London: Hogarth.",
    ],
)
def test_entries_are_read_in_several_styles(text: str) -> None:
    """APA, Chicago, MLA, Vancouver and Harvard lead to the same work."""
    (entry,) = entries([text])
    assert (entry.authors, entry.years) == (("Bowlby",), ("1969",))
    assert WORKS.match(entry).work == "bowlby-1969"


def test_a_list_without_heading_is_found() -> None:
    """A run of entries at the end is a reference list; what follows is none."""
    texts = ["It rained in 1985 and it stopped.", *LIST, "The author lives in Bath."]
    assert where(texts, [False] * len(texts)) == (1, 1 + len(LIST))


def test_entries_that_run_together_are_told_apart() -> None:
    """Where lines were joined, the beginnings of entries still show."""
    assert len(entries([" ".join(LIST[:3])])) == 3


def test_no_title_no_match() -> None:
    """Author and year alone make no match where the title is another."""
    match = WORKS.match(read_entry("Stern, D. (1985). On gardening in wet places. Norton.", 1))
    assert not match.work
    assert "the title does not" in match.reason


def test_a_proposed_record_is_complete_and_marked() -> None:
    """A record out of an entry has its parts, and says that nobody has verified them."""
    entry = entries(LIST)[3]
    made = record(entry, key_for(entry, ()))
    assert made["id"] == "erskine-trautmann-1999"
    assert made["type"] == "article-journal"
    assert (made["container-title"], made["volume"], made["page"]) == (
        "Journal of Trials",
        "3",
        "4-19",
    )
    assert set(made["custom"]["unverified"]) >= {"author", "title", "issued"}


@pytest.fixture(scope="module")
def first(article: Path) -> Article:
    return read_article(article, Works(Reading(Workspace.open()).works.values()))


def test_the_first_article_is_matched(first: Article) -> None:
    """Its 12 references and its 8 groups of citations are found and matched."""
    assert len(first.matches) == 12
    assert all(match.work for match in first.matches)
    assert len(first.citations) == 8
    assert all(citation.is_matched for citation in first.citations)
    assert not first.misses()
    assert not first.unused


def test_its_slips_are_told(first: Article) -> None:
    """Slips that the curators noted in citations and references are reported."""
    (source,) = Reading(Workspace.open()).sources()
    told = [(slip.at, slip.reads) for slip in first.slips]

    def is_told(at: str, reads: str) -> bool:
        return any(at == a and (r in reads or reads in r) for a, r in told)

    for at, reads in (("5.4", "Eriksen’s"), ("6.1", "Bergmann"), ("7.1", "Defenses of Infancy")):
        assert is_told(at, reads)
    assert is_told("8.1", "(1985, p. 156)")
    listed = [e for e in source.errata if e.at.startswith("ref.")]
    assert sum(is_told(e.at, e.reads) for e in listed) >= 20


citing = st.text(alphabet=st.sampled_from(list("(()[];,.&ABCabc ’s19850 -/?:")), max_size=120)


@given(st.one_of(st.text(max_size=200), citing))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text brings the finders down, and each mention has a year or is an ibid."""
    for group in groups(text):
        assert all(isinstance(m, Mention) and (m.years or m.ibid) for m in group.mentions)
    resolver().citations("1.1", text)
    looks_like_entry(text)
    made = entries([text, text])
    in_list([WORKS.match(entry) for entry in made], WORKS.by_key)
    for entry in made:
        record(entry, key_for(entry, ()))
