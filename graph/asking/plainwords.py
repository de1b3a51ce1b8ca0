"""Plain English for reading questions: what is written short, and words that only ask.

The longer lists are files of the folder `english`, each with a line that says what it
holds. Nothing there belongs to the theory: lay words for a concept are its hidden labels.
"""

from pathlib import Path

_ENGLISH = Path(__file__).parent / "english"


def _words(text: str) -> frozenset[str]:
    """The words of a text, in no order."""
    return frozenset(text.split())


def _lines(name: str) -> list[str]:
    """The lines of a list without its remarks; a line that is indented goes on from the last."""
    text = (_ENGLISH / f"{name}.txt").read_text(encoding="utf-8").replace("\n  ", " ")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _pairs(name: str) -> dict[str, str]:
    """A list with lines of `word: what it stands for`."""
    lines = (line.partition(": ") for line in _lines(name))
    return {word: full for word, _, full in lines}


#: Words that are left out of names when they are compared.
STOP = _words(
    """
    a an and are as at be been by did do does for from had has have how i if in into is it its
    of on or r s so that the their them they this those these to was we were what when where
    which who whom whose why will with you your my our me he she his her him
    """
)

#: Words that turn a statement round.
NEGATIVE = _words("not no never without nor cannot lack lacking")

SHORT = _pairs("short")
FRAME = _words(" ".join(_lines("asking")))
PLAIN = _words(" ".join(_lines("everyday")))
ALIKE = _pairs("alike")
CUES = {relation: _words(cues) for relation, cues in _pairs("cues").items()}

#: The words of claims that a word stands for, by the word.
SYNONYMS: dict[str, tuple[str, ...]] = {}
for _word, _others in _pairs("synonyms").items():
    for _other in _others.split():
        SYNONYMS[_other] = (*SYNONYMS.get(_other, ()), _word)

#: Number words, and the figures they stand for.
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
} | {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), 1
    )
}
