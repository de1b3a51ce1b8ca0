"""The explorer's words in a real browser: cards, list, search, chains, filters, time and tours."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from browsing import Watched
from helpers import Run
from playwright.sync_api import Browser, Locator, expect

from relatum.graph import answers
from relatum.graph.paths import chains
from relatum.graph.store import Store
from relatum.graph.web import things_of, web_of

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture
def opened(watched: Watched, explorer: Path) -> Watched:
    watched.open(explorer)
    return watched


def words(page: Watched) -> Locator:
    return page.page.locator("#words")


def plain(text: str) -> str:
    """A text on one line, for comparing."""
    return re.sub(r"\s+", " ", text).strip()


def active(page: Watched) -> str:
    """What has the focus: its `data-key`, or else its text."""
    key: str = page.page.evaluate(
        "() => document.activeElement.dataset.key ?? document.activeElement.textContent"
    )
    return key


def address(page: Watched) -> str:
    found: str = page.page.evaluate("() => location.hash")
    return found


def shown(page: Watched) -> dict[str, list[str]]:
    """What the picture shows."""
    found: dict[str, list[str]] = page.page.evaluate(
        "() => { const { nodes, edges } = explorer.shown().view; return { nodes, edges }; }"
    )
    return found


@pytest.mark.parametrize(
    "key", ["attunement", "artificial-closure", "contact", "need-for-relationship"]
)
def test_the_card_of_a_concept_says_all_that_the_command_says(
    opened: Watched, store: Store, key: str
) -> None:
    """Definition, other names, every claim as a sentence with place, key phrase and certainty."""
    card = answers.concept(store, key)
    opened.go(f"#{key}")
    assert plain(words(opened).locator("h2").inner_text()).casefold() == card.label.casefold()
    text = plain(words(opened).inner_text())
    assert card.definition in text
    assert all(name in text for name in (*card.also_known_as, *card.broader, *card.narrower))
    for claim in card.claims:
        item = words(opened).locator(".claims > li", has_text=re.compile(re.escape(claim.quote)))
        said = [plain(one) for one in item.all_inner_texts()]
        _, paragraph, sentence = claim.passage
        place = f"“{claim.quote}”, paragraph {paragraph}, sentence {sentence}"
        mine = [one for one in said if one.startswith(plain(claim.sentence))]
        assert any(place in one for one in mine), claim.id
        if claim.certainty != "stated":
            assert any(claim.certainty in one for one in mine), claim.id
    for citation in card.citations:
        assert citation.purpose in text
        assert citation.reference in text
    for inferred in card.inferred:
        assert " ".join(inferred.parts) in text


def test_claims_stand_under_the_headings_of_the_card(opened: Watched) -> None:
    """Grouped by relation family, in the order of the card; headings descend one by one."""
    opened.go("#attunement")
    headings = words(opened).locator("h3").all_inner_texts()
    assert headings[:3] == [
        "What it is, and what belongs to it",
        "What leads where",
        "How it shows",
    ]
    levels = opened.page.evaluate(
        "() => [...document.querySelectorAll('#words :is(h1, h2, h3, h4)')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 2
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_name_leads_on_and_back_leads_back(opened: Watched) -> None:
    """A name in a sentence is a link; the focus goes to the new heading; Back returns."""
    opened.go("#attunement")
    link = words(opened).get_by_role("link", name="empathy", exact=True).first
    assert link.get_attribute("href", timeout=1000).startswith("#empathy")  # type: ignore[union-attr]
    link.focus()
    opened.page.keyboard.press("Enter")
    opened.settle()
    expect(words(opened).locator("h2")).to_have_text("empathy")
    assert active(opened) == "subject"
    opened.page.go_back()
    opened.settle()
    expect(words(opened).locator("h2")).to_have_text("attunement")


def test_the_words_on_an_arrow_lead_to_all_its_evidence(opened: Watched) -> None:
    """Statement, key phrase, place, source, certainty in words; nothing is left out."""
    opened.go("#attunement")
    words(opened).get_by_role("link", name="creates", exact=True).first.click()
    opened.settle()
    text = plain(words(opened).inner_text())
    assert words(opened).locator(".claim").count() == 2
    assert "paragraph 8, sentence 1" in text
    assert "paragraph 10, sentence 1" in text
    assert "How it is said stated" in text
    assert "Erskine" in text


def test_hedged_inferred_and_denied_are_said_in_words(opened: Watched) -> None:
    """Each certainty is explained where an arrow is shown in full."""
    ids = opened.page.evaluate(
        """() => Object.fromEntries(["hedged", "inferred"].map((grade) =>
             [grade, explorer.data.graph.edges.find((e) => e.certainty === grade).id]))"""
    )
    opened.go(f"#claim={ids['hedged']}")
    assert "said with a reservation" in words(opened).inner_text()
    opened.go(f"#claim={ids['inferred']}")
    assert "concluded by the curator" in words(opened).inner_text()


def test_a_theorist_has_dates_works_and_what_they_are_cited_for(
    opened: Watched, store: Store
) -> None:
    card = answers.theorist(store, "stern")
    opened.go("#stern")
    text = plain(words(opened).inner_text())
    assert f"{card.born[:4]}–{card.died[:4]}" in text
    assert card.description in text
    assert all(work in text for work in card.works)
    for citation in card.citations:
        assert citation.purpose in text
        at = f"paragraph {citation.passage.paragraph}, sentence {citation.passage.sentence}"
        assert at in text
    assert "p. 156" in text


def test_a_work_has_its_reference_its_slips_and_where_it_is_cited(
    opened: Watched, store: Store
) -> None:
    card = answers.work(store, "bowlby-1973")
    opened.go("#bowlby-1973")
    text = plain(words(opened).inner_text())
    assert card.reference in text
    assert all(slip.reads in text and slip.means in text for slip in card.errata)
    assert all(citation.purpose in text for citation in card.citations)
    all_works = [answers.work(store, name) for _, name in answers.names(store, "work")]
    with_doi = next(other for other in all_works if other.doi)
    opened.go(f"#{with_doi.id}")
    assert f"DOI {with_doi.doi}" in plain(words(opened).inner_text())


def test_a_citation_can_be_copied_and_the_page_says_so(opened: Watched, store: Store) -> None:
    """Copied to the clipboard, or by the older way where the browser has none for the page."""
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reference = answers.work(store, "stern-1985").reference
    for way in ("", "Object.defineProperty(navigator, 'clipboard', { value: undefined })"):
        opened.page.evaluate(way)
        opened.go("#stern-1985")
        button = words(opened).locator("button.copy").first
        button.click()
        expect(button).to_have_text("Copied")
        expect(opened.page.locator("#copied")).to_have_text("The citation is copied.")
        assert active(opened).startswith("copy-")
        opened.page.evaluate("() => { document.title = ''; }")
        opened.page.locator("#find").focus()
        opened.page.keyboard.press("Control+V")
        assert opened.page.locator("#find").input_value() == reference
        opened.page.locator("#find").fill("")
        opened.go("#")


@pytest.mark.parametrize(
    "view", ["", "attunement", "contact&open=needs", "stern", "path=artificial-closure,attunement",
             "compare=attunement,empathy", "layout=theorists", "off=certainty:hedged", "all"]
)  # fmt: skip
def test_the_list_holds_all_that_the_picture_shows(opened: Watched, view: str) -> None:
    """Every box with its definition, every arrow with its places; nothing else."""
    opened.go(f"#{view}")
    picture = shown(opened)
    opened.go(f"#{view}&view=list")
    listed = opened.page.evaluate(
        """() => ({
          nodes: [...document.querySelectorAll("#listing [data-thing]")].map((e) =>
            e.dataset.thing),
          edges: [...document.querySelectorAll("#listing [data-edge]")].map((e) => e.dataset.edge),
          text: document.querySelector("#listing").innerText })"""
    )
    assert sorted(listed["nodes"]) == sorted(picture["nodes"])
    assert set(listed["edges"]) == set(picture["edges"])
    definitions, claims = opened.page.evaluate(
        """({ nodes, edges }) => [nodes.map((key) => explorer.data.thing(key).definition ?? ""),
          edges.map((id) => explorer.data.edge(id).claims?.length || 1)]""",
        picture,
    )
    text = plain(listed["text"])
    assert all(definition in text for definition in definitions)
    assert len(listed["edges"]) >= sum(claims)
    for row in opened.page.locator("#listing tbody tr").all()[:60]:
        assert re.search(r"paragraph \d+, sentence \d+", row.inner_text())


def test_the_table_is_sorted_by_any_column_and_keeps_the_focus(opened: Watched) -> None:
    """A button in each heading; what is sorted says so; a second press turns it round."""
    opened.go("#attunement&view=list")
    table = opened.page.locator("#listing table")
    assert table.locator("caption").count() == 1
    columns = ["concept", "linking phrase", "to concept", "certainty", "place"]
    for number, name in enumerate(columns, 1):
        button = table.get_by_role("button", name=name, exact=True)
        button.focus()
        opened.page.keyboard.press("Enter")
        heading = table.locator("thead th").nth(number - 1)
        expect(heading).to_have_attribute("aria-sort", "ascending")
        column = table.locator(f"tbody tr > :nth-child({number})")
        cells = [plain(cell) for cell in column.all_inner_texts()]
        opened.page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", "descending")
        assert [plain(cell) for cell in column.all_inner_texts()] == cells[::-1]
        assert active(opened) == f"sort-{name}"
        assert table.locator('th[aria-sort="none"]').count() == 5
        if name == "place":
            numbers = [tuple(map(int, re.findall(r"\d+", cell))) for cell in cells]
            assert numbers == sorted(numbers)
        else:
            assert cells == sorted(cells, key=str.casefold)


def test_search_is_a_box_with_a_list_that_the_keyboard_works(opened: Watched) -> None:
    """Arrows choose, Enter shows, Escape closes; each hit says why it is there."""
    box = opened.page.get_by_role("combobox", name="Search")
    box.focus()
    opened.page.keyboard.type("attun")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = opened.page.locator("#find-found").get_by_role("option")
    assert 2 < options.count() <= 12
    expect(opened.page.locator("#find-told")).to_have_text(f"{options.count()} found")
    opened.page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", chosen or "")
    opened.page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    opened.page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "attun"
    opened.page.keyboard.press("Escape")
    assert box.input_value() == ""
    opened.page.keyboard.type("emotional sensing")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.settle()
    expect(words(opened).locator("h2")).to_contain_text("emotional sensing")


@pytest.mark.parametrize(
    ("typed", "why"),
    [("process of attunement", "also called “process of attunement”"),
     ("sounding", "in its definition: "), ("norton", "in its title: ")],
)  # fmt: skip
def test_a_hit_says_why_it_was_found(opened: Watched, typed: str, why: str) -> None:
    """The field and its text, with what was typed marked."""
    opened.page.locator("#find").fill(typed)
    hit = opened.page.locator("#find-found").get_by_role("option").first
    assert why in plain(hit.inner_text())
    marked = " ".join(hit.locator("mark").all_inner_texts()).casefold()
    assert all(word in marked for word in typed.split())


def test_a_misspelling_is_answered_with_the_nearest_name(opened: Watched) -> None:
    opened.page.locator("#find").fill("kinesthetc")
    told = opened.page.locator("#find-told")
    expect(told).to_have_text("nothing has “kinesthetc” in it; did you mean kinesthetic?")
    expect(told).to_be_visible()
    opened.page.locator("#find-found").get_by_role("option").first.click()
    opened.settle()
    expect(words(opened).locator("h2")).to_contain_text("inesthetic")
    opened.page.locator("#find").fill("qqqqqqq")
    expect(told).to_have_text("nothing has “qqqqqqq” in it.")


def test_two_things_are_joined_by_typing_their_names(opened: Watched, store: Store) -> None:
    """The chains of `relatum path` as numbered sentences with places; the picture shows them."""
    expected = chains(web_of(store), "artificial-closure", "attunement")
    opened.go("#path")
    opened.page.get_by_role("combobox", name="From").focus()
    opened.page.keyboard.type("artificial clo")
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert active(opened) == "end-2"
    opened.page.keyboard.type("attunement")
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert address(opened) == "#path=artificial-closure,attunement"
    lists = words(opened).locator("ol.claims")
    assert lists.count() == len(expected)
    for number, chain in enumerate(expected):
        said = [plain(item) for item in lists.nth(number).locator("> li").all_inner_texts()]
        assert len(said) == len(chain.steps)
        for item, step in zip(said, chain.steps, strict=True):
            assert item.startswith(plain(step.sentence))
            assert f"paragraph {step.paragraph}, sentence {step.sentence_number}" in item
    assert {key for chain in expected for key in chain.keys} <= set(shown(opened)["nodes"])
    opened.page.go_back()
    opened.settle()
    assert address(opened) == "#path=artificial-closure"


def test_a_chain_can_be_left_for_its_things_and_found_again(opened: Watched) -> None:
    opened.go("#path=artificial-closure,attunement")
    words(opened).locator("ol.claims a").first.click()
    opened.settle()
    words(opened).get_by_role("link", name="Back to the chains").click()
    opened.settle()
    assert address(opened) == "#path=artificial-closure,attunement"
    assert words(opened).locator("ol.claims").count() > 0


def test_two_things_are_compared(opened: Watched) -> None:
    """What is said of both, what both are tied to, and what each has alone, with places."""
    opened.go("#compare=attunement,empathy")
    text = plain(words(opened).inner_text())
    headings = words(opened).locator("h3").all_inner_texts()
    assert headings[0] == "Said of both at once"
    assert "What attunement has alone" in headings
    assert "What empathy has alone" in headings
    assert "attunement begins with empathy “begins with empathy”, paragraph 9, sentence 2" in text
    both = words(opened).locator("section", has=opened.page.locator("h3", has_text="Said of both"))
    assert both.locator(".claims > li").count() == 3


def test_the_legend_is_the_filter(opened: Watched) -> None:
    """A tick taken away leaves claims out; the focus stays; all can be had again."""
    opened.page.get_by_role("button", name="Legend and filters").click()
    filters = opened.page.locator("#filters")
    before = shown(opened)
    box = filters.get_by_role("checkbox", name="hedged")
    row = filters.locator("label", has_text="hedged")
    assert re.search(r"hedged .* \d+$", plain(row.inner_text()))
    box.focus()
    opened.page.keyboard.press("Space")
    opened.settle()
    assert "off=certainty%3Ahedged" in address(opened)
    assert active(opened) == "certainty-hedged"
    certainties = opened.page.evaluate(
        "() => explorer.shown().view.edges.map((id) => explorer.data.edge(id).certainty)"
    )
    assert "hedged" not in certainties
    filters.get_by_role("button", name="Show everything").click()
    opened.settle()
    expect(box).to_be_checked()
    assert shown(opened) == before


def test_the_legend_has_every_kind_family_and_certainty_with_counts(opened: Watched) -> None:
    """Each says how many claims and citations it stands for; kinds have their mark beside it."""
    opened.page.get_by_role("button", name="Legend and filters").click()
    counted = opened.page.evaluate(
        """() => {
          const { nodes, edges } = explorer.data.graph;
          const many = (edge) => edge.claims?.length || 1;
          const sum = (found) => found.reduce((all, edge) => all + many(edge), 0);
          const of = (name) => Object.fromEntries([...new Set(edges.map((e) => e[name]))].map(
            (value) => [value, sum(edges.filter((e) => e[name] === value))]));
          return { kinds: [...new Set(nodes.map((n) => n.kind))], certainty: of("certainty"),
                   family: of("family") };
        }"""
    )
    for kind in counted["kinds"]:
        row = opened.page.locator(f'#filters label:has(input[value="{kind}"])')
        assert row.locator("svg.swatch").count() == 1
    for sort in ("certainty", "family"):
        for value, many in counted[sort].items():
            box = f'input[data-sort="{sort}"][value="{value}"]'
            row = opened.page.locator(f"#filters label:has({box})")
            assert plain(row.inner_text()).endswith(f" {many}")


def test_only_what_rests_on_a_person_can_be_shown(opened: Watched) -> None:
    opened.page.get_by_role("button", name="Legend and filters").click()
    opened.page.get_by_label("What rests on the work of").select_option("stern")
    opened.settle()
    assert address(opened).endswith("theorist=stern")
    theirs = opened.page.evaluate(
        """() => explorer.shown().view.edges.map((id) => explorer.data.edge(id)).every((e) =>
             [e.from, e.to, ...(e.theorists ?? [])].includes("stern"))"""
    )
    assert theirs


def test_works_stand_in_time_as_far_apart_as_their_years(opened: Watched, store: Store) -> None:
    """A list in the order of years; each has its people, reference, purposes and places."""
    expected = answers.timeline(store)
    opened.go("#timeline")
    items = opened.page.locator(".timeline > li")
    assert items.evaluate_all("all => all.map((one) => one.dataset.work)") == [
        record.work for record in expected
    ]
    for record, text in zip(expected, items.all_inner_texts(), strict=True):
        assert record.year in text
        assert record.reference in plain(text)
        assert all(person in plain(text) for person in record.people)
        assert all(purpose in plain(text) for purpose, *_ in record.purposes)
    gaps = items.evaluate_all("all => all.map((e) => parseFloat(getComputedStyle(e).marginTop))")
    years = [int(record.year) for record in expected]
    spans = [later - earlier for earlier, later in pairwise(years)]
    scale = [gap / span for gap, span in zip(gaps[1:], spans, strict=True) if span]
    assert max(scale) - min(scale) < 0.2 < min(scale)
    items.first.get_by_role("link").first.click()
    opened.settle()
    assert "Cited for" in words(opened).inner_text()
    assert items.count() == len(expected)


def test_a_tour_is_played_step_by_step(opened: Watched) -> None:
    """Heading and sentence of each step, next and previous, the place, and a way out."""
    tour = opened.page.evaluate("() => explorer.data.graph.tours[0]")
    many = len(tour["steps"])
    opened.page.get_by_role("link", name=tour["title"]).first.click()
    opened.settle()
    region = opened.page.get_by_role("region", name="Guided tour")
    for number, step in enumerate(tour["steps"], 1):
        expect(region).to_contain_text(f"step {number} of {many}")
        expect(region.get_by_role("heading")).to_have_text(step["heading"])
        expect(region).to_contain_text(step["say"])
        if number < many:
            region.get_by_role("link", name="Next").focus()
            opened.page.keyboard.press("Enter")
            opened.settle()
            assert plain(active(opened)) == "Next"
    assert region.locator("a.next[href]").count() == 0
    region.get_by_role("link", name="Previous").click()
    opened.settle()
    expect(region).to_contain_text(f"step {many - 1} of {many}")
    region.get_by_role("button", name="Close the tour").click()
    opened.settle()
    expect(region).to_be_hidden()
    assert "tour" not in address(opened)


@pytest.mark.parametrize(
    ("button", "ending"),
    [("Claims (CSV)", "csv"), ("Claims (Turtle)", "ttl"), ("Citations (text)", "txt")],
)
def test_what_is_seen_can_be_saved(
    opened: Watched, tmp_path: Path, button: str, ending: str
) -> None:
    """A file of the shown claims comes down, named after the view, and nothing is asked for."""
    opened.go("#attunement")
    opened.page.locator("summary", has_text="Save").click()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button).click()
    out = tmp_path / "saved"
    download.value.save_as(out)
    assert download.value.suggested_filename.endswith(f".{ending}")
    text = out.read_text(encoding="utf-8")
    phrases = opened.page.evaluate(
        "() => explorer.shown().view.edges.map((id) => explorer.data.edge(id).phrase)"
    )
    assert all(phrase in text for phrase in phrases)
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(text[1:], newline="")))[1:]
        assert {row[1] for row in rows} == set(phrases)
    assert [url for url in opened.requests if not url.startswith(("file:", "blob:"))] == []


def test_nothing_that_is_shown_lacks_its_passage(opened: Watched) -> None:
    """Every claim in the words of every concept stands with paragraph and sentence."""
    keys = opened.page.evaluate("() => explorer.data.graph.nodes.map((node) => node.id)")
    for key in keys:
        opened.go(f"#{key}")
        bare = opened.page.evaluate(
            r"""() => [...document.querySelectorAll("#words .claims > li, #words .cited > li")]
                 .map((item) => item.textContent)
                 .filter((text) => !/paragraph \d+, sentence \d+/.test(text))"""
        )
        assert bare == [], key
    assert len(keys) > 200
    assert opened.problems == []


def test_every_key_is_a_thing_of_the_graph(opened: Watched, store: Store) -> None:
    """The page has a card for every concept, theorist and work, and for nothing else."""
    keys = opened.page.evaluate("() => explorer.data.graph.nodes.map((node) => node.id)")
    assert sorted(keys) == sorted(things_of(store))


def test_of_several_sources_each_place_names_its_own(
    watched: Watched, toy: Path, tmp_path: Path, run: Run
) -> None:
    """With a source of one's own, places say whose they are, and either can be left out."""
    out = tmp_path / "toy.html"
    assert run("-C", toy, "explore", "garden", "-o", out, "--no-open").exit_code == 0
    watched.open(out, "#garden")
    said = plain(words(watched).locator(".claims").first.inner_text())
    assert "Weeder (1999), paragraph 1, sentence 1" in said
    watched.page.get_by_role("button", name="Legend and filters").click()
    sources = watched.page.get_by_role("group", name="Sources")
    assert sources.get_by_role("checkbox").count() == 2
    assert shown(watched)["edges"]
    sources.get_by_role("checkbox", name="Weeder (1999)").uncheck()
    watched.settle()
    left = watched.page.evaluate(
        "() => explorer.shown().view.edges.flatMap((id) => explorer.data.edge(id).sources)"
    )
    assert "garden" not in left
    sources.get_by_role("checkbox", name="Weeder (1999)").check()
    watched.go("#garden&view=list")
    assert "Weeder (1999), paragraph" in watched.page.locator("#listing").inner_text()
    assert watched.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_in_the_words(
    browser: Browser, explorer: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    """Cards, arrows, chains, comparisons, lists and time, by WCAG 2.2 A and AA."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    watched = Watched(page)
    watched.open(explorer)
    page.get_by_role("button", name="Legend and filters").click()
    views = ["", "attunement", "stern", "bowlby-1973", "claim=e1,e2", "path", "path=stern,contact",
             "compare=stern,bowlby", "timeline", "view=list", "all&view=list"]  # fmt: skip
    found = {}
    for view in views:
        watched.go(f"#{view}")
        if violations := watched.violations():
            found[view] = violations
    assert found == {}
    page.close()


def test_a_chain_says_who_says_so_and_which_steps_are_read_backwards(opened: Watched) -> None:
    """Each step against the chain's direction is marked, and the sources are named."""
    opened.go("#path=artificial-closure,attunement")
    words = opened.page.locator("#words")
    steps = opened.page.evaluate(
        "() => explorer.shown().chains.map(chain => chain.edges.map("
        "(id, at) => explorer.data.edge(id).from !== chain.keys[at]))"
    )
    lists = words.locator("ol.claims")
    for at, backwards in enumerate(steps):
        items = lists.nth(at).locator("> li").all_inner_texts()
        assert ["read backwards: " in item for item in items] == backwards
    assert any(map(any, steps))
    assert "Erskine" in words.locator(".references").first.inner_text()


def test_each_chain_can_stand_out_and_be_sent(opened: Watched) -> None:
    """The address carries which; the picture lights it."""
    opened.go("#path=artificial-closure,attunement")
    opened.page.locator("[data-key=chain-2]").click()
    opened.settle()
    assert "chain=2" in opened.page.url
    lit = opened.page.evaluate("() => [...explorer.picture.scene().lit.edges]")
    assert set(lit) == set(opened.page.evaluate("() => explorer.shown().chains[1].edges"))
    opened.page.reload()
    opened.page.wait_for_selector("body[data-drawn=yes]")
    assert opened.state()["chain"] == 2


def test_the_menu_for_saving_closes_and_offers_only_what_can_be_saved(opened: Watched) -> None:
    """A choice, Escape and a click elsewhere close it; without a picture none is offered."""
    menu = opened.page.locator("#tools .menu")
    summary = menu.locator("summary")
    summary.click()
    opened.page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert summary.evaluate("e => e === document.activeElement")
    summary.click()
    below = opened.page.locator("#map").bounding_box()
    assert summary.evaluate("e => e.closest('details').open")
    assert opened.page.locator("#map").bounding_box() == below
    opened.page.mouse.click(400, 700)
    assert menu.get_attribute("open") is None
    summary.click()
    with opened.page.expect_download():
        opened.page.get_by_role("button", name="Claims (CSV)").click()
    assert menu.get_attribute("open") is None
    assert summary.evaluate("e => e === document.activeElement")
    opened.go("#timeline")
    summary.click()
    assert opened.page.get_by_role("button", name="Picture (PNG)").count() == 0
    for name in ("List", "Show all"):
        assert opened.page.get_by_role("button", name=name, exact=True).count() == 0
    opened.page.keyboard.press("Escape")
    opened.go("#view=list")
    summary.click()
    assert opened.page.get_by_role("button", name="Picture (SVG)").count() == 0
    assert opened.page.get_by_role("button", name="Claims (CSV)").is_visible()


def test_connecting_by_keyboard_leads_to_the_empty_box(opened: Watched) -> None:
    """From a card to the form: the box that is still empty has the focus."""
    opened.go("#empathy")
    opened.page.locator("[data-key=join]").focus()
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert opened.page.evaluate("() => document.activeElement.id") == "end-2"


def test_search_says_when_no_name_has_all_the_words(opened: Watched) -> None:
    """Words are not dropped in silence."""
    opened.page.locator("#find").fill("sadness rhythm")
    told = opened.page.locator("#find-told")
    assert "nothing has all of these words" in told.inner_text()
    assert told.is_visible()
    opened.page.locator("#find").fill("sadness")
    assert "found" in told.inner_text()


def test_what_is_found_has_as_many_of_the_words_as_may_be(opened: Watched) -> None:
    """What has more of the words comes first; a lay word is what a thing is also found as."""
    opened.page.locator("#find").fill("feeling felt clients")
    hits = opened.page.locator("#find-found").get_by_role("option")
    marks = [{word[:4] for word in hit.locator("mark").all_inner_texts()} for hit in hits.all()]
    assert len(marks[0]) > 1
    assert hits.first.locator(".why").inner_text().startswith("also found as “")
    assert "often typed" not in opened.page.locator("#find-found").inner_text()


@pytest.mark.parametrize("view", ["attunement", "stern", "stern-1985", "compare=attunement,empathy",
                                  "path=artificial-closure,attunement"])  # fmt: skip
def test_who_said_it_stands_with_every_card(opened: Watched, view: str) -> None:
    """The sources of the sentences are named once, with what is copied of them."""
    opened.go(f"#{view}")
    source = opened.page.evaluate("() => explorer.data.graph.sources[0].reference")
    part = words(opened).locator("section", has=opened.page.get_by_text("Who says so"))
    assert part.locator("li").count() == 1
    assert source in plain(part.inner_text())


def test_other_ends_are_joined_by_their_own_first_chain(opened: Watched) -> None:
    """Which chain stands out does not stay for others; a number without a chain is the first."""
    opened.go("#path=artificial-closure,attunement&chain=2")
    second = words(opened).locator("[data-key=chain-2]")
    expect(second).to_have_attribute("aria-pressed", "true")
    opened.page.locator("#end-2").fill("healing")
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert "chain=" not in address(opened)
    opened.go("#path=stern,stern-1985&chain=3")
    chains = opened.page.evaluate("() => explorer.shown().chains.length")
    assert words(opened).locator("h3", has_text="Chain ").count() == chains
    pressed = words(opened).locator("button[aria-pressed=true]")
    assert pressed.count() == (1 if chains > 1 else 0)


def test_only_the_tour_is_current_while_it_is_played(opened: Watched) -> None:
    """One thing is where one is; the step asks for nothing that it has chosen itself."""
    for step, name in ((3, "How the two are joined"), (5, "The two side by side")):
        opened.go(f"#tour=contact-to-healing,{step}")
        current = opened.page.locator("[aria-current]")
        assert current.evaluate_all("all => all.map((e) => e.dataset.key)") == [
            "tour-contact-to-healing"
        ]
        assert words(opened).locator("input").count() == 0
        expect(words(opened).locator("h2")).to_have_text(name)
        title = opened.page.locator("#stage-title")
        assert title.evaluate("e => getComputedStyle(e).clipPath") == "inset(50%)"
    opened.go("#path")
    assert words(opened).locator("input").count() == 2
    assert opened.page.locator("[aria-current]").count() == 1


def test_the_tours_are_a_menu_of_the_bar(opened: Watched) -> None:
    """It closes after a choice and keeps the focus; the bar stands on one line."""
    summary = opened.page.locator("#ways summary")
    summary.focus()
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert opened.state()["tour"] == "contact-to-healing"
    assert opened.page.locator("#ways details").get_attribute("open") is None
    assert summary.evaluate("e => e === document.activeElement")
    tops = opened.page.locator("header > *, #ways a:visible, #ways button").evaluate_all(
        "all => all.filter((e) => e.id !== 'skip' && !e.closest('.menu-items'))"
        ".map((e) => e.getBoundingClientRect()).map(({ top, height }) => top + height / 2)"
    )
    assert max(tops) - min(tops) < 4


def test_on_a_phone_the_legend_opens_where_it_can_be_seen(browser: Browser, explorer: Path) -> None:
    """Its heading has the focus and is in the window; each group says what its numbers count."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    watched = Watched(page)
    watched.open(explorer)
    page.get_by_role("button", name="Legend and filters").click()
    heading = page.locator("#filters h2")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    groups = page.locator("#filters legend").all_inner_texts()
    assert groups
    assert all("claims and citations" in group for group in groups)
    page.close()


@pytest.mark.parametrize("view", ["", "attunement", "layout=theorists", "all"])
def test_what_the_picture_shows_is_counted_by_its_sort(opened: Watched, view: str) -> None:
    """Concepts, people, works and claims, each with its own number."""
    opened.go(f"#{view}{'&' if view else ''}view=list")
    many = opened.page.evaluate(
        """() => { const { nodes, edges } = explorer.shown().view, { data } = explorer;
          const of = (kind) => nodes.filter((key) => data.node(key).kind === kind).length;
          const claims = edges.flatMap((id) => data.edge(id).claims ?? []).length;
          const company = of("theorist") + of("work");
          return { concepts: nodes.length - company, people: of("theorist"), claims }; }"""
    )
    caption = opened.page.locator("caption").inner_text()
    assert f"{many['claims']} claim" in caption
    if view == "attunement":
        return
    said = plain(words(opened).inner_text())
    assert f"The picture shows {many['concepts']} concepts" in said
    assert f"{many['claims']} of the 535 claims" in said
    assert (f"{many['people']} people" in said) == (many["people"] > 1)


def test_the_list_gives_its_reasons_in_plain_words(opened: Watched) -> None:
    """No figures of a method; names in quotes and places as they stand elsewhere."""
    opened.go("#view=list")
    reasons = opened.page.locator("#listing .why").all_inner_texts()
    assert any("“attunement”" in reason for reason in reasons)
    assert any(re.search(r"\(paragraph \d+, sentence \d+\)", reason) for reason in reasons)
    assert not any(re.search(r"relevance|rank|\[|'", reason) for reason in reasons)


def test_where_all_is_shown_the_list_goes_by_names(opened: Watched) -> None:
    opened.go("#all&view=list")
    for items in opened.page.locator("#listing section section ul").all():
        names = [name.casefold() for name in items.locator("strong").all_inner_texts()]
        assert names == sorted(names)


def test_two_that_are_tied_to_each_other_alone_are_said_to_be(opened: Watched) -> None:
    """Nothing else in common is not nothing at all."""
    one, other = opened.page.evaluate(
        """() => { const { data } = explorer;
          const near = (key) => new Set(data.edgesOf(key).flatMap((e) => [e.from, e.to]));
          const { from, to } = data.graph.edges.find(({ from, to, claims }) => claims && from !== to
            && ![...near(from)].some((key) => ![from, to].includes(key) && near(to).has(key)));
          return [from, to]; }"""
    )
    opened.go(f"#compare={one},{other}")
    told = words(opened).get_by_role("status").last.inner_text()
    assert told.startswith("There is nothing that both ")
    assert told.endswith(" are tied to besides each other.")
