"""JavaScript modules become one script that does the same."""

import shutil
import subprocess
from pathlib import Path

import pytest
from helpers import ROOT, missing

from relatum.graph.drawing.modules import joined
from relatum.graph.errors import RelatumError


def written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def test_each_module_runs_once_in_the_order_of_need(tmp_path: Path) -> None:
    """Names are private to their module, and what is exported reaches those that import it."""
    node = shutil.which("node")
    if not node:
        missing("node")
    root = written(
        tmp_path,
        main='import { twice, name } from "./a.js";\nimport { base } from "./b.js";\n'
        "const hidden = 1;\nconsole.log(twice(base) + hidden, name);\n",
        a='import { base } from "./b.js";\nconst hidden = 5;\n'
        "export function twice(x) {\n  return 2 * x + hidden;\n}\nexport const name = base + 1;\n",
        b='export const base = 20;\nconsole.log("b");\n',
    )
    done = subprocess.run(
        [str(node), "-"], input=joined(root), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["b", "46", "21"]


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ('import { x } from "./gone.js";', "there is no module gone.js"),
        ('import { x } from "./a.js";', "a.js exports no x"),
        ('import x from "./a.js";', "cannot join"),
        ('import { y } from "./a.js";\nexport default y;', "cannot join"),
        ('import { z } from "./c.js";', "in a circle"),
    ],
)
def test_what_cannot_be_joined_is_said(tmp_path: Path, main: str, said: str) -> None:
    """The module and the mend are named."""
    root = written(
        tmp_path,
        main=main,
        a="export const y = 1;",
        c='import { q } from "./main.js";\nexport const z = 1;',
    )
    with pytest.raises(RelatumError, match=said):
        joined(root)


def test_every_module_of_the_explorer_is_used_and_listed() -> None:
    """What lies in the folder is in the page, and `docs/architecture.md` names it."""
    folder = ROOT / "graph" / "drawing" / "explorer"
    script = joined(folder / "main.js")
    listing = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = [path.name for path in folder.glob("*.js")]
    assert len(names) > 20
    for name in names:
        assert f"const ${name.removesuffix('.js')} = " in script
        assert name in listing


def test_the_explorers_modules_join() -> None:
    """The page's own modules are of these forms."""
    script = joined(ROOT / "graph" / "drawing" / "explorer" / "main.js")
    assert "import {" not in script and "\nexport " not in script
