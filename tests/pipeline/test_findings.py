"""What the checks find in a generated corpus: every error that was put in, and nothing in forms without one."""

from itertools import islice

import pytest

from corpora.plan import documents
from corpora.writing import forms_of, write_corpus
from dagster_project.settings import Settings

from . import runs

SEED, DOCUMENTS = 20, 100
FOUND = """
    select d.path, f.left_form_no, f.rule_id, f.statement_zh
    from marts.fct_findings as f
    inner join marts.dim_document as d on f.left_document_key = d.document_key
    where {condition}
"""
# Kind of a planted error -> rules of which one finds it, where a form prints both sides.
PLANTED = {
    "fund_total": {"sources_total", "budget_parts", "cost_budget", "projects_total"},
    "cost_over_budget": {"cost_budget"},
    "total_score": {"scores_total"},
    "weight_total": {"weights_total", "weights_hundred"},
    "score_above_weight": {"score_above_weight"},
    "execution_rate": {"execution_rate"},
    "executed_above_budget": {"executed_budget", "executed_declared"},
    "points_without_reason": {"points_without_reason"},
    "half_year_above_annual": {"half_year_plan"},
    "midterm_below_annual": {"midterm_budget"},
    "grade": {"grade_band"},
    "grade_counts": {"summary_grades"},
}
# Families that print one side alone: a total without its parts or with parts made of it, no rate.
ONE_SIDED = {
    "fund_total": {
        "sichuan_list",
        "jiangsu_self",
        "jiangsu_department",
        "department_target",
        "hunan_department",
        "yunnan_list",
    },
    "execution_rate": {"jiangsu_self"},
    "cost_over_budget": {"yunnan_list"},
}


def findings(settings, condition):
    return set(runs.query(settings.published_path, FOUND.format(condition=condition)))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A generated corpus, refreshed: its settings and the errors that were put into it, by path and form."""
    out = tmp_path_factory.mktemp("corpus")
    made = list(islice(documents(SEED), DOCUMENTS))
    write_corpus(out, made, SEED)
    settings = Settings(raw_dir=out / "raw", warehouse_dir=out / "warehouse")
    assert runs.run(settings)
    return settings, {
        (planned.path, form_no if form.truth.form["stage"] != "summary" else None, error.kind, planned.family)
        for planned in made
        for form_no, form in enumerate(forms_of(planned), 1)
        for error in form.truth.planted
    }


def served(settings):
    query = "select path, form_no from intermediate.int_check_subjects inner join staging.stg_documents using (document_key)"
    return set(runs.query(settings.private_path, query))


def test_every_error_that_was_put_in_and_is_in_print_is_found(corpus):
    settings, planted = corpus
    found = {(path, form, rule) for path, form, rule, *_ in findings(settings, "true")}
    there = served(settings)
    wanted = [
        (path, form, kind)
        for path, form, kind, family in planted
        # A correction may mend what was wrong.
        if (path, form) in there and family not in ONE_SIDED.get(kind, ()) and "-corrected" not in path
    ]
    assert {kind for _, _, kind in wanted} == PLANTED.keys()
    assert [each for each in wanted if not any((*each[:2], rule) in found for rule in PLANTED[each[2]])] == []


def test_a_form_without_an_error_contradicts_nothing(corpus):
    settings, planted = corpus
    wrong = {(path, form) for path, form, *_ in planted}
    told = findings(settings, "f.kind = 'inconsistency'")
    assert [each for each in told if each[:2] not in wrong] == []


def test_every_form_and_rule_has_its_outcome(corpus):
    settings, _ = corpus
    query = "select count(*), count(distinct check_key), count(*) filter (outcome = 'passed') from marts.fct_checks"
    [(checks, keys, passed)] = runs.query(settings.published_path, query)
    assert checks == keys > passed > 0
