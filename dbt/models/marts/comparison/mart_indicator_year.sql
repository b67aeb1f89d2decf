{% set said = [
    'project_key', 'department_key', 'region_code', 'fiscal_year', 'indicator_key', 'level3_printed', 'level3_name',
    'is_template', 'target_printed', 'operator', 'target_value', 'target_value_high', 'target_unit'
] %}
{% set shown = [
    'project_key', 'department_key', 'region_code', 'fiscal_year', 'indicator_key', 'level3_printed', 'level3_name',
    'is_template', 'direction', 'declared_document_key', 'declared_form_no', 'declared_row_no', 'evaluated_document_key',
    'evaluated_form_no', 'evaluated_row_no', 'operator'
] %}
{% set compared = [
    'target_printed', 'target_value', 'target_unit', 'actual_printed', 'actual_value', 'actual_unit'
] %}
with project_years as (
    select * from {{ ref('mart_project_year') }}
),

indicators as (
    select * from {{ ref('fct_indicators') }}
),

-- A pair that is doubtful, or a part of an indicator that was split, compares nothing.
pairs as (
    select * from {{ ref('int_indicator_pairs') }}
    where not is_partial and not is_doubtful
),

declared as (
    select
        indicators.*,
        pairs.evaluated_document_key,
        pairs.evaluated_form_no,
        pairs.evaluated_row_no
    from project_years
    inner join indicators
        on
            project_years.target_document_key = indicators.document_key
            and project_years.target_form_no = indicators.form_no
    left join pairs
        on
            indicators.document_key = pairs.declared_document_key
            and indicators.form_no = pairs.declared_form_no
            and indicators.row_no = pairs.declared_row_no
            and project_years.evaluation_document_key = pairs.evaluated_document_key
            and project_years.evaluation_form_no = pairs.evaluated_form_no
),

evaluated as (
    select indicators.*
    from project_years
    inner join indicators
        on
            project_years.evaluation_document_key = indicators.document_key
            and project_years.evaluation_form_no = indicators.form_no
),

-- The target is the declared one; the evaluation's own where nothing was declared.
met as (
    select
        {% for column in said %}
        case when declared.document_key is null then evaluated.{{ column }} else declared.{{ column }} end
            as {{ column }},
        {% endfor %}
        declared.document_key as declared_document_key,
        declared.form_no as declared_form_no,
        declared.row_no as declared_row_no,
        evaluated.document_key as evaluated_document_key,
        evaluated.form_no as evaluated_form_no,
        evaluated.row_no as evaluated_row_no,
        coalesce(evaluated.direction, declared.direction) as direction,
        evaluated.actual_printed,
        evaluated.actual_operator,
        evaluated.actual_value,
        evaluated.actual_unit
    from declared
    full join evaluated
        on
            declared.evaluated_document_key = evaluated.document_key
            and declared.evaluated_form_no = evaluated.form_no
            and declared.evaluated_row_no = evaluated.row_no
),

-- A name that stands twice among a project's indicators of a year does not say which of them goes on.
counted as (
    select
        met.*,
        case
            when count(*) over (partition by met.project_key, met.fiscal_year, met.level3_name) = 1 then met.level3_name
        end as only_name
    from met
),

final as (
    select
        {% for column in shown + compared %}
        counted.{{ column }},
        {% endfor %}
        earlier.project_key is not null as has_prior_year,
        {% for column in compared %}
        earlier.{{ column }} as prior_{{ column }},
        {% endfor %}
        case
            when counted.target_value_high is not null then null
            when coalesce(counted.target_unit, '') <> coalesce(earlier.actual_unit, '') then null
            when counted.direction = 'higher' and earlier.actual_operator in ('=', '>=', '>')
                then counted.target_value < earlier.actual_value
            when counted.direction = 'lower' and earlier.actual_operator in ('=', '<=', '<')
                then counted.target_value > earlier.actual_value
        end as is_target_below_prior_actual
    from counted
    left join counted as earlier
        on
            counted.project_key = earlier.project_key
            and counted.fiscal_year = earlier.fiscal_year + 1
            and counted.only_name = earlier.only_name
)

select * from final
