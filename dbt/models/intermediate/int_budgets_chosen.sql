with funds as (
    select * from {{ ref('int_funds_marked') }}
),

statements as (
    select * from {{ ref('int_statements_served') }}
),

-- What a form states per measure and side: the sum of the rows that count, which is its total where it prints one.
sides as (
    select
        document_key,
        form_no,
        measure,
        fund_side,
        cast(sum(case when is_additive then amount_yuan end) as decimal(18, 2)) as amount_yuan,
        -- Parts beyond their total contradict it; parts short of it may be only the ones worth naming.
        cast(max(case when is_list_total then greatest(amount_yuan, parts_yuan) end) as decimal(18, 2)) as high_yuan,
        -- A list of uses without a total may leave uses out, so it bounds nothing.
        max(case when is_list_total then 1 else 0 end) = 1 or fund_side <> 'use' as is_whole_list
    from funds
    where amount_yuan is not null
    group by document_key, form_no, measure, fund_side
),

ranked as (
    select
        sides.*,
        row_number() over (
            partition by sides.document_key, sides.form_no, sides.measure
            order by case sides.fund_side when 'whole' then 1 when 'source' then 2 else 3 end
        ) as place
    from sides
),

stated as (
    select
        document_key,
        form_no,
        measure,
        'table' as stated_in,
        max(case when place = 1 then amount_yuan end) as amount_yuan,
        min(case when is_whole_list or place = 1 then amount_yuan end) as low_yuan,
        max(case when is_whole_list or place = 1 then coalesce(high_yuan, amount_yuan) end) as high_yuan
    from ranked
    group by document_key, form_no, measure
    union all
    select
        document_key,
        form_no,
        measure,
        'prose' as stated_in,
        amount_yuan,
        amount_yuan as low_yuan,
        amount_yuan as high_yuan
    from statements
),

forms as (
    select
        document_key,
        form_no,
        max(case when measure = 'original_budget' then amount_yuan end) as original_budget_yuan,
        max(case when measure = 'revised_budget' then amount_yuan end) as revised_budget_yuan,
        max(case when measure = 'budget' then amount_yuan end) as stated_budget_yuan,
        max(case when measure = 'released' then amount_yuan end) as released_yuan,
        max(case when measure = 'executed' then amount_yuan end) as executed_yuan,
        max(case when measure = 'executed' then stated_in end) as executed_stated_in,
        case
            when max(case when measure = 'revised_budget' then 1 end) = 1 then 'revised_budget'
            when max(case when measure = 'original_budget' then 1 end) = 1 then 'original_budget'
            when max(case when measure = 'budget' then 1 end) = 1 then 'budget'
        end as budget_measure
    from stated
    group by document_key, form_no
),

chosen as (
    select
        forms.*,
        stated.amount_yuan as budget_yuan,
        stated.low_yuan as budget_low_yuan,
        stated.high_yuan as budget_high_yuan,
        stated.stated_in as budget_stated_in
    from forms
    left join stated
        on
            forms.document_key = stated.document_key
            and forms.form_no = stated.form_no
            and forms.budget_measure = stated.measure
)

select * from chosen
