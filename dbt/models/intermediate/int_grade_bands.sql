-- What may stand between a grade and its figures in 优（90（含）-100分） and 90分及以上为优秀.
{% set gap = '[0-9()（）~～—–≥＞>：:≤<＜SX至到分为含不满及以上 -]*' -%}
{% set grades = {'excellent': '优秀?', 'good': '良好?', 'fair': '(?:(?:^|[^其])中等?|(?:^|[^不])合格|一般)'} -%}

with notes as (
    select * from {{ ref('stg_sections') }}
    where section_code = 'other' and text like '%优%良%'
),

clauses as (
    select
        document_key,
        form_no,
        unnest(string_split_regex(text, '[、，,；;。]')) as clause
    from notes
),

found as (
    {% for grade, word in grades.items() -%}
    select
        document_key,
        form_no,
        '{{ grade }}' as grade_code,
        coalesce(
            nullif(regexp_extract(clause, '{{ word }}({{ gap }}[0-9]{{ gap }})$', 1), ''),
            nullif(regexp_extract(clause, '([0-9]{{ gap }}){{ word }}$', 1), '')
        ) as figures
    from clauses
    {{ "union all" if not loop.last }}
    {% endfor %}
),

floors as (
    select
        document_key,
        form_no,
        grade_code,
        list_min(cast(regexp_extract_all(figures, '[0-9]{1,3}') as integer[])) as floor
    from found
    where figures is not null
),

-- Bands serve where all three are printed, once or alike, and go down from grade to grade.
bands as (
    select
        document_key,
        form_no,
        max(case when grade_code = 'excellent' then floor end) as excellent_from,
        max(case when grade_code = 'good' then floor end) as good_from,
        max(case when grade_code = 'fair' then floor end) as fair_from
    from floors
    group by document_key, form_no
    having
        count(distinct grade_code || floor) = 3
        and max(case when grade_code = 'excellent' then floor end) between 2 and 100
),

final as (
    select * from bands
    where excellent_from > good_from and good_from > fair_from
)

select * from final
