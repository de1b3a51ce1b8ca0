"""Citations to entries of the reference list, and from there to works.

Nothing is guessed: a citation that fits no entry, or fits two, keeps its reason.  Slips that
show by comparing, such as a name that is spelt in two ways, are told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relatum.graph.texts.citations import Group, Mention, groups
from relatum.graph.texts.matching import NAME, Match, Works
from relatum.graph.texts.references import Entry, plain
from relatum.graph.texts.slips import Slip, differences


@dataclass(frozen=True, slots=True)
class Cited:
    """One work that a sentence cites, with what it was matched to.

    Attributes:
        mention: what is printed.
        reference: the number of the entry in the list; 0 where there is none.
        work: the key of the work; empty where there is none.
        reason: why something is missing.
    """

    mention: Mention
    reference: int = 0
    work: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A group of works that one pair of brackets cites."""

    at: str
    text: str
    cited: tuple[Cited, ...]

    @property
    def is_matched(self) -> bool:
        """Whether each of its works is in the reference list and in the bibliography."""
        return all(one.work for one in self.cited)

    def as_record(self) -> dict[str, Any]:
        """The citation as JSON has it; what is not so is left out."""
        return {
            "at": self.at,
            "text": self.text,
            "cited": [
                {"work": one.work, "reference": one.reference, "reason": one.reason}
                | {name: value for name, value in one.mention.said() if value}
                for one in self.cited
            ],
        }


@dataclass(slots=True)
class Resolver:
    """Finds the citations of an article, sentence by sentence in reading order.

    Attributes:
        matches: the reference list with its works.
        works: the bibliography, for articles that have no list.
        slips: what seems to be printed wrong, in running text.
        used: the numbers of the entries that were cited.
    """

    matches: Sequence[Match]
    works: Works
    slips: list[Slip] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    _by_year: dict[str, list[Match]] = field(default_factory=dict)
    _families: dict[str, list[Match]] = field(default_factory=dict)
    _last: Cited | None = None
    _lately: dict[str, Cited] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sorts the entries by year and by name."""
        for match in self.matches:
            for year in match.entry.years:
                self._by_year.setdefault(year, []).append(match)
            for family in match.entry.authors[:1]:
                self._families.setdefault(plain(family), []).append(match)

    def citations(self, at: str, sentence: str) -> list[Citation]:
        """The citations of one sentence."""
        found = []
        for group in groups(sentence):
            cited = [self._cited(at, sentence, group, mention) for mention in group.mentions]
            found.append(Citation(at, group.text, tuple(cited)))
        return found

    def never_cited(self) -> list[Entry]:
        """The entries that no sentence cites."""
        return [m.entry for m in self.matches if m.entry.number not in self.used]

    def _cited(self, at: str, sentence: str, group: Group, mention: Mention) -> Cited:
        if mention.ibid:
            return self._again(mention)
        if not mention.authors or not self._knows(mention.authors[0]):
            mention = self._with_name_nearby(at, sentence, group, mention)
        cited = self._match(at, mention)
        if cited.reference and group.title:
            self._compare_title(at, group.title, cited.reference)
        self._last = cited
        for family in mention.authors[:1]:
            self._lately[plain(family)] = cited
        return cited

    def _again(self, mention: Mention) -> Cited:
        """What `ibid.` or `op. cit.` stands for."""
        earlier = self._last
        if mention.authors:
            earlier = self._lately.get(plain(mention.authors[0]))
        if earlier is None:
            return Cited(mention, reason="no work is cited before it")
        return Cited(mention, earlier.reference, earlier.work, earlier.reason)

    def _knows(self, family: str) -> bool:
        return plain(family) in self._families

    def _with_name_nearby(self, at: str, sentence: str, group: Group, mention: Mention) -> Mention:
        """A mention with the nearest name before it that the list has with that year."""
        words = re.findall(r"[^\W\d_][\w’'-]+", sentence[: group.start])[::-1]
        for word in words:
            family = re.sub(r"[’']s?$", "", word)
            fitting = [m for m in self._families.get(plain(family), ()) if _same_year(m, mention)]
            if family[:1].isupper() and fitting:
                self.slips.append(
                    Slip(at, group.text, f"{group.text} beside {family}",
                         "the year stands apart from the name")
                )  # fmt: skip
                return Mention((family,), mention.years, mention.letter, page=mention.page,
                               apart=True)  # fmt: skip
        return mention

    def _match(self, at: str, mention: Mention) -> Cited:
        if not mention.authors:
            return Cited(mention, reason="no name stands near the year")
        if not self.matches:
            return self._in_bibliography(mention)
        near = [m for m in self._near(mention) if _same_year(m, mention)]
        near = _narrowed(near, mention)
        if not near:
            return Cited(mention, reason=self._why_not(mention))
        if len(near) > 1:
            numbers = " and ".join(str(m.entry.number) for m in near)
            return Cited(mention, reason=f"entries {numbers} of the list both fit")
        match = near[0]
        self.used.add(match.entry.number)
        self._compare_names(at, mention, match.entry)
        return Cited(mention, match.entry.number, match.work, match.reason)

    def _near(self, mention: Mention) -> list[Match]:
        """The entries by a first author of that name, or else of nearly that name."""
        wanted = plain(mention.authors[0])
        exact = self._families.get(wanted, [])
        if any(_same_year(m, mention) for m in exact):
            return exact
        same_year = [m for year in mention.years for m in self._by_year.get(year, ())]
        return [m for m in same_year if m.entry.authors and _alike(wanted, m.entry.authors[0])]

    def _in_bibliography(self, mention: Mention) -> Cited:
        near = self.works.near(mention.authors[0], mention.years)
        if len(near) == 1:
            return Cited(mention, work=near[0], reason="")
        why = f"{' and '.join(near)} both fit" if near else "the bibliography has no such work"
        return Cited(mention, reason=why)

    def _why_not(self, mention: Mention) -> str:
        family = mention.authors[0]
        entries = [m.entry for m in self._families.get(plain(family), ())]
        other = sorted({entry.years[0] + entry.letter for entry in entries if entry.years})
        if other:
            return f"the reference list has {family} {', '.join(other)}, not this year"
        return "not in the reference list"

    def _compare_names(self, at: str, mention: Mention, entry: Entry) -> None:
        """Tells of names that text and list spell differently."""
        for printed in mention.authors:
            wanted = plain(printed)
            if any(plain(a) == wanted or plain(a).endswith(" " + wanted) for a in entry.authors):
                continue
            meant = [a for a in entry.authors if _alike(wanted, a)]
            note = f"the reference list has the name so (entry {entry.number})"
            if meant:
                self._tell(Slip(at, printed, meant[0], note))
            else:
                self._tell(Slip(at, printed, ", ".join(entry.authors),
                                f"no author of entry {entry.number}"))  # fmt: skip

    def _compare_title(self, at: str, title: str, number: int) -> None:
        """Tells of a title that text and list print differently."""
        meant = self.matches[number - 1].entry.title
        if plain(meant).startswith(plain(title)):
            return
        for reads, means in differences(title, meant)[:1]:
            self._tell(Slip(at, reads, means, f"the reference list has it so (entry {number})"))

    def _tell(self, slip: Slip) -> None:
        if slip not in self.slips:
            self.slips.append(slip)


def _narrowed(near: list[Match], mention: Mention) -> list[Match]:
    """Of several entries those that fit in the letter, the other authors, and their number."""
    if mention.letter:
        lettered = [m for m in near if m.entry.letter == mention.letter]
        near = lettered or [m for m in near if not m.entry.letter]
    if len(near) < 2:
        return near
    others = [plain(a) for a in mention.authors[1:]]
    fitting = [m for m in near if _has_all(others, m.entry)]
    if mention.et_al:
        # The short form stands for two names at least.
        more = len(mention.authors) + 2
        return [m for m in fitting if len(m.entry.authors) >= more] or fitting
    return [m for m in fitting if len(m.entry.authors) == len(mention.authors)] or fitting


def _has_all(others: Sequence[str], entry: Entry) -> bool:
    return all(any(_alike(other, author) for author in entry.authors[1:]) for other in others)


def _same_year(match: Match, mention: Mention) -> bool:
    return bool(set(match.entry.years) & set(mention.years))


def _alike(wanted: str, family: str) -> bool:
    from rapidfuzz import fuzz

    known = plain(family)
    return known.endswith(" " + wanted) or fuzz.ratio(wanted, known) >= NAME


def by_sentence(sentences: Mapping[str, str], resolver: Resolver) -> list[Citation]:
    """The citations of all sentences, in reading order."""
    return [c for at, text in sentences.items() for c in resolver.citations(at, text)]
