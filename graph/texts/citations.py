"""Citations in running text: found in the usual author-year forms, and matched.

In brackets, `(Stern, 1985, p. 156; cf. Bowlby, 1969, 1973)`; as part of the sentence,
`Stern (1985)`, `Mahler’s (1968)`; with the year far from its name; and by `ibid.`.
What stands in one pair of brackets is one group.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from relatum.graph.texts.references import SURNAME, YEAR, read_year

_BRACKETS = re.compile(r"\(([^()\[\]]*(?:\[[^\[\]()]*\][^()\[\]]*)*)\)|\[([^\[\]()]*)\]")
_YEAR = re.compile(rf"(?<![\d,.–-])({YEAR})", re.IGNORECASE)
_YEARS = re.compile(rf"(?<!\d)({YEAR})((?:\s*(?:,|&|and)\s*{YEAR})*)", re.IGNORECASE)
_IBID = re.compile(r"\bibid(?:em)?\b\.?|\bop\.\s?cit\.|\bloc\.\s?cit\.", re.IGNORECASE)
_BARE_IBID = re.compile(r"(?:^|(?<=[.,] ))Ibid\.(?:,\s*pp?\.\s*([\d–-]+))?")
_LEAD = re.compile(
    r"^[\s,]*(?:(?:and|but|see,?\s+also|see,?\s+for example|see|cf|compare|also|esp|especially"
    r"|for (?:example|instance)|for (?:a )?(?:fuller )?[a-z]+|notably|among others"
    r"|in|after|following|from|by|since|until)(?=[\s,.])|e\.\s?g\.|i\.\s?e\.)[.,\s]*",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"\b(?:in|after|from|by|since|until)\s*$", re.IGNORECASE)
_THROUGH = re.compile(
    r",?\s*(?:as\s+)?(?:cited|quoted|discussed|reported|described)\s+(?:in|by)\s+", re.IGNORECASE
)
_PAGES = re.compile(
    r"(?:\bpp?\.|\bpages?\b|\bS\.)\s*([\divxlc]+(?:\s?[-–,]\s?[\divxlc]+)*(?:\s?ff?\.)?)"
    r"|:\s*(\d+(?:\s?[-–]\s?\d+)?)|(\b(?:ch(?:ap)?\.|chapters?|vol\.|part)\s*[\dIVXivx]+)",
    re.IGNORECASE,
)
_GIVEN = r"(?:[A-Z]\.(?:\s?-?[A-Z]\.)*\s?|[A-Z][a-zà-ÿ]+\s)"
_NAME = (
    rf"(?:{_GIVEN}){{0,3}}(?=(?:{SURNAME}))(?:(?:van|von|de|der|den|la|le|du|di|da)\s)*"
    r"[A-ZÀ-Þ](?:\w|[’'‐-](?=[^\W\d_]{2}))*"
)
_AND = r"(?:\s*,\s*(?:and|&)\s*|\s+(?:and|&)\s+|\s*&\s*)"
_ET_AL = r"(?:,?\s+et\s+al\.?|,?\s+and\s+(?:colleagues|others|associates|co-?workers))"
_PEOPLE = rf"{_NAME}(?:\s*,\s*{_NAME})*(?:{_AND}{_NAME})?(?:{_ET_AL})?"
_IN_BRACKETS = re.compile(rf"^({_PEOPLE})[\s,:]*$")
_BEFORE = re.compile(rf"({_PEOPLE})(?:[’'](?:s)?)?(?:[’'](?=\s|$))?\s*,?\s*$")
_TITLED = re.compile(r"[‘“\"']([^‘’“”\"]{4,200})[’”\"']\s*$")
_JOINING = re.compile(r"(?:\s+in|\s*,|:)?\s*(?:the\s+|his\s+|her\s+)?$")
_POSSESSIVE = re.compile(r"[’']s?$")
_LIFE = re.compile(r"^\s*(?:\w+\s+)?\d{4}\s?[–-]\s?\d{4}\s*$")
_MOST_NAMES = 400
_NO_NAMES = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Table|Figure|Chapter|Part|Volume|Note|Equation|Appendix|Box|Section|Study|Experiment"
    r"|In|On|At|By|For|From|The|This|That|These|Those|Since|During|Before|After|Until"
    r"|Between|While|When|Although|As|And|But|If|Later|Early|Both|Like"
)
_BODIES = re.compile(
    r"Association|Society|Institute|Organization|Organisation|Group|Committee|Department"
    r"|Office|University|College|Center|Centre|Foundation|Federation|Council|Ministry|Board"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One work that is cited.

    Attributes:
        authors: family names, as printed; empty where the sentence has none nearby.
        years: the year, or the years of two editions of the work.
        letter: the a or b beside the year.
        et_al: whether there are more authors than are named.
        page: the pages, as printed.
        through: whether another work is named in which the author read of it.
        ibid: whether it stands for the work that was cited last.
        apart: whether other words stand between the name and the year.
    """

    authors: tuple[str, ...]
    years: tuple[str, ...]
    letter: str = ""
    et_al: bool = False
    page: str = ""
    through: bool = False
    ibid: bool = False
    apart: bool = False

    def said(self) -> Iterator[tuple[str, Any]]:
        """Its parts by their names."""
        yield from (("authors", self.authors), ("years", self.years), ("letter", self.letter))
        yield from (("et_al", self.et_al), ("page", self.page), ("through", self.through))
        yield from (("ibid", self.ibid), ("apart", self.apart))


@dataclass(frozen=True, slots=True)
class Group:
    """What one pair of brackets cites, with the names before it.

    Attributes:
        start: where in the sentence the brackets open.
        text: what is printed in them.
        mentions: the works, in their order.
        title: a title in quotation marks between the name and the year, as printed.
    """

    start: int
    text: str
    mentions: tuple[Mention, ...]
    title: str = ""


def groups(sentence: str) -> list[Group]:
    """The citations of a sentence, bracket by bracket.

    >>> [m.years for g in groups("So Bowlby (1969, 1973) and others (cf. Stern, 1985, p. 9).")
    ...  for m in g.mentions]
    [('1969',), ('1973',), ('1985',)]
    """
    if "(" not in sentence and "[" not in sentence and "bid." not in sentence:
        return []  # most sentences
    return list(_groups(sentence))


def _groups(sentence: str) -> Iterator[Group]:
    for match in _BRACKETS.finditer(sentence):
        content = match[1] if match[1] is not None else match[2]
        if len(content) > 1500 or _LIFE.match(content):
            continue
        if not (_YEAR.search(content) or _IBID.search(content)):
            continue
        before = sentence[max(0, match.start() - _MOST_NAMES) : match.start()]
        mentions, title = _read(content, before)
        if mentions:
            yield Group(match.start(), match[0], tuple(mentions), title)
    for match in _BARE_IBID.finditer(sentence):
        yield Group(match.start(), match[0], (Mention((), (), page=match[1] or "", ibid=True),))


def _read(content: str, before: str) -> tuple[list[Mention], str]:
    """The works in a bracket, with the names before it, and a title between them."""
    mentions: list[Mention] = []
    title = ""
    last: Mention | None = None
    for part in content.split(";"):
        for piece, through in _through(part):
            read = _piece(piece)
            if read is None:
                continue
            people, found = read
            if not people and last is not None:
                people = last.authors
            elif not people and not found[0].ibid:
                named, title = _names_before(before)
                people = named.authors
                found = [replace(m, apart=named.apart, et_al=named.et_al) for m in found]
            found = [replace(m, authors=m.authors or people, through=through) for m in found]
            mentions += found
            last = found[-1]
    return mentions, title


def _through(part: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `Ferenczi, 1932, as cited in Balint, 1968`, and which was read of only."""
    pieces = _THROUGH.split(part)
    for piece, _ in pairwise(pieces):
        yield piece, True
    yield pieces[-1], False


def _piece(piece: str) -> tuple[tuple[str, ...], list[Mention]] | None:
    """Names and works of one piece; nothing where it is no citation."""
    lead = ""
    while match := _LEAD.match(piece):
        lead, piece = match[0], piece[match.end() :]
    page = next((a or b or c for a, b, c in _PAGES.findall(piece)), "").strip()
    ibid = _IBID.search(piece)
    if ibid:
        people, et_al = _people(piece[: ibid.start()])
        return people, [Mention(people, (), et_al=et_al, page=page, ibid=True)]
    match = _YEARS.search(piece)
    if not match:
        return None
    printed = piece[: match.start()].strip(" ,:(['")
    people, et_al = _people(printed)
    if printed and not people:
        return None
    if not printed and (_OF_TIME.search(lead) or re.match(r"\s*[a-z%]", piece[match.end() :])):
        return None
    written = [match[1], *_YEAR.findall(match[2].replace(",", " "))]
    mentions = []
    for year in filter(None, written):
        years, letter = read_year(year)
        mentions.append(Mention(people, years, letter, et_al))
    mentions[-1] = replace(mentions[-1], page=page)
    return people, mentions


def _people(printed: str) -> tuple[tuple[str, ...], bool]:
    """The family names in a piece, and whether there are more."""
    match = _IN_BRACKETS.match(printed.strip(" ,:"))
    if match:
        return _families(match[1])
    return (), False


def _families(people: str) -> tuple[tuple[str, ...], bool]:
    """The family names of people in a row."""
    et_al = re.search(rf"{_ET_AL}\s*$", people)
    row = people[: et_al.start()] if et_al else people
    found = []
    for person in re.split(rf"{_AND}|\s*,\s*", row):
        family = _family(person)
        if family:
            found.append(family)
    return tuple(found), bool(et_al)


def _family(person: str) -> str:
    """The family name of a person, with its particles."""
    words = _POSSESSIVE.sub("", person.strip()).split()
    if not words or _NO_NAMES.fullmatch(words[-1]):
        return ""
    if _BODIES.fullmatch(words[-1]):
        return " ".join(words[words[0] == "The" :])
    start = len(words) - 1
    while start and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:])


def _names_before(before: str) -> tuple[Mention, str]:
    """The people before a bracket, as a mention without a year, and a title between them."""
    titled = _TITLED.search(before)
    if titled:
        before = _JOINING.sub("", before[: titled.start()])
    match = _BEFORE.search(before)
    people, et_al = _families(match[1]) if match else ((), False)
    title = titled[1] if titled else ""
    return Mention(people, (), et_al=et_al, apart=not people), title
