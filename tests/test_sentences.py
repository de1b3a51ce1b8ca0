"""Paragraphs to sentences: hard ones, unseen ones, the first article, and anything at all."""

import re
from pathlib import Path

import pytest
from helpers import DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from relatum.graph.texts.lines import Hyphens, looks_like_heading, paragraphs
from relatum.graph.texts.sentences import sentences


def gold(name: str) -> list[list[str]]:
    """Paragraphs of a test file, as lists of their sentences."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    chunks = "\n".join(lines).split("\n\n")
    return [chunk.strip().split("\n") for chunk in chunks if chunk.strip()]


def spans(texts: list[str]) -> set[tuple[int, int]]:
    """Where sentences begin and end, spaces not counted."""
    found, at = set(), 0
    for text in texts:
        size = len("".join(text.split()))
        found.add((at, at + size))
        at += size
    return found


def share(name: str) -> tuple[int, int]:
    """How many sentences of a test file are found, and how many there are."""
    found = wanted = 0
    for paragraph in gold(name):
        right = spans(paragraph)
        found += len(right & spans(sentences(" ".join(paragraph))))
        wanted += len(right)
    return found, wanted


def test_hard_sentences_are_told_apart() -> None:
    """Of 200 hard sentences at least 98 in 100 are found."""
    found, wanted = share("hard-sentences.txt")
    assert wanted == 200
    assert found >= 196


def test_unseen_sentences_are_told_apart() -> None:
    """So are most of those that the splitter was not made with."""
    found, wanted = share("unseen-sentences.txt")
    assert found / wanted >= 0.95


def test_the_first_article_is_numbered_as_it_was_curated(
    article: Path, sentences: dict[str, str]
) -> None:
    """Paragraphs and sentences are those of the curated copy."""
    from relatum.graph.texts.extraction import extract
    from relatum.graph.texts.numbering import number

    made = number(extract(article)[0])
    curated = {at: text for at, text in sentences.items() if not at.startswith("ref.")}
    assert made.sentences() == curated
    assert (len(made.paragraphs), len(curated), len(made.references)) == (15, 40, 12)
    numbered = article.with_name("contact-in-relationship.numbered.txt")
    copy = numbered.read_text(encoding="utf-8").partition("paragraphs=")[0].strip()
    assert made.text().startswith(copy)


prose = st.text(
    alphabet=st.sampled_from(list("aAbI1. ,;:?!…“”\"'’()[]-–*†\n\t et al. p.")), max_size=300
)


@given(st.one_of(st.text(max_size=300), prose))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    """Sentences joined by spaces give the paragraph, its white space made single."""
    made = sentences(text)
    assert " ".join(made) == " ".join(text.split())
    assert all(made)


@given(st.lists(st.sampled_from(["It rains.", "Why?", "“No!”", "He left (p. 3)."]), max_size=2000))
@settings(max_examples=20, deadline=None)
def test_long_paragraphs_are_cut_like_short_ones(parts: list[str]) -> None:
    """The length of a paragraph does not matter."""
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("atten-\ntion to it", "attention to it"),
        ("self-\nesteem grows", "self-esteem grows"),
        ("mind-set and mind-\nset", "mind-set and mind-set"),
        ("the Smith-\nJones study", "the Smith- Jones study"),
        ("contact, con-\ntact", "contact, contact"),
        ("a \u00adsoft hy\u00adphen", "a soft hyphen"),
    ],
)
def test_words_broken_at_line_ends_are_mended(broken: str, mended: str) -> None:
    """The text itself tells whether a hyphen belongs to the word."""
    assert Hyphens(broken).join(broken.split("\n")) == mended


def test_pages_lose_their_headers_and_numbers() -> None:
    """What comes again at the edges of pages is no part of the text."""
    pages = [
        f"Journal of Trials, Vol. 3\n\n{word} is one thing among the others, and this goes\n"
        f"on for a line or two about {word.lower()} before it ends there.\n\n{number}"
        for number, word in enumerate(("Contact", "Play", "Anger", "Silence", "Work"), 101)
    ]
    texts = [block.text for block in paragraphs("\f".join(pages))]
    assert len(texts) == 5
    assert not [text for text in texts if "Journal" in text or re.fullmatch(r"\d+", text)]


def test_a_paragraph_goes_on_over_the_page() -> None:
    """A page break inside a sentence makes no new paragraph."""
    text = (
        "This is a paragraph that goes on and on until the page is full of\n\n"
        "words, and then it ends.\n\nAnother one."
    )
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize(
    "text", ["The Nature of Contact", "METHOD", "2.1 What was found", "References"]
)
def test_headings_are_seen(text: str) -> None:
    """A short line in title case, in capitals or with a number is a heading."""
    assert looks_like_heading(text)


@pytest.mark.parametrize("text", ["It rained.", "and so on", "Stern (1985)", "A very common thing"])
def test_other_lines_are_none(text: str) -> None:
    """Sentences and fragments are not."""
    assert not looks_like_heading(text)
