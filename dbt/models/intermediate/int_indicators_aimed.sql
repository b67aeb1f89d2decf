{% set target = ['operator', 'operator_printed', 'target_value', 'target_value_high', 'target_date', 'target_unit'] -%}
{% set sign_beside -%}
    case
        when
            beside_operator in ('>=', '>', '<=', '<', '~')
            and regexp_extract(beside_target_printed, '^[≥≧≤≦<>＜＞]', 0) = ''
            then coalesce(beside_operator_printed, '')
        else ''
    end
{%- endset %}

with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

-- A pair that may be wrong, or is only a part of what was promised, is no yardstick.
pairs as (
    select * from {{ ref('int_indicator_pairs') }}
    where not is_partial and not is_doubtful
),

declared as (
    select
        pairs.evaluated_document_key as document_key,
        pairs.evaluated_form_no as form_no,
        pairs.evaluated_row_no as row_no,
        'annual' as horizon,
        {% for column in target -%}
        indicators.{{ column }},
        {% endfor -%}
        indicators.target_printed,
        indicators.direction_printed
    from pairs
    inner join indicators
        on
            pairs.declared_document_key = indicators.document_key
            and pairs.declared_form_no = indicators.form_no
            and pairs.declared_row_no = indicators.row_no
            and indicators.horizon = 'annual'
),

aimed as (
    select
        indicators.document_key,
        indicators.form_no,
        indicators.row_no,
        indicators.horizon,
        forms.stage,
        indicators.level1_code,
        indicators.level2_code,
        indicators.level3_name,
        coalesce(indicators.direction_printed, declared.direction_printed) as direction_printed,
        case
            when forms.stage = 'target' or indicators.horizon <> 'annual' then null
            when declared.target_printed is not null then 'declared'
            when indicators.target_printed is not null then 'evaluation'
        end as judged_against,
        coalesce(declared.target_printed, indicators.target_printed) as target_printed,
        {% for column in target -%}
        case when declared.target_printed is not null then declared.{{ column }} else indicators.{{ column }} end
            as {{ column }},
        {% endfor -%}
        -- What an actual repeats is what stands beside it; only a form without targets repeats the declared one.
        coalesce(indicators.target_printed, declared.target_printed) as beside_target_printed,
        {% for column in ['operator', 'operator_printed', 'target_value'] -%}
        case when indicators.target_printed is not null then indicators.{{ column }} else declared.{{ column }} end
            as beside_{{ column }},
        {% endfor -%}
        indicators.actual_printed,
        indicators.actual_operator,
        indicators.actual_value,
        indicators.actual_value_high,
        indicators.actual_date,
        indicators.actual_unit
    from indicators
    inner join forms using (document_key, form_no)
    left join declared using (document_key, form_no, row_no, horizon)
),

-- A sign of a column of its own belongs to the target's text: 95% beside ≥ is no copy, as it is none beside ≥95%.
final as (
    select
        *,
        {{ folded_text('actual_printed') }} = {{ folded_text(sign_beside ~ " || beside_target_printed") }}
            as is_copied,
        case when actual_printed is not null then coalesce(actual_value <> beside_target_value, false) end
            as is_informative
    from aimed
)

select * from final
