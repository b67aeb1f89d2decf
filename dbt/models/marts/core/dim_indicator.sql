with level1 as (
    select * from {{ ref('indicator_level1') }}
),

level2 as (
    select * from {{ ref('indicator_level2') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

-- The classes of the rules, and those that forms print beside them (a cost under output, a level without a second).
classes as (
    select
        level1_code,
        level2_code
    from level2
    union
    select
        level1_code,
        level2_code
    from indicators
    where level1_code is not null or level2_code is not null
),

final as (
    select
        {{ surrogate_key(['classes.level1_code', 'classes.level2_code']) }} as indicator_key,
        classes.level1_code,
        level1.level1_name,
        classes.level2_code,
        level2.level2_name
    from classes
    left join level1 on classes.level1_code = level1.level1_code
    left join level2 on classes.level2_code = level2.level2_code
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as indicator_key,
        '{{ member }}' as level1_code,
        '{{ member }}' as level1_name,
        '{{ member }}' as level2_code,
        '{{ member }}' as level2_name
    {% endfor %}
)

select * from final
