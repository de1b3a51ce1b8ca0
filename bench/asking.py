"""How many questions `relatum ask` gets right: `python bench/asking.py [QUESTIONS.json]`.

A question that the sources do not answer is right when that is said. Another is right when
every person and work that it asks for is named, half of the expected passages are among the
answer's, and the answer has no more than twice as many passages and three.

The questions were written, a hundred at a time, by writers who had nothing but the article.
Each hundred was scored once before anybody looked at it; now all have been looked at.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from relatum.graph.asking.questions import Reply, ask
from relatum.graph.store import open_store
from relatum.graph.workspace import Workspace

QUESTIONS = Path(__file__).with_name("questions.json")


def right(question: dict[str, Any], reply: Reply) -> bool:
    """Whether a reply has what a careful reader expects."""
    if not (question["answerable"] and reply.answerable):
        return bool(question["answerable"] == reply.answerable)
    said = f"{reply}".lower()
    got = {(passage.paragraph, passage.sentence) for passage in reply.passages}
    want = {tuple(at) for at in question["passages"]}
    return (
        all(person.lower() in said for person in question["theorists"])
        and set(question["works"]) <= set(reply.works)
        and (not want or max(1, (len(want) + 1) // 2) <= len(got & want))
        and (not want or len(got) <= 2 * len(want) + 3)
    )


def main() -> None:
    """Prints the right answers of every hundred."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    store = open_store(Workspace.open())
    total: Counter[bool] = Counter()
    scored: Counter[bool] = Counter()
    for name, questions in json.loads(path.read_text(encoding="utf-8")).items():
        asked: Counter[bool] = Counter()
        correct: Counter[bool] = Counter()
        for question in questions:
            asked[question["answerable"]] += 1
            correct[question["answerable"]] += right(question, ask(store, question["question"]))
        print(f"{name:40} {_score(correct, asked)}")
        total += asked
        scored += correct
    print(f"{'all':40} {_score(scored, total)}")


def _score(correct: Counter[bool], asked: Counter[bool]) -> str:
    return (
        f"{correct.total() / asked.total():5.1%}   answerable {correct[True]}/{asked[True]}"
        f"   to be refused {correct[False]}/{asked[False]}"
    )


if __name__ == "__main__":
    main()
