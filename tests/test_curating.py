"""Candidate claims: which concepts a sentence names, what joins them, what is written of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from curating import TEXT, files, make
from helpers import ROOT, Run, relatum
from hypothesis import given
from hypothesis import strategies as st

from relatum.graph.curating import proposals
from relatum.graph.curating.candidates import Candidate, Suggester, quote
from relatum.graph.curating.cues import cues, joints
from relatum.graph.curating.lists import entries
from relatum.graph.curating.matcher import Label, Matcher
from relatum.graph.curating.newterms import new_terms
from relatum.graph.curating.slips import slips
from relatum.graph.curating.tokens import tokens
from relatum.graph.curating.vocabulary import Vocabulary, vocabulary
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    return vocabulary(Workspace.open())


@pytest.fixture(scope="module")
def suggester(known: Vocabulary) -> Suggester:
    return Suggester(known)


def named(suggester: Suggester, sentence: str) -> set[str]:
    return {m.concept for m in suggester.mentions(suggester.tokens(sentence))}


def best(suggester: Suggester, sentence: str) -> Candidate:
    return suggester.suggest({"1.1": sentence})[0]


# ------------------------------------------------------------ names


def test_a_name_is_found_in_its_inflections(suggester: Suggester) -> None:
    """Plurals and possessives of a label name the concept."""
    assert {"defenses", "need-for-relationship"} <= named(
        suggester, "A defense hides the needs for relationships."
    )


def test_members_of_a_list_share_its_head(suggester: Suggester) -> None:
    """ "Internal and external contact" names both."""
    assert {"internal-contact", "external-contact"} <= named(
        suggester, "They move between internal and external contact."
    )


def test_a_name_is_found_with_its_words_turned() -> None:
    """ "Peace of mind" is found as "mind peace" as well, but not across a stop."""
    matcher = Matcher([Label("peace-of-mind", "prefLabel", "peace of mind")])
    assert matcher.mentions(tokens("He has mind peace now."))
    assert not matcher.mentions(tokens("He has a mind. Peace is far."))


def test_a_verb_of_the_sentence_is_no_name(suggester: Suggester) -> None:
    """In "contact satisfies the need", nothing names the satisfaction of needs."""
    assert "need-satisfaction" not in named(suggester, "Contact satisfies the need.")


def test_the_longer_name_wins_over_a_lay_word_in_it(suggester: Suggester) -> None:
    """Who names relational needs does not name a relationship by the word "relational"."""
    assert "relationship" not in named(suggester, "These are relational needs.")


@given(st.text(max_size=120))
def test_tokens_keep_their_places(text: str) -> None:
    """Every token stands in the text where it says, and none overlap."""
    end = 0
    for token in tokens(text):
        assert text[token.start :].startswith(token.text)
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.lists(st.sampled_from(
    ["attunement", "contact", "needs", "and", "or", "of", "the", ",", ";", "(", ")", "which",
     "leads", "to", "is", "not", "by", "their", "client", "as", "well", "–", ":", "when"]
), max_size=25))  # fmt: skip
def test_no_order_of_words_confuses_the_reader(words: list[str]) -> None:
    """Whatever stands in a sentence, each pair is of two concepts, and no pair comes twice."""
    found = SUGGESTER.suggest({"1.1": " ".join(words)})
    pairs = [frozenset((c.subject, c.object)) for c in found]
    assert all(len(pair) == 2 for pair in pairs) and len(pairs) == len(set(pairs))
    assert all(0 < c.score <= 1 for c in found)


SUGGESTER = Suggester(vocabulary(Workspace.open()))

# ------------------------------------------------------------ what joins them


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("Empathy leads to attunement.", "empathy leads-to attunement"),
        ("Attunement is not caused by defenses.", "attunement emerges-from defenses"),
        ("Attunement is evoked by empathy.", "empathy leads-to attunement"),
        ("Sadness is expressed in anger.", "sadness is-evident-in anger"),
        ("Attunement goes beyond empathy.", "attunement goes-beyond empathy"),
        ("Trust, unlike mistrust, is slow.", "trust contrasts-with mistrust"),
        ("Contact satisfies the need for relationship.", "contact satisfies need-for-relationship"),
        ("Compassion heals sadness.", "compassion addresses sadness"),
        ("Growth depends on healing.", "growth requires healing"),
        ("Comfort accompanies security.", "comfort goes-with security"),
        ("Defenses protect against fear.", "defenses defends-against fear"),
        ("Empathy consists of understanding.", "empathy has-part understanding"),
    ],
)  # fmt: skip
def test_a_verb_tells_the_relation(suggester: Suggester, sentence: str, triple: str) -> None:
    """Verbs of English, active and passive, give relation and direction."""
    found = best(suggester, sentence)
    assert list(found.triple) == triple.split()


def test_a_list_of_objects_shares_the_verb(suggester: Suggester) -> None:
    """Each thing in a list of objects is joined to the subject."""
    found = suggester.suggest({"1.1": "Attunement conveys comfort, security, and protection."})
    told = {c.object for c in found if c.subject == "attunement" and c.relation == "conveys"}
    assert told == {"comfort", "security", "protection"}


def test_it_stands_for_the_subject_before(suggester: Suggester) -> None:
    """A pronoun that begins a sentence is its predecessor's subject; after none it is nobody."""
    two = {"1.1": "Empathy leads to contact.", "1.2": "It requires trust."}
    assert ("empathy", "requires", "trust") in [c.triple for c in suggester.suggest(two)]
    assert suggester.suggest({"1.2": two["1.2"]}) == []


def test_doubt_and_denial_are_told(suggester: Suggester) -> None:
    """ "May" hedges and "not" denies; "not only" denies nothing."""
    assert best(suggester, "Empathy may lead to contact.").certainty == "hedged"
    assert best(suggester, "Empathy does not lead to contact.").negated
    assert not best(suggester, "Empathy not only leads to contact.").negated


def test_a_citation_in_the_sentence_is_found(suggester: Suggester) -> None:
    """Surname and year of a known work make a citation; the year alone does not."""
    assert best(suggester, "Stern (1985) says empathy leads to trust.").cites == ("stern-1985",)
    assert best(suggester, "Since 1985 empathy leads to trust.").cites == ()


def test_every_relation_has_cues_and_every_cue_a_relation(known: Vocabulary) -> None:
    """The lists and the schema have the same relations."""
    assert entries("relations").keys() == known.relations.keys()
    assert set(joints().values()) <= known.relations.keys()
    assert {cue.relation for cue in cues().values()} == known.relations.keys()


QUOTED = ["care", "helps", "plants", "grow", "and,", "(care)", "“helps”", "–", "again."]


@given(st.lists(st.sampled_from(QUOTED),
                min_size=1, max_size=30), st.data())  # fmt: skip
def test_a_quote_is_short_and_stands_once(words: list[str], data: st.DataObject) -> None:
    """What is quoted has at most six words and stands in the sentence once, or nothing is."""
    from relatum.graph.anchors import count_words, occurrences

    sentence = " ".join(words)
    start = data.draw(st.integers(0, len(sentence)))
    found = quote(sentence, start, data.draw(st.integers(start, len(sentence))))
    assert not found or (count_words(found) <= 6 and occurrences(found, sentence) == 1)


def test_a_sentence_without_end_takes_no_time_without_end(suggester: Suggester) -> None:
    """Of a line of a million words only the beginning is read."""
    import time

    start = time.process_time()
    suggester.suggest({"1.1": "the needs of the client and of attunement, " * 120_000})
    assert time.process_time() - start < 20


# ------------------------------------------------------------ terms and slips


def test_new_terms_are_ranked_and_known_names_left_out(suggester: Suggester) -> None:
    """A phrase that comes back is proposed; what a label has is not."""
    text = {
        "1.1": "A narcissistic injury hurts.",
        "1.2": "With narcissistic injury comes a cold rage.",
        "1.3": "Attunement mends a narcissistic injury.",
    }
    found = new_terms(suggester, text)
    assert found[0].text == "narcissistic injury" and found[0].times == 3
    assert found[0].at == "1.1"
    assert not any("attunement" in term.text for term in found)


def test_likely_slips_are_told_and_plain_words_are_not(suggester: Suggester) -> None:
    """Words taken for another, names and unknown words are told, with what may be meant."""
    text = {
        "1.1": "Responding with reciprocal effect is good.",
        "1.2": "The effect of rain is plain to Eriksen (1950).",
        "1.3": "Some compasion of empathy comforts.",
    }
    told = {(s.at, s.reads, s.means) for s in slips(suggester, text)}
    assert told == {
        ("1.1", "effect", "affect"), ("1.2", "Eriksen", "Erikson"),
        ("1.3", "compasion", "compassion"),
    }  # fmt: skip


# ------------------------------------------------------------ the file and the command


def test_what_is_proposed_stays_out_of_the_graph(toy: Path, run: Run) -> None:
    """What a build and a check read is the same with candidates as without them."""
    make(toy)

    def read() -> tuple[str, list[str], list[object]]:
        reading = Reading(Workspace.open(toy))
        sources = list(reading.sources())
        return reading.digest.hexdigest(), list(map(str, reading.findings)), list(sources)

    before = read()
    result = run("-C", toy, "source", "suggest", "essay")
    assert result.exit_code == 0, result.output
    assert (toy / "sources" / "essay" / proposals.FILE).is_file()
    assert read() == before


def test_suggest_again_keeps_what_was_decided(toy: Path, run: Run) -> None:
    """Rejected stays rejected; a person is asked before the file is written again."""
    place = make(toy)
    run("-C", toy, "source", "suggest", "essay")
    path = place / proposals.FILE
    first = proposals.read(path)[0].candidate
    path.write_text(proposals.decided(path, first, proposals.REJECTED), encoding="utf-8")
    refused = run("-C", toy, "source", "suggest", "essay")
    assert refused.exit_code == 1 and "stays" in refused.output
    assert run("-C", toy, "source", "suggest", "essay", "--yes").exit_code == 0
    assert proposals.read(path)[0].status == proposals.REJECTED


def test_a_file_of_candidates_says_no_sentence_of_the_text(toy: Path, run: Run) -> None:
    """No line of it has more than six words of the text in a row."""
    from relatum.graph.copies import numbered
    from relatum.graph.curating.review import copied

    place = make(toy)
    run("-C", toy, "source", "suggest", "essay")
    lines = (place / proposals.FILE).read_text(encoding="utf-8").splitlines()
    for sentence in numbered(TEXT).values():
        assert max(copied(line, sentence) for line in lines) <= 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "unknown source 'nothing'"),
        (("garden",), "name your numbered copy with --text"),
        (("essai",), "did you mean 'essay'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_suggested_is_said_in_a_line(
    toy: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    """A wrong name or a missing text is one line with the likely mend, and exit code 2."""
    make(toy)
    result = run("-C", toy, "source", "suggest", *words)
    assert result.exit_code == 2 and said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_bundled_source_is_not_written_to(run: Run, toy: Path) -> None:
    """What came with the program is left alone, unless another file is named."""
    text = make(toy) / "private" / "text.txt"
    command = ("source", "suggest", "contact-in-relationship", "--text", text)
    assert run(*command).exit_code == 2
    assert run(*command, "-o", toy / "out.yaml").exit_code == 0
    assert proposals.read(toy / "out.yaml")
    assert not (ROOT / "sources" / "contact-in-relationship" / proposals.FILE).exists()


def test_a_file_of_candidates_that_was_spoilt_is_told_with_its_line(toy: Path, run: Run) -> None:
    """A wrong status is one line with file and line number."""
    place = make(toy)
    run("-C", toy, "source", "suggest", "essay")
    path = place / proposals.FILE
    path.write_text(path.read_text().replace("  status: proposed", "  status: maybe", 1))
    result = run("-C", toy, "source", "review", "essay", "--format", "json")
    line = next(i for i, t in enumerate(path.read_text().splitlines(), 1) if t.startswith("- at"))
    assert result.exit_code == 2 and f"{proposals.FILE}:{line}:" in result.output


def test_the_trial_reaches_what_it_must(sentences: dict[str, str]) -> None:
    """On the first article at least 60 % of the curated pairs, and half of the proposed right."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "suggesting.py")],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    line = next(line for line in done.stdout.splitlines() if line.startswith("all  "))
    recall, precision = map(float, re.findall(r"([\d.]+)%", line))
    assert recall >= 60 and precision >= 50, done.stdout


def test_help_reads_nothing(toy: Path) -> None:
    """The help of the commands comes without the lists and the names."""
    result = relatum("source", "review", "--help")
    assert result.returncode == 0 and "reject" in result.stdout


def test_files_of_the_source_are_else_untouched(toy: Path, run: Run) -> None:
    """To suggest writes one file and no other."""
    place = make(toy)
    before = files(place)
    run("-C", toy, "source", "suggest", "essay")
    after = dict(files(place))
    del after[proposals.FILE]
    assert after == before
