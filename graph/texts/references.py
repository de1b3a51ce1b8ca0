"""The reference list of an article: where it is, and what each entry says.

Entries are read in the styles that articles use: APA (year in brackets after the names),
Chicago and MLA (year near the end), Vancouver (numbered, no dots after initials).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

#: A year as it is cited: 1985, 1985a, 1969/1982, in press, n.d.
YEAR = (
    r"(?:(?:1[5-9]|20)\d\d(?:\s?[/–-]\s?(?:(?:1[5-9]|20)\d\d|\d\d))?[a-m]?(?!\w)"
    r"|in press|in preparation|forthcoming|n\.\s?d\.|undated)"
)
_PARTICLE = (
    r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ten|ter|zu|zur|af|el|al|bin|ibn|St\.)"
)
#: A family name, with its particles: van der Kolk, O’Hara, Kabat-Zinn.
SURNAME = (
    rf"(?:{_PARTICLE}[ ]){{0,3}}(?:(?:[dDlL]|O|Mc|Mac)[’'])?[^\W\d_][\w]*(?:[’'‐-][^\W\d_]\w*)*"
)

_HEADING = re.compile(
    r"(?:\d+\.?\s*)?(?:references?(?:\s+(?:list|cited))?|list of references|bibliography"
    r"|(?:works|literature) cited|literature|sources)\s*:?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:\[?\d{1,3}[.)\]]|[-•*–])\s+")
_BRACKETED_YEAR = re.compile(rf"\(\s*({YEAR})[^()]*\)", re.IGNORECASE)
_EARLY_YEAR = re.compile(rf"([^()\d]{{3,160}}?)[.,]?\s({YEAR})[.,:]\s", re.IGNORECASE)
_BARE_YEAR = re.compile(rf"(?<!\d)({YEAR})", re.IGNORECASE)
_PERSON = re.compile(
    rf"({SURNAME}(?:\s(?=\w{{3}}){SURNAME})?)"
    r"(?:,?\s+((?:[A-Z0-9]\.?[ -]?){1,5}(?!\w))|,\s+([A-Z][a-zà-ÿ]+(?:\s[A-Z]\.?)*))"
    r"(?:,?\s(?:Jr|Sr|II|III)\.?)?"
)
_BEGINS = re.compile(
    rf"(?:[-—_]{{3,}}|{SURNAME}(?:\s{SURNAME})?,?\s(?:[A-Z0-9]\.?[ -]?){{1,5}}(?=[\s,.(&])"
    rf"|{SURNAME},\s[A-Z][a-zà-ÿ]+).{{0,220}}?\(?{YEAR}"
)
#: Where one entry ends and the next begins in entries that run together.
_NEXT = re.compile(
    rf"(?<=[.)\d]) (?=(?:{SURNAME}), (?:[A-Z]\. ?){{1,3}}(?:,? ?(?:&|and|,) ?[^()]{{1,120}})?"
    rf" ?\(\s?{YEAR})"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a reference list.

    Attributes:
        number: its place in the list, from 1.
        text: as it is printed.
        authors: family names.
        initials: the given names or initials, as printed, in the order of the names.
        years: the year, and the year of the first edition where both are given.
        letter: the a or b that tells works of one year apart.
        title: up to the first full stop; empty where none is found.
        rest: what follows the title.
    """

    number: int
    text: str
    authors: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    letter: str = ""
    title: str = ""
    rest: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether it has the least by which a work is known: a name and a year."""
        return bool(self.authors and self.years)


def is_heading(text: str) -> bool:
    """Whether a line says that the reference list begins.

    >>> is_heading("References"), is_heading("5. Works Cited:"), is_heading("Preferences")
    (True, True, False)
    """
    return len(text) < 40 and bool(_HEADING.fullmatch(text.strip()))


def looks_like_entry(text: str) -> bool:
    """Whether a paragraph begins as an entry does: names, initials, a year."""
    if len(text) > 1200:
        return False
    return bool(_BEGINS.match(_NUMBER.sub("", text, count=1)))


def where(paragraphs: Sequence[str], headings: Sequence[bool]) -> tuple[int, int]:
    """Which paragraphs are the reference list: the first, and the one after the last.

    Args:
        paragraphs: the texts, in their order.
        headings: which of them are headings.

    Returns:
        Both numbers are that of the end where there is no list.
    """
    for start in range(len(paragraphs) - 1, -1, -1):
        if is_heading(paragraphs[start]):
            return start, _end(paragraphs, headings, start + 1)
    entries = [looks_like_entry(text) for text in paragraphs]
    end = max((i + 1 for i, is_entry in enumerate(entries) if is_entry), default=0)
    start = end
    while start and entries[start - 1]:
        start -= 1
    if end - start < 2:
        return len(paragraphs), len(paragraphs)
    return start, end


def _end(paragraphs: Sequence[str], headings: Sequence[bool], start: int) -> int:
    """Where a list that has a heading ends: at the next heading, or what is no entry."""
    last = start
    for index in range(start, len(paragraphs)):
        if headings[index]:
            break
        if looks_like_entry(paragraphs[index]) or _BARE_YEAR.search(paragraphs[index][:400]):
            last = index + 1
        elif index - last > 1:
            break
    return last


def entries(paragraphs: Sequence[str]) -> list[Entry]:
    """The entries of a reference list.

    Args:
        paragraphs: those between the heading and what comes after the list.
    """
    texts: list[str] = []
    for paragraph in paragraphs:
        text = " ".join(_NUMBER.sub("", paragraph, count=1).split())
        if not text:
            continue
        pieces = _NEXT.split(text)
        if texts and not looks_like_entry(pieces[0]) and not _BARE_YEAR.search(pieces[0]):
            texts[-1] += " " + pieces.pop(0)
        texts += pieces
    made: list[Entry] = []
    for number, text in enumerate(texts, 1):
        made.append(read_entry(text, number, made[-1].authors if made else ()))
    return made


def read_entry(text: str, number: int, before: tuple[str, ...] = ()) -> Entry:
    """What one entry says.

    Args:
        text: the entry as it is printed.
        number: its place in the list.
        before: the authors of the entry above, which a line in place of names stands for.

    >>> entry = read_entry("Mahler, M, Pine, F, & Bergman, A. (1975). The birth. Basic.", 1)
    >>> entry.authors, entry.years, entry.title
    (('Mahler', 'Pine', 'Bergman'), ('1975',), 'The birth')
    """
    text = " ".join(text.split())
    bracketed = _BRACKETED_YEAR.search(text[:600]) or _EARLY_YEAR.match(text)
    if bracketed and bracketed.re is _EARLY_YEAR:
        people, after, printed = bracketed[1], text[bracketed.end() :], bracketed[2]
    elif bracketed:
        people, after = text[: bracketed.start()], text[bracketed.end() :]
        printed = bracketed[1]
    else:
        found = list(_BARE_YEAR.finditer(text))
        printed = found[-1][1] if found else ""
        people, after = _before_title(text)
    authors, initials = names(people)
    if re.match(r"[-—_]{3,}", people):
        authors = before
    years, letter = read_year(printed)
    title, rest = _title(after)
    return Entry(number, text, authors, initials, years, letter, title, rest)


def read_year(printed: str) -> tuple[tuple[str, ...], str]:
    """The years that a printed year names, and its letter.

    >>> read_year("1969/1982"), read_year("1985a"), read_year("In press")
    ((('1969', '1982'), ''), (('1985',), 'a'), (('in press',), ''))
    """
    parts = re.findall(r"\d{2,4}", printed)
    if not parts:
        return ((printed.lower(),), "") if printed else ((), "")
    years = [p if len(p) == 4 else parts[0][:2] + p for p in parts]
    return tuple(years), printed[-1] if printed[-1].isalpha() else ""


def names(people: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The family names in the beginning of an entry, and the given names beside them."""
    people = re.sub(r"\((?:eds?|hrsg|trans)\.?\)|\bet al\b\.?", "", people, flags=re.IGNORECASE)
    found = _PERSON.findall(people)
    if found:
        given = tuple((short or long).strip(" ,") for _, short, long in found)
        return tuple(family.strip() for family, _, _ in found), given
    group = people.strip(" .,&")
    return ((group,), ("",)) if group and len(group) < 120 else ((), ())


def plain(text: str) -> str:
    """A text to compare by: no accents, no marks, small letters.

    >>> plain("Käthe O’Hara-Ñu")
    'kathe ohara nu'
    """
    folded = normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if c.isalnum() or c in " -")
    return " ".join(folded.replace("-", " ").split())


def _before_title(text: str) -> tuple[str, str]:
    """An entry without a year in brackets: the people, and what follows them."""
    match = re.match(r"(.{3,200}?(?:\b[A-Z]{1,3}|[a-z]{2,}|\bal))\.\s+(?=[“\"‘A-Z])", text)
    return (match[1], text[match.end() :]) if match else (text, "")


def _title(after: str) -> tuple[str, str]:
    """The title at the beginning of what follows the year, and the rest."""
    after = after.lstrip(" .,:;")
    quoted = re.match(r"[“‘\"']([^“”‘\"]{4,300}?)[,.]?[”’\"'](?=[,.\s]|$)", after)
    if quoted:
        return quoted[1].strip(), after[quoted.end() :].lstrip(" ,.")
    match = re.search(r"(?<!\bVol)(?<!\bNo)(?<!\bvs)(?<!\b[A-Z])[.?!](?=\s|$)", after)
    if not match:
        return after.strip(), ""
    return after[: match.start()].strip(), after[match.end() :].strip()
