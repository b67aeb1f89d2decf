{% set columns = ['target_printed', 'operator', 'target_value', 'target_value_high', 'target_date', 'target_unit'] -%}

with pairs as (
    select * from {{ ref('int_indicator_pairs') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

sides as (
    select
        pairs.*,
        {% for column in columns -%}
        declared.{{ column }} as declared_{{ column }},
        evaluated.{{ column }} as evaluated_{{ column }},
        {% endfor -%}
        -- More is asked for where either side says at least or by a date, less where either says at most.
        coalesce(declared.operator in ('>=', '>') or evaluated.operator in ('>=', '>'), false) as is_floor,
        coalesce(declared.operator in ('<=', '<') or evaluated.operator in ('<=', '<'), false) as is_ceiling
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
        -- Of equal figures more than 95 asks for more than at least 95; a bare 95 takes the sign of the other side.
        case
            when '=' in (declared_operator, evaluated_operator) then 0
            else
                cast(evaluated_operator in ('>', '<') as integer) - cast(declared_operator in ('>', '<') as integer)
        end as stricter
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
            when rise is null or is_floor and is_ceiling then 'unclear'
            when rise = 0 and stricter = 0 then 'unchanged'
            when is_floor or is_ceiling or declared_target_date is not null
                then case
                    when case when rise = 0 then stricter when is_floor then rise else -rise end > 0 then 'tightened'
                    else 'loosened'
                end
            else 'unclear'
        end as target_direction
    from compared
)

select * from final
