with forms as (
    select * from {{ ref('int_forms') }}
),

lines as (
    select fund_lines.*
    from {{ ref('stg_fund_lines') }} as fund_lines
    inner join forms using (document_key, form_no)
),

-- A list of figures is a form's rows of one measure and side; its first total stands for the whole list.
totals as (
    select
        document_key,
        form_no,
        measure,
        fund_side,
        min(row_no) as row_no
    from lines
    where line_role = 'total' and amount_yuan is not null
    group by document_key, form_no, measure, fund_side
),

-- A row without a parent of its own in the list is part of the list's total.
placed as (
    select
        lines.*,
        coalesce(lines.row_no = totals.row_no, false) as is_list_total,
        coalesce(lines.line_role = 'total' and lines.row_no <> totals.row_no, false) as is_repeated_total,
        case when coalesce(lines.row_no <> totals.row_no, true) then coalesce(parents.row_no, totals.row_no) end
            as above_row_no
    from lines
    left join totals using (document_key, form_no, measure, fund_side)
    left join lines as parents
        on
            lines.document_key = parents.document_key
            and lines.form_no = parents.form_no
            and lines.measure = parents.measure
            and lines.fund_side = parents.fund_side
            and lines.parent_row_no = parents.row_no
            and parents.amount_yuan is not null
),

parts as (
    select
        document_key,
        form_no,
        measure,
        fund_side,
        above_row_no as row_no,
        sum(amount_yuan) as parts_yuan
    from placed
    where above_row_no is not null and not is_repeated_total
    group by document_key, form_no, measure, fund_side, above_row_no
),

-- A row opens into its parts where they add up to it, else it counts itself. A total said again does neither.
nodes as (
    select
        placed.*,
        parts.parts_yuan,
        coalesce(parts.parts_yuan = placed.amount_yuan and not placed.is_repeated_total, false) as opens
    from placed
    left join parts using (document_key, form_no, measure, fund_side, row_no)
),

-- Lists are at most four deep: total, subtotal, part, a part of it.
marked as (
    select
        nodes.*,
        nodes.amount_yuan is not null
        and not nodes.opens
        and not nodes.is_repeated_total
        and coalesce(above.opens, true)
        and coalesce(higher.opens, true)
        and coalesce(highest.opens, true) as is_additive
    from nodes
    {% for row, below in [('above', 'nodes'), ('higher', 'above'), ('highest', 'higher')] -%}
    left join nodes as {{ row }}
        on
            {{ below }}.document_key = {{ row }}.document_key
            and {{ below }}.form_no = {{ row }}.form_no
            and {{ below }}.measure = {{ row }}.measure
            and {{ below }}.fund_side = {{ row }}.fund_side
            and {{ below }}.above_row_no = {{ row }}.row_no
    {% endfor %}
)

select * from marked
