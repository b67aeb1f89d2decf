with figures as (
    select * from {{ ref('int_figures_quoted') }}
),

-- A total stands over the parts of its list; one printed without a side over the sources.
edges as (
    select
        document_key,
        form_no,
        measure,
        fund_side,
        above_row_no as row_no,
        fund_side as part_side,
        row_no as part_no
    from figures
    where above_row_no is not null and not is_repeated_total
    union all
    select
        wholes.document_key,
        wholes.form_no,
        wholes.measure,
        wholes.fund_side,
        wholes.row_no,
        parts.fund_side as part_side,
        parts.row_no as part_no
    from figures as wholes
    inner join figures as parts using (document_key, form_no, measure)
    where
        wholes.fund_side = 'whole'
        and wholes.is_list_total
        and parts.fund_side = 'source'
        and parts.above_row_no is null
        and not parts.is_list_total
),

-- A total may be broken down by item and by source of money: two sums of one total.
parts as (
    select
        edges.*,
        parts.amount_yuan,
        parts.step_yuan,
        parts.quote,
        parts.locator,
        parts.item_printed like '其中%' as is_of_which,
        parts.item_code in ('other', 'unit_funds') or parts.item_printed like '%其他%' as is_rest,
        parts.amount_yuan is null and parts.amount_printed is not null as is_unread,
        parts.item_code = 'spending_item' as is_item,
        sum(parts.amount_yuan) over (
            partition by
                edges.document_key, edges.form_no, edges.measure, edges.fund_side, edges.row_no,
                parts.item_code = 'spending_item'
        ) as parts_yuan
    from edges
    inner join figures as parts
        on
            edges.document_key = parts.document_key
            and edges.form_no = parts.form_no
            and edges.measure = parts.measure
            and edges.part_side = parts.fund_side
            and edges.part_no = parts.row_no
)

select * from parts
