with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select indicators.*
    from {{ ref('stg_indicators') }} as indicators
    inner join forms using (document_key, form_no)
),

texts as (
    select
        document_key,
        form_no,
        horizon || '/' || row_no || '/name' as item,
        level3_name as text,
        '' as context,
        level3_printed as quote,
        locator
    from indicators
    where level3_name is not null and not is_template
    union all
    select
        document_key,
        form_no,
        horizon || '/' || row_no || '/target' as item,
        replace(replace(target_printed, ' ', ''), '，', ',') as text,
        level3_name as context,
        target_printed as quote,
        coalesce(target_locator, locator) as locator
    from indicators
    where target_printed is not null and not is_quantitative
),

-- What another text of the document goes on with; short names may well begin longer ones.
cut as (
    select
        texts.document_key,
        texts.form_no,
        texts.item,
        texts.quote,
        texts.locator,
        longer.quote as longer_quote,
        longer.locator as longer_locator,
        row_number() over (
            partition by texts.document_key, texts.form_no, texts.item order by longer.form_no, longer.locator
        ) as place
    from texts
    inner join texts as longer
        on
            texts.document_key = longer.document_key
            and texts.context = longer.context
            and substr(texts.text, 1, 10) = substr(longer.text, 1, 10)
            and length(texts.text) > 13
            and length(longer.text) > length(texts.text)
            and longer.text like texts.text || '%'
)

select
    'cut_off' as rule_id,
    document_key,
    form_no,
    item,
    'failed' as outcome,
    null as found,
    null as expected,
    null as unit,
    locator as left_locator,
    quote as left_quote,
    longer_locator as right_locator,
    longer_quote as right_quote
from cut
where place = 1
union all
select
    'cut_off' as rule_id,
    document_key,
    form_no,
    'form' as item,
    'passed' as outcome,
    null as found,
    null as expected,
    null as unit,
    min(locator) as left_locator,
    null as left_quote,
    null as right_locator,
    null as right_quote
from texts
group by document_key, form_no
