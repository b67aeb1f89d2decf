with funds as (
    select * from {{ ref('int_funds_marked') }}
),

measured as (
    select
        funds.*,
        length(regexp_extract(funds.amount_printed, '[.]([0-9]+)', 1)) as decimals,
        try_cast(
            regexp_extract(replace(funds.amount_printed, ',', ''), '[0-9]+([.][0-9]+)?', 0) as decimal(18, 6)
        ) as digits
    from funds
),

-- Of a figure that prints decimals the last one may be rounded; a whole number is exact.
quoted as (
    select
        measured.*,
        case
            when measured.decimals > 0
                then round(abs(measured.amount_yuan) / nullif(measured.digits, 0), 2) / power(10, measured.decimals)
            else 0
        end as step_yuan,
        coalesce(measured.item_printed || ' ', '')
        || measured.amount_printed
        || case when measured.amount_printed like '%元%' then '' else coalesce(measured.unit_printed, '') end as quote
    from measured
)

select * from quoted
