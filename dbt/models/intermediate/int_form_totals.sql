with figures as (
    select * from {{ ref('int_figures_quoted') }}
),

statements as (
    select * from {{ ref('int_statements_served') }}
),

-- The figure that stands for a whole list: its total, or the only row that it has.
stated as (
    select
        document_key,
        form_no,
        measure,
        fund_side,
        amount_yuan,
        step_yuan,
        quote,
        locator,
        is_list_total or count(*) over (partition by document_key, form_no, measure, fund_side) = 1 as is_whole
    from figures
    where amount_yuan is not null
    union all
    select
        document_key,
        form_no,
        measure,
        'whole' as fund_side,
        amount_yuan,
        0 as step_yuan,
        value_printed as quote,
        locator,
        true as is_whole
    from statements
),

placed as (
    select
        stated.*,
        row_number() over (
            partition by stated.document_key, stated.form_no, stated.measure
            order by case stated.fund_side when 'whole' then 1 when 'source' then 2 else 3 end
        ) as place
    from stated
    where stated.is_whole
),

-- Of a form's budgets the one that a rate is printed over goes first: the revised, else the original.
final as (
    select
        placed.*,
        row_number() over (
            partition by placed.document_key, placed.form_no
            order by
                case placed.measure
                    when 'revised_budget' then 1 when 'original_budget' then 2 when 'budget' then 3 else 4
                end
        ) = 1 and placed.measure in ('revised_budget', 'original_budget', 'budget') as is_budget
    from placed
    where placed.place = 1
)

select * from final
