"""Paragraphs to sentences: sentencex, and our own mends where it errs on scholarly prose.

sentencex (the splitter of the Wikimedia Foundation) finds most ends.  It would rather leave
two sentences together than cut one, so most mends are cuts: after an initial that no name
follows, inside a long quotation, after a bracketed sentence and after the mark of a note.
"""

import itertools
import re

#: Longer stretches are handed over in pieces: the splitter's time grows faster than the text.
_STRETCH = 20_000

#: What ends no sentence before a number, or before a letter that stands alone.
_BEFORE_NUMBER = re.compile(
    r"p|pp|vol|vols|no|nos|nr|fig|figs|eq|eqs|eqn|tab|app|sect|sec|ch|chap|chaps|par|para"
    r"|art|bd|bk|pt|ser|ll|fn"
)
#: What ends no sentence before a small letter.
_MIDDLE = re.compile(
    r"approx|edn|edns|ed|eds|esp|ff|f|yrs|yr|mos|hrs|hr|min|sec|wk|wks|cf|viz|resp|incl"
    r"|excl|trans|transl|repr|rev|orig|unpubl|ca|c|al|ibid|cit|etc|vs|v|i\.e|e\.g|a\.m|p\.m"
    r"|ph\.d|m\.d|inc|ltd|co|corp|jr|sr|dept|univ|assn|assoc|u\.s|u\.k"
)
#: What ends no sentence before a name.
_TITLE = re.compile(r"mr|mrs|ms|messrs|dr|drs|prof|st|mt|rev|hon|gen|mme|mlle")
#: Words that begin a sentence and are no surname.
_STARTERS = (
    r"I|He|She|It|We|They|You|The|A|An|This|That|These|Those|There|Here|His|Her|Its|Our|Their|My"
    r"|Your|In|On|At|By|For|From|With|As|If|When|While|Where|Why|What|Who|How|Then|Thus|But|And|Or"
    r"|So|Yet|No|Not|Nobody|None|Each|Some|Many|Most|Both|All|After|Before|Since|Although|Though"
    r"|However|Was|Were|Is|Are|Did|Do|Does|Has|Have|See|Mr|Mrs|Ms|Dr|Prof|Sect|Fig|Another|One|Such"
    r"|To|Only|Sect|Once|Under|Over|Perhaps|Even|Because|Later|Now|Still"
)
_SAID = (
    r"said|says|asked|asks|cried|cries|shouted|whispered|replied|answered|wrote|writes|added|thought"
    r"|wondered|called|exclaimed|demanded|murmured|repeated|continued|went on|insisted|sobbed"
    r"|laughed|sighed|told|began"
)
_OPENERS = "“\"‘'«„("
_CLOSERS = "”\"’')»"

_NUMBER = re.compile(r"\(?(?:\d|[IVXLC]+\b|[A-Z]\b)")
_REPORTING = re.compile(
    rf"(?:(?:I|we|you|he|she|it|they|[Tt]he|[Aa]|[Mm]y|[Hh]is|[Hh]er)\s)?(?:[\w.’'-]+\s){{0,2}}"
    rf"(?:{_SAID})\b"
)
_NOTE_MARK = re.compile(r"(?:[*†‡§¶]+|\[\d{1,3}\])(?=\s|$)")

#: Ends that sentencex leaves inside a sentence; the group is where the next one begins.
_MISSED = (
    # "you and I. I was", "plan B. The": an initial, and a word that is no surname.
    re.compile(rf"(?<![A-Z]\.)(?<![A-Z]\.\s)\b[A-Z]\.[{_CLOSERS}]?\s+(?=(?:{_STARTERS})\b)"),
    # "I am here.” No more was said": a sentence that ends with a quotation.
    re.compile(rf"[a-z\d)…][.!?…]+[”\"’]\s+(?=[{_OPENERS}]?[A-Z])"),
    re.compile(rf"(?:…|\.\.\.)[”\"]\s+(?=[{_OPENERS}]?[A-Z])"),
    # "is known.1 It is": the mark of a note after the stop.
    re.compile(rf"(?<=[a-z’”)][.!?])(?:\d{{1,3}}(?:,\s?\d{{1,3}})*|\[\d{{1,3}}\]|[*†‡§])\s+"
               rf"(?=[{_OPENERS}]?[A-Z])"),
    # "in the U.S. He": a dotted abbreviation, and a pronoun.
    re.compile(r"\b(?:[A-Za-z]\.){2,}\s+(?=(?:He|She|It|We|They|I|This|These|There|Then)\b)"),
)  # fmt: skip
_QUOTED = re.compile(r"“([^“”]{12,}?)”|\"([^\"]{12,}?)\"")
_BRACKETED = re.compile(rf"[(\[][^()\[\]]*[.!?…][”’\"]?[)\]]\s+(?=[{_OPENERS}]?[A-Z])")


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; joined by spaces they give the paragraph again.

    White space is made single spaces.

    >>> sentences("So Stern (1985, p. 156) held. it is. “Why?” she asked.")
    ['So Stern (1985, p. 156) held.', 'it is.', '“Why?” she asked.']
    """
    text = " ".join(paragraph.split())
    cuts = _found(text)
    cuts |= {match.end() for pattern in _MISSED for match in pattern.finditer(text)}
    cuts |= _inside_quotations(text)
    edges = [0, *sorted(_mended(text, cuts)), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(edges)] if text else []


def _found(text: str) -> set[int]:
    """Where sentences begin by sentencex."""
    from sentencex import get_sentence_boundaries

    cuts: set[int] = set()
    for start, piece in _stretches(text):
        cuts |= {start + b["start_index"] for b in get_sentence_boundaries("en", piece)[1:]}
        if text[max(0, start - 2) : start].endswith((". ", "! ", "? ")):
            cuts.add(start)
    return cuts


def _stretches(text: str) -> list[tuple[int, str]]:
    """A long text in pieces that end with a word, each with its start."""
    pieces = []
    start = 0
    while len(text) - start > _STRETCH:
        end = text.rfind(" ", start, start + _STRETCH) + 1
        end = end if end > start else start + _STRETCH
        pieces.append((start, text[start:end]))
        start = end
    return [*pieces, (start, text[start:])]


def _inside_quotations(text: str) -> set[int]:
    """Where sentences begin inside quotations, and after sentences in brackets."""
    cuts = set()
    for match in _QUOTED.finditer(text):
        inner = match[1] or match[2]
        if re.search(r"[.!?…]\s+[A-Z“‘]", inner):
            cuts |= {match.start() + 1 + cut for cut in _found(inner) if cut}
    for match in _BRACKETED.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or before[-1] in ".!?…" + _CLOSERS:
            cuts.add(match.end())
    return cuts


def _mended(text: str, cuts: set[int]) -> set[int]:
    """The cuts that stand, with marks of notes moved to the sentence that they follow."""
    kept = set()
    for cut in cuts:
        mark = _NOTE_MARK.match(text, cut)
        if mark:
            cut = mark.end() + 1
        if 0 < cut < len(text) and text[cut - 1] == " " and not _is_wrong(text, cut):
            kept.add(cut)
    return kept


def _is_wrong(text: str, cut: int) -> bool:
    """Whether no sentence begins at a cut."""
    left, right = text[max(0, cut - 40) : cut].rstrip(), text[cut : cut + 60]
    word = left[left.rfind(" ") + 1 :].lstrip(_OPENERS)
    if word.endswith((".", ".)")):
        bare = word.rstrip(".)").lower()
        return (
            (bool(_BEFORE_NUMBER.fullmatch(bare)) and bool(_NUMBER.match(right)))
            or (bool(_MIDDLE.fullmatch(bare)) and right[0].islower())
            or (bool(_TITLE.fullmatch(bare)) and right[0].isupper())
        )
    if not re.search(r"[?!…,.][”\"’']$", left):
        return False
    if left[-2] == ".":
        return right[0].islower()
    return bool(_REPORTING.match(right))
