# SPDX-License-Identifier: Apache-2.0
"""`goodoffices settle` as a person meets it: the example files, drafts, checking, files that are wrong, and Ctrl-C."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import pytest

from goodoffices.cli.speaking import TAGS
from goodoffices.exchange.scenarios import read_own, read_scenario, write_own
from goodoffices.settlement import Holds, Interaction, Issue, Option, Preferences, Scenario
from goodoffices.web.languages import LANGUAGES
from tests.cli.conftest import Invoke
from tests.cli.terminal import plain, run, talk
from tests.docs.pages import ROOT
from tests.scenario_strategies import APART


EXAMPLES = ROOT / "examples" / "scenarios"
CAMP_DAVID = EXAMPLES / "camp-david.toml"
LABOUR = EXAMPLES / "labour-2024.toml"
DRAFT = "pay=3.8; lump=600; nights=8; notice=7; start=december; roster=fixed; peace=no; reinstated=five"


def labour() -> Scenario:
    return read_scenario([(LABOUR.name, LABOUR.read_bytes())]).scenario


def settled(invoke: Invoke, *arguments: str | Path) -> str:
    done = invoke("settle", *arguments)
    assert done.exit_code == 0, done.output
    assert not done.stderr
    return " ".join(done.stdout.split())


def settled_as_json(invoke: Invoke, *arguments: str | Path) -> dict[str, Any]:
    done = invoke("settle", "--json", *arguments)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_camp_david_is_shared_out_as_published_with_one_issue_divided(invoke: Invoke) -> None:
    shown = settled(invoke, CAMP_DAVID)
    assert "Sinai: Israel 1/6, Egypt 5/6" in shown
    assert "Worth Israel ≈65.8333, Egypt ≈65.8333; undivided, Israel 60, Egypt 75." in shown
    winner = settled_as_json(invoke, CAMP_DAVID)["adjusted winner"]
    assert isinstance(winner, dict)
    assert winner["points"] == {"israel": "395/6", "egypt": "395/6"}
    assert winner["shares of the first"]["sinai"] == "1/6"


def test_the_labour_dispute_is_answered_with_its_proofs_and_from_a_draft(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--baseline", DRAFT)
    assert "There is one: a package that keeps every dependency and reaches every minimum (proven)." in shown
    assert "63 vectors of scores, reached by 65 packages (proven" in shown
    assert "Nash: A" in shown
    assert "The draft is worth Union of Tram and Depot Workers 62, Hollenfurt Tramways 45.4." in shown
    assert "19 efficient packages are better for somebody and worse for nobody (proven)." in shown
    assert "Maximin gain: " in shown
    assert "Trades from the draft" in shown


def test_a_greatest_score_is_told_and_what_is_counted_before_it(invoke: Invoke, tmp_path: Path) -> None:
    text = LABOUR.read_text(encoding="utf-8")
    assert text.count("minimum = 45\n") == 1
    file = tmp_path / "most.toml"
    file.write_text(text.replace("minimum = 45\n", "minimum = 45\nmost = 60\n"), encoding="utf-8")
    shown = settled(invoke, file, "--baseline", DRAFT, "--answer", "all")
    assert "a package that comes to more counts 60." in shown
    assert "How wrong the weights may be" in shown
    assert "what is at stake is counted before greatest scores cut anything off" in shown
    assert settled_as_json(invoke, file)["parties"]["union"]["most"] == "60"


def test_what_keeps_a_party_from_a_draft_is_said_as_the_term_that_would_have_to_move(invoke: Invoke) -> None:
    draft = DRAFT.replace("pay=3.8", "pay=6").replace("lump=600", "lump=400")
    shown = settled(invoke, LABOUR, "--baseline", draft)
    assert "Single terms that would have to move" in shown
    assert "It accepts if" in shown


def test_only_what_is_asked_for_is_answered(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--concept", "nash", "--party", "union")
    assert "1 party" in shown
    assert "Nash: A" in shown
    assert "Leximin" not in shown


def test_answers_written_as_json_are_checked_and_a_changed_number_is_found(invoke: Invoke, tmp_path: Path) -> None:
    written = invoke("settle", LABOUR, "--json").stdout
    answers = tmp_path / "answers.json"
    answers.write_text(written, encoding="utf-8")
    right = invoke("settle", LABOUR, "--check", answers)
    assert right.exit_code == 0
    assert "Nash: right" in right.stdout
    answers.write_text(written.replace('"333/5"', '"334/5"'), encoding="utf-8")
    wrong = invoke("settle", LABOUR, "--check", answers)
    assert wrong.exit_code == 1
    assert "Nash: NOT RIGHT" in wrong.stdout
    answers.write_text(written.replace('"three"', '"much"').replace('"seven"', '"many"'), encoding="utf-8")
    other = invoke("settle", LABOUR, "--check", answers)
    assert other.exit_code == 1
    assert '"many" is no option of this issue' in other.stderr


@pytest.mark.parametrize("file", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
def test_every_answer_to_the_example_files_is_right(invoke: Invoke, file: Path) -> None:
    shown = settled(invoke, file, "--check")
    checked = shown.partition("Checked by counting anew and by another search: ")[2]
    assert checked.count(": right") == checked.count(":") >= 7


@pytest.mark.parametrize("change", ["score", "package", "point", "bound", "none"])
def test_whatever_is_changed_in_a_file_of_answers_is_found(invoke: Invoke, tmp_path: Path, change: str) -> None:
    file = tmp_path / "answers.json"
    found = settled_as_json(invoke, LABOUR)
    answers = found["answers"]
    assert isinstance(answers, list)
    _zone, nash, *_others, frontier = answers
    match change:
        case "score":
            frontier["packages"][3]["scores"]["union"] += "0"
        case "package":
            nash["packages"][0] = frontier["packages"][3]
        case "point":
            del frontier["packages"][3], frontier["counts"][3]
        case "bound":
            best = frontier["packages"].index(nash["packages"][0])
            near = frontier["packages"][best + 1]
            product = str(prod(Fraction(near["scores"][party.id]) - party.minimum for party in labour().parties))
            nash["packages"] = [near]
            nash["certificate"] |= {"status": "best found", "value": [product], "bound": [product]}
        case "none":
            nash |= {"packages": []}
            nash["certificate"] |= {"status": "none", "value": [], "bound": []}
    file.write_text(json.dumps(answers), encoding="utf-8")
    done = invoke("settle", LABOUR, "--check", file)
    assert done.exit_code == 1
    assert done.stdout.count("NOT RIGHT") == 1


def test_where_there_is_no_zone_the_demands_that_exclude_one_another_are_named(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    file.write_text(LABOUR.read_text(encoding="utf-8").replace("minimum = 45", "minimum = 90"), encoding="utf-8")
    shown = settled(invoke, file)
    assert "There is none: no package keeps every dependency and reaches every minimum (proven)." in shown
    assert "the minimum of Union of Tram and Depot Workers; the minimum of Hollenfurt Tramways" in shown
    assert "To give up of the minimums, the least in all:" in shown
    assert "None can be called fair: no package reaches every minimum (proven)." in shown


def test_terms_of_a_range_are_answered_exactly(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "split.toml"
    file.write_text(
        'scenario = 1\n[[issue]]\nid = "share"\nfrom = 0\nto = 1\n'
        '[[party]]\nid = "a"\n[party.values]\nshare = [[0, 0], [1, 12]]\n'
        '[[party]]\nid = "b"\n[party.values]\nshare = [[0, 12], [1, 0]]\n',
        encoding="utf-8",
    )
    shown = settled(invoke, file, "--check")
    assert "1 edge or point" in shown
    assert shown.count(": right") == 7
    assert "efficient frontier: right" in shown
    assert "worth to a 6" in shown
    told = settled_as_json(invoke, file)
    assert [each["kind"] for each in told["answers"]].count("frontier of ranges") == 1
    assert "frontier of ranges" not in told, "an answer stands once"


def test_packages_of_the_file_stand_with_their_worth_and_can_be_the_draft(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "packages")
    assert "A draft with a fixed roster 62 45.4 acceptable to all; not efficient" in shown
    assert "below the minimum of Hollenfurt" in shown
    by_name = settled(invoke, LABOUR, "--answer", "improvements", "--baseline", "draft")
    assert by_name == settled(invoke, LABOUR, "--answer", "improvements", "--baseline", DRAFT)
    told = settled_as_json(invoke, LABOUR, "--answer", "packages")["packages"]
    assert isinstance(told, list)
    assert [(each["id"], each["scores"], each["acceptable"], each["efficient"]) for each in told] == [
        ("draft", {"union": "62", "employer": "227/5"}, True, False),
        ("demand", {"union": "446/5", "employer": "5"}, False, False),
    ]


def test_a_gesture_of_the_file_is_answered_with_its_break_even_chances(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "gestures")
    assert "Gesture: The company pays the wages of the two strike days It costs Hollenfurt Tramways 5" in shown
    assert "It depends on the chances: a word of thanks alone would not make up for it" in shown
    assert "a later date for the strike vote 20 1 in 4 1 in 4 1 in 5" in shown
    (told,) = settled_as_json(invoke, LABOUR, "--answer", "gestures")["gestures"]
    assert [each["alone"] for each in told["break-even chances"]] == [None, "1/4"]
    assert told["verdict"] == "depends on the chances"


def test_which_issue_to_settle_first_is_answered(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "ordering")
    assert "2 issues can be settled with every efficient outcome still open (proven)." in shown
    assert "Efficient frontier" not in shown
    order = settled_as_json(invoke, LABOUR, "--answer", "ordering")["ordering"]
    assert isinstance(order, list)
    assert [each["issue"] for each in order if each["costs nothing"]] == ["roster", "peace"]
    assert order[0]["efficient packages with"] == {"mixed": 39}
    assert "Where interactions hang on an issue, they are what it can change, if the other terms suit." in shown
    assert [each["issue"] for each in order if each["together"]] == ["roster", "notice"]
    assert "14 %," in shown, "what settling the pay well brings, whatever else is agreed"
    assert "up to 6 %," in shown, "what settling the notice well can bring"


def test_what_is_worth_just_as_much_to_one_party_is_given_with_its_worth_to_the_other(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "equivalents", "--package", "draft; peace=yes")
    assert 'The package asked about: "A draft with a fixed roster", changed' in shown
    assert "To Union of Tram and Depot Workers, 50 other packages are. The best for the others first:" in shown
    told = settled_as_json(invoke, LABOUR, "--answer", "equivalents", "--package", "draft; peace=yes")["equivalents"]
    assert isinstance(told, list)
    assert {each["party"]: {every["scores"][each["party"]] for every in each["packages"]} for each in told} == {
        "union": {"60"},
        "employer": {"307/5"},
    }


def test_how_wrong_the_weights_may_be_is_answered_for_the_package_that_is_asked_about(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "weights")
    assert "The package asked about: the Nash package" in shown
    assert (
        "It stays efficient as long as no weight is off by more than 3 % of its value, even if all are off at once."
        in shown
    )
    assert "Notice of the roster 14: above 12.6" in shown
    (told,) = settled_as_json(invoke, LABOUR, "--answer", "weights")["weights"]
    assert told["status"] == "proven"
    ranges = {(each["issue"], each["party"]): each for each in told["ranges"]}
    assert (ranges["notice", "union"]["low"], ranges["notice", "union"]["with low"]) == ("63/5", False)
    draft = settled(invoke, LABOUR, "--answer", "weights", "--package", DRAFT)
    assert "Another package is better for one side and worse for none." in draft


def test_where_a_weight_may_lie_on_either_side_of_a_gap_both_sides_are_told(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "apart.toml"
    file.write_text(APART, encoding="utf-8")
    asked = ("--answer", "weights", "--package", "pay=low; hours=few")
    shown = settled(invoke, file, *asked)
    assert "pay 0.5: 0 to 1, or 3 to below 4" in shown
    (told,) = settled_as_json(invoke, file, *asked)["weights"]
    ranges = {(each["issue"], each["party"]): each for each in told["ranges"]}
    assert ranges["pay", "union"]["also"] == {"low": "3", "high": "4", "with low": True, "with high": False}
    assert ranges["hours", "union"]["also"] is None


def test_how_likely_a_package_stays_the_best_is_an_interval_that_can_be_drawn_again(invoke: Invoke) -> None:
    asked = ("--answer", "chance", "--draws", "20", "--concept", "leximin", "--package", "leximin")
    shown = settled(invoke, LABOUR, *asked)
    assert "How likely it is the leximin package if scores are somewhat wrong" in shown
    assert "Drawn from the interval that the party gave: 2 numbers of Union of Tram and Depot Workers." in shown
    told = settled_as_json(invoke, LABOUR, *asked)
    assert told == settled_as_json(invoke, LABOUR, *asked)
    (chance,) = told["chance"]
    assert chance["draws"] == 20
    assert Fraction(chance["best"]["low"]) <= Fraction(chance["best"]["times"], 20) <= Fraction(chance["best"]["high"])
    assert told != settled_as_json(invoke, LABOUR, *asked, "--seed", "2")


def test_everything_can_be_asked_for_at_once_and_nothing_unasked_is_in_it(invoke: Invoke) -> None:
    every = settled_as_json(invoke, LABOUR, "--answer", "all", "--baseline", "draft", "--draws", "10")
    further = {"packages", "gestures", "equivalents", "ordering", "weights", "chance"}
    assert further | {"improvements", "single terms", "trades", "answers", "reasons"} <= set(every)
    assert not further & set(settled_as_json(invoke, LABOUR, "--answer", "zone"))
    assert all("sentence" in each for each in every["trades"])


def test_what_is_printed_unasked_fits_on_two_screens(invoke: Invoke) -> None:
    for example in (CAMP_DAVID, LABOUR):
        assert len(invoke("settle", example).stdout.splitlines()) < 100


def test_a_frontier_asked_for_by_name_is_listed_whole(invoke: Invoke) -> None:
    few = invoke("settle", LABOUR).stdout
    assert "of 63, --answer frontier lists them; --json has every one." in few
    whole = invoke("settle", LABOUR, "--answer", "frontier").stdout
    assert "--answer frontier" not in whole
    assert sum(line.lstrip()[:1].isdigit() for line in whole.splitlines()) >= 63


def test_why_each_can_gain_by_a_trade_is_said_where_trades_are_asked_for(invoke: Invoke) -> None:
    shown = settled(invoke, LABOUR, "--answer", "trades", "--baseline", "draft")
    assert "gives 2 (No strike while the agreement runs) for 6 (Dismissed drivers who are taken back)" in shown


HARBOUR = """\
scenario = 1
[[issue]]
id = "berths"
name = "Berths"
options = [10, 20, 30]
[[issue]]
id = "rent"
name = "Rent"
unit = "EUR"
from = 0
to = 120
[[party]]
id = "fishers"
[party.values]
berths = { 20 = 30, 30 = 40 }
rent = [[0, 12], [120, 0]]
[[party]]
id = "port"
[party.values]
berths = { 10 = 12, 20 = 9 }
rent = [[0, 0], [120, 24]]
[[package]]
id = "draft"
terms = { berths = 30, rent = 45.5 }
"""


def test_where_there_are_ranges_every_answer_is_given_of_them_and_not_of_steps(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "harbour.toml"
    third = '[[party]]\nid = "town"\n[party.values]\nrent = [[0, 0], [60, 6], [120, 0]]\n'
    for parties, text in (("", HARBOUR), ("town", HARBOUR.replace("[[package]]", f"{third}[[package]]"))):
        file.write_text(text, encoding="utf-8")
        shown = settled(invoke, file, "--answer", "all", "--draws", "3", "--baseline", "draft")
        assert "steps" not in shown
        assert "draft 47.45 9.1" in shown
        assert "The draft is worth fishers 47.45, port 9.1" in shown
        told = settled_as_json(invoke, file, "--answer", "weights", "--answer", "packages", "--package", "draft")
        assert told["packages"][0]["scores"] | {"fishers": "949/20", "port": "91/10"} == told["packages"][0]["scores"]
        (weights,) = told["weights"]
        assert weights["package"]["terms"] == {"berths": "30", "rent": "91/2"}
        assert ("town" in {each["party"] for each in weights["ranges"]}) is bool(parties)


def test_the_best_package_with_ranges_is_asked_about_as_it_is_and_not_as_the_nearest_step(
    invoke: Invoke, tmp_path: Path
) -> None:
    file = tmp_path / "split.toml"
    file.write_text(
        'scenario = 1\n[[issue]]\nid = "share"\nfrom = 0\nto = 1\n'
        '[[party]]\nid = "a"\nminimum = 1\n[party.values]\nshare = [[0, 0], [1, 12]]\n'
        '[[party]]\nid = "b"\n[party.values]\nshare = [[0, 12], [1, 0]]\n',
        encoding="utf-8",
    )
    found = settled_as_json(invoke, file, "--answer", "weights", "--answer", "chance", "--draws", "2")
    (weights,) = found["weights"]
    assert weights["package"]["terms"] == {"share": "13/24"}
    assert weights["efficient"]
    assert found["chance"][0]["package"] == weights["package"]


def test_what_is_told_to_a_party_holds_no_number_in_any_language(invoke: Invoke) -> None:
    asked = ("--answer", "all", "--draws", "3", "--baseline", "demand", "--tell", "employer")
    told = {tag: invoke("settle", LABOUR, *asked, "--language", tag).stdout.splitlines() for tag in TAGS}
    assert len({len(sentences) for sentences in told.values()}) == 1
    assert len(told["en"]) > 12
    assert len({"".join(sentences) for sentences in told.values()}) == len(TAGS)
    for sentences in told.values():
        assert not any(character.isdigit() for sentence in sentences for character in sentence)
    names = {issue.name for issue in read_own(LABOUR.read_bytes(), "labour").scenario.issues}
    for sentence in told["ar"]:
        assert all(f"\u2068{name}\u2069" in sentence for name in names if name in sentence)
    assert "Of several arrangements none is better for one side" in "".join(told["en"])


def test_a_party_is_told_what_applies_to_the_draft_and_the_environment_says_in_which_language(invoke: Invoke) -> None:
    asked = ("settle", LABOUR, "--baseline", "draft", "--tell", "Union of Tram and Depot Workers")
    first, second, *_ = invoke(*asked, LANGUAGE="fr").stdout.splitlines()
    assert first == "Il existe un arrangement que vous pourriez accepter l’un et l’autre."
    assert second.startswith("Il existe un arrangement que vous préféreriez l’un et l’autre au projet")
    assert invoke(*asked, LANGUAGE="", LC_ALL="de_DE.UTF-8").stdout.startswith("An arrangement exists")
    told = json.loads(invoke(*asked, "--json", "--language", "ru").stdout)
    assert (told["party"], told["language"]) == ("union", "ru")
    assert [each["answer"] for each in told["told"]] == ["zone", "improvements", "trades", "ordering"]
    assert not any(character.isdigit() for character in json.dumps(told["told"], ensure_ascii=False))


def test_a_gesture_is_told_to_the_party_whose_step_it_is_and_to_no_other(invoke: Invoke) -> None:
    asked = ("settle", LABOUR, "--answer", "gestures", "--language", "en", "--tell")
    assert "a later date for the strike vote." in invoke(*asked, "employer").stdout
    assert not invoke(*asked, "union").stdout


def test_the_languages_of_the_command_are_those_of_the_pages() -> None:
    assert set(TAGS) == set(LANGUAGES)


def test_a_folder_of_a_competition_is_read_whole_and_its_conventions_are_said(invoke: Invoke, tmp_path: Path) -> None:
    issue = '<issue index="1" name="colour"><item value="red" {}/><item value="green" {}/></issue>'
    space = '<utility_space><objective index="0"><weight index="1" value="1"/>{}</objective></utility_space>'
    files = {
        "domain.xml": f"<negotiation_template>{space.format(issue.format('', ''))}</negotiation_template>",
        "one.xml": space.format(issue.format('evaluation="1"', 'evaluation="4"')),
        "two.xml": space.format(issue.format('evaluation="5"', 'evaluation="0"')),
        "pareto.xml": "0.25, 1.0\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = settled(invoke, tmp_path)
    assert "GENIUS XML, 1 issue, 2 parties, 2 packages" in shown
    assert "Evaluations are divided by the largest of their issue." in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--party", "onion"), 'There is no party "onion"; did you mean "union"?'),
        (("--baseline", "pay=3.8"), "There is no term for lump, nights"),
        (("--baseline", "pya=3.8"), 'There is no issue "pya"; did you mean "pay"?'),
        (
            ("--baseline", DRAFT.replace("fixed", "fixd")),
            'There is no option of "roster" "fixd"; did you mean "fixed"?',
        ),
        (("--concept", "nush"), "'nush' is not one of"),
        (("--answer", "trades"), "trades is answered of a draft; give one with --baseline."),
        (("--baseline", "drafd"), 'There is no package "drafd"; did you mean "draft"?; or write terms'),
        (("--answer", "wieghts"), 'Did you mean "weights"?'),
        (("--tell", "onion"), 'There is no party "onion"; did you mean "union"?'),
        (("--language", "fr"), "say with --tell whom"),
        (("--tell", "union", "--check"), "--tell and --check do not go together"),
        (("--package", "leximum"), 'There is no package "leximum"; did you mean "leximin"?'),
        (("--answer", "weights", "--package", "draft; reinstated=seven"), "breaks dependency 1"),
    ],
)
def test_a_slip_in_the_command_is_named_with_what_may_be_meant(
    invoke: Invoke, arguments: tuple[str, ...], said: str
) -> None:
    done = invoke("settle", LABOUR, *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_packages_and_gestures_that_are_not_in_the_file_cannot_be_asked_for(invoke: Invoke) -> None:
    done = invoke("settle", CAMP_DAVID, "--answer", "gestures")
    assert done.exit_code == 2
    assert "There are no gestures in what was read; write them in a scenario file, below [[gesture]]." in " ".join(
        done.stderr.split()
    )


def test_a_wrong_file_is_refused_with_every_mistake(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    file.write_text('scenario = 1\n[[issue]]\nid = "pay"\noptions = []\n[[party]]\nid = "a"\nweights = { pay = "x" }\n')
    done = invoke("settle", file)
    assert done.exit_code == 1
    assert "There are 2 mistakes in what was given" in done.stderr
    assert "talks.toml, line 4, issue[1].options: this issue has no options" in done.stderr
    assert invoke("settle", tmp_path / "none.toml").exit_code == 1


def large() -> Scenario:
    """Six parties and sixty issues: leximin takes seconds, so that there is something to interrupt."""
    chance = random.Random(6)  # noqa: S311 - a scenario, not a secret
    issues = tuple(Issue(id=f"i{i}", options=tuple(Option(id=f"o{o}") for o in range(5))) for i in range(60))
    parties = tuple(
        Preferences(
            id=f"p{p}",
            values={i.id: {o.id: Fraction(chance.randrange(10**5)) for o in i.options} for i in issues},
        )
        for p in range(6)
    )
    return Scenario(issues=issues, parties=parties)


def dense() -> Scenario:
    """Six parties, forty issues and many interactions: leximin takes far longer than a test, Nash does not."""
    chance = random.Random(6)  # noqa: S311 - a scenario, not a secret
    issues = tuple(Issue(id=f"i{i}", options=tuple(Option(id=f"o{o}") for o in range(5))) for i in range(40))

    def held() -> Holds:
        options = frozenset(f"o{option}" for option in chance.sample(range(5), 2))
        return Holds(issue=f"i{chance.randrange(40)}", options=options)

    parties = tuple(
        Preferences(
            id=f"p{p}",
            values={i.id: {o.id: Fraction(chance.randrange(100)) for o in i.options} for i in issues},
            interactions=tuple(
                Interaction(
                    together=tuple({each.issue: each for each in (held(), held(), held())}.values()),
                    adds=Fraction(chance.randrange(100)),
                )
                for _ in range(10)
            ),
        )
        for p in range(6)
    )
    return Scenario(issues=issues, parties=parties)


def test_ctrl_c_keeps_what_was_found_until_then(tmp_path: Path) -> None:
    file = tmp_path / "dense.toml"
    file.write_bytes(write_own(dense()))
    asked = ("--answer", "fair", "--concept", "nash", "--concept", "leximin")
    code, said = talk("settle", file, *asked, answers=(("leximin", "\x03"),))
    assert code == 130
    assert "Interrupted: what stands above was found until then." in said
    assert "Nash: A" in said


def test_when_the_time_is_over_each_answer_says_how_far_it_is_proven(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(write_own(large()))
    shown = settled(invoke, file, "--concept", "leximin", "--seconds", "1.5")
    assert "Leximin" in shown
    assert "proven" in shown


def test_the_further_answers_keep_what_is_proven_when_the_time_is_over(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "dense.toml"
    file.write_bytes(write_own(dense()))
    asked = ("--answer", "weights", "--answer", "chance", "--answer", "equivalents", "--package", "egalitarian")
    found = settled_as_json(invoke, file, *asked, "--seconds", "2")
    (weights,) = found["weights"]
    assert weights["status"] == "best found"
    assert [each["status"] for each in found["equivalents"]] == ["best found"] * 6
    for chance in found["chance"]:
        assert chance["draws"] < 200
        assert chance["best"]["undecided"] + chance["best"]["times"] <= chance["draws"]
    assert found["chance"] or any("over before scores had been drawn" in note for note in found["notes"])


def test_with_little_time_no_package_in_the_output_is_fairer_than_the_one_that_is_called_so(
    invoke: Invoke, tmp_path: Path
) -> None:
    file = tmp_path / "dense.toml"
    file.write_bytes(write_own(dense()))
    answers = settled_as_json(invoke, file, "--seconds", "1.5")["answers"]
    packages = [each for answer in answers for each in [*answer.get("packages", []), answer.get("package")] if each]
    gains = [sorted(Fraction(score) for score in each["scores"].values()) for each in packages]
    fair = {answer["concept"]: answer["certificate"]["value"] for answer in answers if answer["kind"] == "answer"}
    assert gains
    assert [Fraction(each) for each in fair["leximin"]] == max(gains)
    assert [Fraction(each) for each in fair["egalitarian"]] == max(gains)[:1]
    assert [Fraction(each) for each in fair["Nash"]] == [max(map(prod, gains))]
    assert [Fraction(each) for each in fair["utilitarian"]] == [max(map(sum, gains))]


def test_ctrl_c_while_scores_are_drawn_keeps_the_draws_made() -> None:
    asked = ("--answer", "chance", "--draws", "2000")
    code, said = talk("settle", LABOUR, *asked, answers=(("draws 1", "\x03"),))
    assert code == 130
    assert "Interrupted: what stands above was found until then." in said
    assert "cases of 100" in " ".join(plain(said).split())


def test_a_shell_is_offered_parties_packages_and_terms_of_the_file() -> None:
    def offered(*words: str) -> list[str]:
        line = " ".join(("goodoffices", "settle", str(LABOUR), *words))
        answer = run(_GOODOFFICES_COMPLETE="fish_complete", COMP_WORDS=line, COMP_CWORD=words[-1])
        return [found.removeprefix("plain,").partition("\t")[0] for found in answer.stdout.splitlines() if found]

    assert offered("--party", "u") == ["union"]
    assert offered("--package", "le") == ["leximin"]
    assert offered("--baseline", "d") == ["draft", "demand"]
    assert offered("--baseline", "roster=") == ["roster=fixed", "roster=rolling", "roster=mixed"]
    assert offered("--answer", "gest") == ["gestures"]
