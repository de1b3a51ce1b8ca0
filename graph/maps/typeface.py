"""How wide words are as they are drawn, and how a label goes into lines.

The typeface is Arimo, which lies beside the drawings. Its letters are as wide as those of
Arial, Helvetica and Liberation Sans, so that what is measured here holds wherever one of
them is; nothing is asked of the fonts of a system, and a map looks alike everywhere.
"""

from functools import cache

#: The families by name, all of one width.
FAMILIES = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
#: From the baseline up and down, and from line to line, as a share of the size.
ASCENT, DESCENT, LEADING = 0.74, 0.22, 1.18

#: Widths in thousandths of the size, with the letters that have them.
_REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|¦", 278: " \N{NO-BREAK SPACE}!,./:;I[\\]ftÌÍÎÏìíîïı",
    333: "()-`r¡¨­²³´·¸¹“”",
    334: "{}", 350: "•", 355: '"', 365: "º", 370: "ª", 389: "*", 400: "°", 469: "^",
    500: "Jcksvxyzçýÿ", 537: "¶", 549: "±÷", 552: "¯", 576: "µ", 584: "+<=>~¬×",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþ–", 611: "FTZ¿ßø",
    667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ", 722: "CDHNRUwÇÐÑÙÚÛÜ", 737: "©®", 778: "GOQÒÓÔÕÖØ",
    833: "Mm", 834: "¼½¾", 889: "%æ", 944: "Wœ", 1000: "ÆŒ—…", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " \N{NO-BREAK SPACE},./I\\ijlÌÍÎÏìíîïı‘’", 280: "|¦",
    333: "!()-:;[]`ft¡¨­²³´·¸¹", 350: "•",
    365: "º", 370: "ª", 389: "*r{}", 400: "°", 474: '"', 500: "z“”", 549: "±÷", 552: "¯",
    556: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿ–", 584: "+<=>^~¬×", 600: "µ",
    611: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþ", 667: "EPSVXYÈÉÊËÝÞ", 722: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ",
    737: "©®", 778: "GOQwÒÓÔÕÖØ", 833: "M", 834: "¼½¾", 889: "%mæ", 944: "Wœ", 975: "@",
    1000: "ÆŒ—…",
}  # fmt: skip
#: What a letter is taken for that the tables do not have: none is much wider.
_OTHER = 1000


@cache
def _widths(bold: bool) -> dict[str, int]:
    table = _BOLD if bold else _REGULAR
    return {letter: width for width, letters in table.items() for letter in letters}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in points.

    >>> width("attunement", 10), width("attunement", 10, bold=True)
    (50.03, 53.89)

    Args:
        text: one line.
        size: the size of the letters in points.
        bold: whether they are bold.
    """
    widths = _widths(bold)
    return round(sum(widths.get(letter, _OTHER) for letter in text) * size / 1000, 2)


def lines(text: str, size: float, widest: float, *, bold: bool = False) -> tuple[str, ...]:
    """A label in as few lines as fit, all as even as can be; words and no-break spaces stay whole.

    >>> lines("fixated defensive patterns of old", 10, 90)
    ('fixated defensive', 'patterns of old')

    Args:
        text: the label.
        size: the size of the letters in points.
        widest: how wide a line may be.
        bold: whether they are bold.
    """
    words = [word for word in text.split(" ") if word] or [""]
    sizes = [width(word, size, bold=bold) for word in words]
    space = width(" ", size, bold=bold)
    filled = _filled(sizes, space, max(widest, *sizes, 0))
    narrower = filled
    while len(narrower) == len(filled):
        filled = narrower
        limit = max(sum(sizes[a:b]) + space * (b - a - 1) for a, b in filled)
        narrower = _filled(sizes, space, limit - 0.01)
        if max(sizes) > limit - 0.01:
            break
    return tuple(" ".join(words[start:end]) for start, end in filled)


def _filled(sizes: list[float], space: float, widest: float) -> list[tuple[int, int]]:
    """The words of each line, by first and last, with as many in a line as it takes."""
    ends, start, room = [], 0, widest
    for at, size in enumerate(sizes):
        if at > start and size + space > room:
            ends.append((start, at))
            start, room = at, widest
        room -= size if at == start else size + space
    return [*ends, (start, len(sizes))]
