with project_years as (
    select * from {{ ref('mart_project_year') }}
),

evaluations as (
    select * from {{ ref('fct_project_evaluations') }}
),

declared as (
    select * from {{ ref('int_budgets_chosen') }}
),

indicators as (
    select
        project_key,
        fiscal_year,
        count(*) as indicators,
        count(case when has_prior_year then 1 end) as indicators_kept
    from {{ ref('mart_indicator_year') }}
    group by project_key, fiscal_year
),

years as (
    select
        project_years.*,
        -- What was decided before the year began: the target form's budget, else the original one of the evaluation.
        coalesce(declared.budget_yuan, evaluations.original_budget_yuan) as declared_budget_yuan,
        case
            when project_years.has_evaluation then coalesce(evaluations.scoring_scheme_key, {{ member_key('unknown') }})
            else {{ member_key('not_applicable') }}
        end as scoring_scheme_key,
        evaluations.grade_by_score,
        coalesce(indicators.indicators, 0) as indicators,
        coalesce(indicators.indicators_kept, 0) as indicators_kept
    from project_years
    left join declared
        on
            project_years.target_document_key = declared.document_key
            and project_years.target_form_no = declared.form_no
    left join evaluations
        on
            project_years.evaluation_document_key = evaluations.document_key
            and project_years.evaluation_form_no = evaluations.form_no
    left join indicators
        on
            project_years.project_key = indicators.project_key
            and project_years.fiscal_year = indicators.fiscal_year
),

compared as (
    select
        {% for column in ['project_key', 'department_key', 'region_code', 'region_level', 'fiscal_year', 'project_name',
            'theme_code'] %}
        latest.{{ column }},
        {% endfor %}
        earlier.project_key is not null as has_prior_year,
        {% for column in ['budget_yuan', 'declared_budget_yuan', 'executed_yuan', 'execution_rate', 'score_printed',
            'score_computed', 'results_score', 'grade_code', 'grade_by_score', 'scoring_scheme_key'] %}
        latest.{{ column }},
        earlier.{{ column }} as prior_{{ column }},
        {% endfor %}
        cast(latest.indicators as integer) as indicators,
        cast(earlier.indicators as integer) as prior_indicators,
        cast(case when earlier.project_key is not null then latest.indicators_kept end as integer) as indicators_kept,
        -- An original budget beside a revised one would tell of the revision, not of the year.
        case
            when latest.declared_budget_yuan is not null and earlier.declared_budget_yuan is not null
                then latest.declared_budget_yuan - earlier.declared_budget_yuan
            when latest.has_evaluation and earlier.has_evaluation
                then latest.budget_yuan - earlier.budget_yuan
        end as budget_change_yuan
    from years as latest
    left join years as earlier
        on latest.project_key = earlier.project_key and latest.fiscal_year = earlier.fiscal_year + 1
),

final as (
    select
        compared.*,
        -- A scheme that is not known is not the same as another.
        case
            when
                compared.scoring_scheme_key not in ({{ member_key('unknown') }}, {{ member_key('not_applicable') }})
                and compared.prior_scoring_scheme_key
                not in ({{ member_key('unknown') }}, {{ member_key('not_applicable') }})
                then compared.scoring_scheme_key = compared.prior_scoring_scheme_key
        end as is_same_scheme,
        compared.prior_grade_by_score in ('fair', 'poor') and compared.budget_change_yuan > 0 as is_more_after_low_score
    from compared
)

select * from final
