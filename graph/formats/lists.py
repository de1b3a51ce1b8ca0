"""The propositions of a map as a table for spreadsheets."""

import csv
import io

from relatum.graph.formats.material import Material, plain

COLUMNS = ("subject", "linking phrase", "object", "statement", "certainty", "source", "paragraph",
           "sentence", "key phrase")  # fmt: skip
#: What a spreadsheet takes for the beginning of a formula
#: (https://owasp.org/www-community/attacks/CSV_Injection), in any width.
_FORMULA = tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
                 "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def write(material: Material) -> bytes:
    """The propositions as CSV, a claim a row, with its place.

    The file begins as Excel needs it to know UTF-8. A cell that a spreadsheet would take
    for a formula has an apostrophe before it.

    Args:
        material: the map.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    labels = material.map.labels
    for link in material.map.propositions:
        for one in link.evidence:
            row = (labels[link.subject], link.phrase, labels[link.object], one.statement,
                   one.certainty, one.source, str(one.paragraph), str(one.sentence),
                   one.quote)  # fmt: skip
            table.writerow(guarded(plain(cell)) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("contact")
    ("'=HYPERLINK(1)", 'contact')
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded.

    >>> unguarded("'=HYPERLINK(1)"), unguarded("'tis")
    ('=HYPERLINK(1)', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
