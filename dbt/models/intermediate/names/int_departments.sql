with names as (
    select
        region_code,
        fiscal_year,
        department_name,
        unit_name
    from {{ ref('int_form_names') }}
),

prefixes as (
    select * from {{ ref('int_region_prefixes') }}
),

spellings as (
    select
        region_code,
        department_name
    from names
    where department_name is not null
    union
    select
        region_code,
        unit_name as department_name
    from names
    where unit_name is not null
),

bare as (
    select
        region_code,
        department_name,
        regexp_replace(department_name, '^(中国共产党|中共)', '') as bare_name
    from spellings
),

-- The longest name of the region that stands in front goes; a short one not where it is part of a place's name (如皋镇).
placed as (
    select
        bare.region_code,
        bare.department_name,
        bare.bare_name,
        substr(bare.bare_name, length(coalesce(prefixes.prefix, '')) + 1) as name_without_region,
        row_number() over (
            partition by bare.region_code, bare.department_name
            order by length(prefixes.prefix) desc nulls last, prefixes.is_short
        ) as place
    from bare
    left join prefixes
        on
            bare.region_code = prefixes.region_code
            and bare.bare_name like prefixes.prefix || '%'
            and length(bare.bare_name) >= length(prefixes.prefix) + 2
            and not (
                prefixes.is_short
                and substr(bare.bare_name, length(prefixes.prefix) + 1, 1)
                in ('省', '市', '县', '区', '旗', '镇', '乡', '街', '村', '港')
            )
),

matched as (
    select
        region_code,
        department_name,
        coalesce(
            nullif(regexp_replace(name_without_region, '([(（]?(本级|机关|部门|汇总)[)）]?)+$', ''), ''),
            department_name
        ) as match_name
    from placed
    where place = 1
),

keyed as (
    select
        region_code,
        department_name,
        match_name,
        {{ surrogate_key(['region_code', 'match_name']) }} as department_key
    from matched
),

-- What is named anywhere as a department is no unit, though it carries out projects of its own or of others.
departments as (
    select distinct keyed.department_key
    from names
    inner join keyed on names.region_code = keyed.region_code and names.department_name = keyed.department_name
),

parents as (
    select
        units.department_key,
        keyed.department_key as parent_department_key,
        row_number() over (
            partition by units.department_key
            order by count(*) desc, max(names.fiscal_year) desc nulls last, keyed.department_key
        ) as place
    from names
    inner join keyed on names.region_code = keyed.region_code and names.department_name = keyed.department_name
    inner join keyed as units on names.region_code = units.region_code and names.unit_name = units.department_name
    group by units.department_key, keyed.department_key
),

final as (
    select
        keyed.region_code,
        keyed.department_name,
        keyed.match_name,
        keyed.department_key,
        departments.department_key is null as is_unit,
        case
            when departments.department_key is null then parents.parent_department_key
            else {{ member_key('not_applicable') }}
        end as parent_department_key
    from keyed
    left join departments on keyed.department_key = departments.department_key
    left join parents on keyed.department_key = parents.department_key and parents.place = 1
)

select * from final
