{% set columns = ['target_printed', 'operator', 'target_value', 'target_value_high', 'target_date', 'target_unit'] -%}

with pairs as (
    select * from {{ ref('int_indicator_pairs') }}
),

directions as (
    select * from {{ ref('int_indicators_directed') }}
),

indicators as (
    select
        indicators.*,
        directions.direction
    from {{ ref('stg_indicators') }} as indicators
    left join directions using (document_key, form_no, row_no, horizon)
    where indicators.horizon = 'annual'
),

sides as (
    select
        pairs.*,
        {% for column in columns -%}
        declared.{{ column }} as declared_{{ column }},
        evaluated.{{ column }} as evaluated_{{ column }},
        {% endfor -%}
        coalesce(declared.operator in ('>=', '>') or evaluated.operator in ('>=', '>'), false) as is_floor,
        coalesce(declared.operator in ('<=', '<') or evaluated.operator in ('<=', '<'), false) as is_ceiling,
        -- What counts as better, if the sides do not differ: a plan for at most 300 cases is no cost.
        case
            when declared.direction = 'exact' then evaluated.direction
            when evaluated.direction in ('exact', declared.direction)
                then declared.direction
        end as direction
    from pairs
    inner join indicators as declared
        on
            pairs.declared_document_key = declared.document_key
            and pairs.declared_form_no = declared.form_no
            and pairs.declared_row_no = declared.row_no
    inner join indicators as evaluated
        on
            pairs.evaluated_document_key = evaluated.document_key
            and pairs.evaluated_form_no = evaluated.form_no
            and pairs.evaluated_row_no = evaluated.row_no
),

compared as (
    select
        *,
        coalesce(declared_operator, '') = coalesce(evaluated_operator, '')
        and coalesce(replace(replace(declared_target_printed, ' ', ''), '　', ''), '')
        = coalesce(replace(replace(evaluated_target_printed, ' ', ''), '　', ''), '') as is_same_text,
        case
            when declared_operator in ('range', '~') or evaluated_operator in ('range', '~') then null
            when coalesce(declared_target_unit, '') <> coalesce(evaluated_target_unit, '') then null
            when declared_target_date is not null
                then sign(cast(evaluated_target_date - declared_target_date as integer))
            else sign(evaluated_target_value - declared_target_value)
        end as rise,
        -- Of equal figures more than 95 asks for more than at least 95 or a bare 95 do, and these two ask for the same.
        cast(evaluated_operator in ('>', '<') as integer) - cast(declared_operator in ('>', '<') as integer) as stricter
    from sides
),

final as (
    select
        project_key,
        fiscal_year,
        declared_document_key,
        declared_form_no,
        declared_row_no,
        evaluated_document_key,
        evaluated_form_no,
        evaluated_row_no,
        method,
        similarity,
        is_partial,
        is_doubtful,
        case
            when is_same_text then 'unchanged'
            when rise is null or (is_floor and is_ceiling) then 'unclear'
            when rise = 0 and stricter = 0 then 'unchanged'
            when rise = 0 and stricter > 0 then 'tightened'
            when (rise > 0 and direction = 'higher') or (rise < 0 and direction = 'lower') then 'tightened'
            when rise = 0 or direction in ('higher', 'lower') then 'loosened'
            else 'unclear'
        end as target_direction
    from compared
)

select * from final
