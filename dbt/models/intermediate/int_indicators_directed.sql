with indicators as (
    select * from {{ ref('int_indicators_aimed') }}
),

words as (
    select * from {{ ref('direction_words') }}
),

classed as (
    select
        *,
        case
            when operator in ('<=', '<') then 'ceiling'
            when operator = '=' then 'equal'
            when operator in ('~', 'range') then 'about'
            else 'floor'
        end as applies_to,
        coalesce(target_unit in ('元', '美元', '港元', '欧元') or target_unit like '元/%', false) as is_money,
        coalesce(target_unit in ('%', '‰', '百分点'), false) as is_rate,
        coalesce(target_unit in ({{ quoted(var('duration_units')) }}), false) as is_duration,
        coalesce(
            level1_code = 'cost' or level2_code in ('cost', 'economic_cost', 'social_cost', 'ecological_cost'), false
        ) as is_cost,
        -- Who prints = means it; a bare figure stands where others print ≥.
        regexp_extract(concat(operator_printed, target_printed), '^([=＝﹦]|等于)', 0) <> '' as is_signed
    from indicators
),

-- What a name counts, without the word for counting it: 投诉 of 投诉发生率, but 投诉处理 of 投诉处理率.
names as (
    select distinct
        level3_name,
        applies_to,
        is_duration,
        regexp_replace(
            level3_name,
            '((问题|事件|案件|现象|情况|发生)*(率|数量|次数|起数|件数|人数|人次|例数|数|量|金额|总额|额|比例|占比|上限)?'
            || '|控制(数|金额|总额|额|上限))[。]?$',
            ''
        ) as stem
    from classed
    where operator <> 'qualitative'
),

named as (
    select
        names.level3_name,
        names.applies_to,
        names.is_duration,
        min_by(words.direction, words.priority) as direction
    from names
    inner join words
        on
            words.applies_to in ('any', names.applies_to, case when names.is_duration then 'duration' end)
            and case words.place
                when 'anywhere' then names.level3_name like '%' || words.word || '%'
                when 'end' then names.level3_name like '%' || words.word
                else names.stem like '%' || words.word
            end
    group by names.level3_name, names.applies_to, names.is_duration
),

-- The first that can tell: the column of its own, the name, the class of the indicator, the operator.
told as (
    select
        classed.*,
        -- Some programs print 正向 beside every deadline.
        case
            when classed.target_date is not null then null
            when classed.direction_printed like '正%' then 'higher'
            when regexp_extract(classed.direction_printed, '^[反逆负]', 0) <> '' then 'lower'
        end as by_print,
        case
            when named.direction = 'higher' and classed.is_money then null
            when classed.operator <> 'qualitative' and named.direction <> 'operator' then named.direction
        end as by_name,
        case
            when classed.is_cost and classed.is_money and classed.applies_to in ('equal', 'about') then 'lower'
            when classed.target_date is not null and classed.operator = '=' then 'lower'
            when
                classed.level2_code = 'quantity' and classed.applies_to = 'ceiling' and classed.target_date is null
                and not classed.is_money and not classed.is_rate and not classed.is_duration
                then 'none'
            when classed.operator = '=' and not classed.is_money and not classed.is_cost and not classed.is_signed
                then 'higher'
        end as by_class,
        case
            when classed.operator in ('>=', '>') then 'higher'
            when classed.applies_to = 'ceiling' then 'lower'
            when classed.applies_to in ('equal', 'about') then 'exact'
            else 'none'
        end as by_operator
    from classed
    left join named using (level3_name, applies_to, is_duration)
),

final as (
    select
        *,
        coalesce(by_print, by_name, by_class, by_operator) as direction,
        case
            when by_print is not null then 'printed'
            when by_name is not null then 'name'
            when by_class is not null then 'class'
            else 'operator'
        end as direction_basis
    from told
)

select * from final
