with listed as (
    select * from {{ ref('regions') }}
),

changes as (
    select * from {{ ref('region_changes') }}
),

-- A line of our own adds a code, or dates one of the list; what it leaves out follows from the code's digits.
codes as (
    select
        coalesce(changes.region_code, listed.region_code) as region_code,
        coalesce(changes.region_name, listed.region_name) as region_name,
        coalesce(changes.region_level, listed.region_level) as region_level,
        coalesce(changes.parent_code, listed.parent_code) as parent_code,
        changes.valid_from_year,
        changes.valid_to_year,
        changes.successor_code
    from listed
    full outer join changes on listed.region_code = changes.region_code
),

levels as (
    select
        region_code,
        region_name,
        coalesce(
            region_level,
            case
                when substr(region_code, 3) = '0000' then 'province'
                when substr(region_code, 5) = '00' then 'prefecture'
                when substr(region_code, 5, 1) = '7' then 'zone'
                else 'county'
            end
        ) as region_level,
        parent_code,
        valid_from_year,
        valid_to_year,
        successor_code
    from codes
),

placed as (
    select
        levels.*,
        coalesce(levels.parent_code, prefectures.region_code, provinces.region_code) as placed_under
    from levels
    left join levels as prefectures
        on
            levels.region_level in ('county', 'zone')
            and prefectures.region_level = 'prefecture'
            and prefectures.region_code = substr(levels.region_code, 1, 4) || '00'
    left join levels as provinces
        on
            levels.region_level <> 'province'
            and provinces.region_level = 'province'
            and provinces.region_code = substr(levels.region_code, 1, 2) || '0000'
),

-- A prefecture is its own prefecture and a province its own province, so that both can be grouped by.
above as (
    select
        placed.region_code,
        placed.region_name,
        placed.region_level,
        placed.placed_under as parent_code,
        case
            when placed.region_level = 'province' then placed.region_code
            when parents.region_level = 'province' then parents.region_code
            else parents.placed_under
        end as province_code,
        case
            when placed.region_level = 'prefecture' then placed.region_code
            when parents.region_level = 'prefecture' then parents.region_code
        end as prefecture_code,
        placed.valid_from_year,
        placed.valid_to_year,
        placed.successor_code
    from placed
    left join placed as parents on placed.placed_under = parents.region_code
),

named as (
    select
        above.*,
        provinces.region_name as province_name,
        prefectures.region_name as prefecture_name
    from above
    left join levels as provinces on above.province_code = provinces.region_code
    left join levels as prefectures on above.prefecture_code = prefectures.region_code
),

-- A name that begins with that of its province or prefecture is not given it twice.
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
        case
            when region_name like province_name || '%' then ''
            else coalesce(province_name, '')
        end
        || case
            when region_name like prefecture_name || '%' then ''
            else coalesce(prefecture_name, '')
        end
        || region_name as full_name,
        valid_from_year,
        valid_to_year,
        successor_code
    from named
)

select * from final
