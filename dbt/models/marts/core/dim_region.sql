with regions as (
    select * from {{ ref('int_regions') }}
),

final as (
    select
        region_code,
        region_name,
        region_level,
        parent_code,
        province_code,
        province_name,
        prefecture_code,
        prefecture_name,
        full_name,
        valid_from_year,
        valid_to_year,
        successor_code
    from regions
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        '{{ member }}' as region_code,
        '{{ member }}' as region_name,
        null as region_level,
        null as parent_code,
        null as province_code,
        null as province_name,
        null as prefecture_code,
        null as prefecture_name,
        '{{ member }}' as full_name,
        null as valid_from_year,
        null as valid_to_year,
        null as successor_code
    {% endfor %}
)

select * from final
