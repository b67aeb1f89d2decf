"""The generated corpus: the same every time, its figures add up but where an error was planted, its projects go on."""

from decimal import Decimal
from itertools import islice

import pytest

from corpora.containers import CONTAINERS
from corpora.grid import Box, Sheet
from corpora.plan import Planned, documents
from corpora.records import Record, points, summed
from corpora.truth import FORMS, FUNDS, INDICATORS
from corpora.world import grade
from corpora.writing import forms_of, write_corpus
from dagster_project.settings import ROOT

SEED = 1


@pytest.fixture(scope="module")
def planned() -> list[Planned]:
    return list(islice(documents(SEED), 600))


def records(planned: list[Planned], *kinds: str) -> list[Record]:
    return [record for each in planned if each.family.endswith(kinds) for record in each.records]


def test_equal_arguments_make_equal_bytes(tmp_path, planned: list[Planned]):
    made = list({each.ending: each for each in planned}.values())
    assert {each.ending for each in made} == set(CONTAINERS)
    for name in ("one", "two"):
        write_corpus(tmp_path / name, made, SEED)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) > len(made) * 8
    assert [at for at in files if (tmp_path / "one" / at).read_bytes() != (tmp_path / "two" / at).read_bytes()] == []


def test_another_seed_makes_another_corpus(planned: list[Planned]):
    assert list(islice(documents(SEED), 20)) == planned[:20]
    assert [each.records for each in islice(documents(SEED + 1), 20)] != [each.records for each in planned[:20]]


def test_truth_has_the_columns_of_facts_read_by_hand():
    facts = ROOT / "tests" / "gold" / "320682-2024-bureau-targets"
    for name, columns in (("forms", FORMS), ("funds", FUNDS), ("indicators", INDICATORS)):
        assert (facts / f"{name}.tsv").read_text(encoding="utf-8").split("\n")[0].split("\t") == list(columns)


def wrong(record: Record) -> set[str]:
    """What does not add up in a self-evaluation."""
    weights, scores = (points(record.indicators, column) for column in ("weight", "score"))
    rate = record.totals["executed"] / record.totals["revised"] * 100
    over = [each for each in record.indicators if Decimal(each.score) > Decimal(each.weight)]
    silent = [each for each in record.indicators if each.score != each.weight and not each.reason and each not in over]
    found = {
        "fund_total": any(
            record.totals[name] != summed(record.funds, name) for name in ("original", "revised", "executed")
        ),
        "total_score": Decimal(record.total_score) != scores + Decimal(record.execution_score),
        "execution_rate": record.execution_rate != f"{rate:.2f}%",
        "points_without_reason": bool(silent),
        "score_above_weight": bool(over),
        "grade": record.grade != grade(Decimal(record.total_score)),
        "weight_total": Decimal(record.total_weight) != weights + int(record.execution_weight),
    }
    return {kind for kind, is_so in found.items() if is_so}


def test_a_self_evaluation_adds_up_but_where_an_error_was_planted(planned: list[Planned]):
    found = [(record, wrong(record)) for record in records(planned, "_self")]
    told = {kind for record, _ in found for kind in (error.kind for error in record.planted)}
    assert told == {
        "execution_rate",
        "executed_above_budget",
        "fund_total",
        "grade",
        "points_without_reason",
        "score_above_weight",
        "total_score",
        "weight_total",
    }
    sure = told - {"executed_above_budget"}
    assert [(r.project_id, r.year, kinds) for r, kinds in found if not r.planted and kinds] == []
    missed = [(r.planted[0].kind, kinds) for r, kinds in found if r.planted and r.planted[0].kind in sure - kinds]
    assert missed == []


def test_grades_schemes_and_counties_differ(planned: list[Planned]):
    evaluated = records(planned, "_self")
    assert {record.grade for record in evaluated} == {"优", "良", "中", "差"}
    assert len({tuple(each.weight for each in record.indicators) for record in evaluated}) > 10
    assert len({each.region for each in planned}) > 20
    assert all(each.department.name.startswith("测试样本") for each in planned)


def test_projects_go_on_over_years_and_change(planned: list[Planned]):
    years = {}
    for each in planned:
        for record in each.records:
            years.setdefault(record.project_id, {}).setdefault(record.year, set()).add(record.name)
    assert sum(len(each) == 3 for each in years.values()) > 50
    assert any(len(set().union(*each.values())) > 1 for each in years.values())
    statuses = {change.status for each in planned for _, change in each.changes}
    assert statuses == {"kept", "target_moved", "reworded", "dropped", "added"}


def test_a_correction_names_the_document_that_it_corrects(planned: list[Planned]):
    earlier = {each.path: each for each in planned}
    corrections = [each for each in planned if each.corrects]
    assert corrections
    for each in corrections:
        first = earlier[each.corrects]
        assert first.published_on < each.published_on
        assert first.records[0].total_score != each.records[0].total_score
        assert first.records[1:] == each.records[1:]


def test_every_form_of_a_document_has_its_truth(planned: list[Planned]):
    for each in planned[:60]:
        forms = forms_of(each)
        assert [form.truth.project_id for form in forms[: len(each.records)]] == [
            record.project_id for record in each.records[: len(forms)]
        ]


SHEET = Sheet("表", (1, 1), rows=[[Box("甲", 1, 3), Box("乙")], [Box("丙")], [Box("丁")]], repeated=0)


def test_a_table_that_is_cut_goes_on_with_an_empty_cell():
    above, below = SHEET.cut(1)
    assert above.rows == [[Box("甲"), Box("乙")]]
    assert below.rows == [[Box("", 1, 2), Box("丙")], [Box("丁")]]
    assert below.with_header(SHEET).rows[0] == [Box("", 1), Box("乙")]


def test_a_row_that_is_too_narrow_is_refused():
    with pytest.raises(ValueError, match="missing or doubled"):
        list(Sheet("表", (1, 1), rows=[[Box("甲")]]).placed())
