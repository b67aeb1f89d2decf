with spellings as (
    select * from {{ ref('int_departments') }}
),

functions as (
    select * from {{ ref('int_department_functions') }}
),

names as (
    select * from {{ ref('int_form_names') }}
),

-- Every time a form names somebody as department or unit, with the code that stands beside the name.
mentions as (
    select
        region_code,
        fiscal_year,
        department_name,
        department_code_printed as code_printed,
        false as is_of_unit,
        false as is_twice
    from names
    union all
    select
        region_code,
        fiscal_year,
        unit_name as department_name,
        unit_code_printed as code_printed,
        true as is_of_unit,
        unit_name = department_name as is_twice
    from names
    where unit_name is not null
),

keyed as (
    select
        spellings.department_key,
        spellings.department_name,
        mentions.fiscal_year,
        mentions.code_printed,
        mentions.is_of_unit,
        mentions.is_twice
    from mentions
    inner join spellings
        on mentions.region_code = spellings.region_code and mentions.department_name = spellings.department_name
),

-- Of several spellings the one most used, then the shorter.
called as (
    select
        department_key,
        department_name,
        row_number() over (
            partition by department_key order by count(*) desc, length(department_name), department_name
        ) as place
    from keyed
    where not is_twice
    group by department_key, department_name
),

-- A department's own code goes before that of its own office (219 before 219001). Codes are local and change with the
-- years: the newest counts.
coded as (
    select
        department_key,
        code_printed,
        row_number() over (
            partition by department_key
            order by is_of_unit asc, max(fiscal_year) desc nulls last, code_printed asc
        ) as place
    from keyed
    where code_printed is not null
    group by department_key, code_printed, is_of_unit
),

departments as (
    select distinct
        department_key,
        region_code,
        is_unit,
        parent_department_key
    from spellings
),

final as (
    select
        departments.department_key,
        departments.region_code,
        called.department_name,
        departments.is_unit,
        departments.parent_department_key,
        functions.function_code,
        functions.function_name,
        coded.code_printed as budget_unit_code_printed
    from departments
    inner join called on departments.department_key = called.department_key and called.place = 1
    left join functions on departments.department_key = functions.department_key
    left join coded on departments.department_key = coded.department_key and coded.place = 1
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as department_key,
        '{{ member }}' as region_code,
        '{{ member }}' as department_name,
        false as is_unit,
        {{ member_key('not_applicable') }} as parent_department_key,
        null as function_code,
        null as function_name,
        null as budget_unit_code_printed
    {% endfor %}
)

select * from final
