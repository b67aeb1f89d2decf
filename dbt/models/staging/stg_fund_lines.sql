with source as (
    select * from {{ source('raw', 'fund_lines') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

units as (
    select * from {{ ref('money_units') }}
),

cleaned as (
    select
        source.document_key,
        source.form_no,
        source.row_no,
        source.fund_side,
        source.item_printed,
        source.item_code,
        source.line_role,
        source.parent_row_no,
        source.measure,
        source.amount_printed,
        source.unit_printed,
        -- Typing has folded 5万 and 3万元 already; only a bare figure takes the unit of its column or block. 0 needs none.
        try_cast(
            case
                when typed.unit = '元' then typed.value
                when typed.unit is null and (typed.has_magnitude or typed.value = 0) then typed.value
                when typed.unit is null then typed.value * units.factor
            end as decimal(18, 2)
        ) as amount_yuan,
        source.locator
    from source
    left join typed on source.amount_printed = typed.printed
    left join units on replace(source.unit_printed, ' ', '') = units.printed
)

select * from cleaned
