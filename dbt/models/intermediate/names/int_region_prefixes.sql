with documents as (
    select region_code from {{ ref('stg_documents') }}
    union
    select region_code from {{ ref('stg_expected_departments') }}
),

regions as (
    select
        region_code,
        region_name,
        regexp_replace(region_name, '(管理区|自治县|自治旗|林区|特区|新区|地区|市|县|区|旗|盟|省)$', '') as short_name,
        province_name,
        regexp_replace(province_name, '(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$', '') as province_short_name,
        prefecture_name,
        regexp_replace(prefecture_name, '(市|地区|盟)$', '') as prefecture_short_name,
        successor_code
    from {{ ref('int_regions') }}
),

wanted as (
    select * from regions
    where region_code in (select documents.region_code from documents)
),

-- A region is called by its own name and by that of a code it succeeded (滦县 in documents of 滦州市).
called as (
    select
        wanted.region_code,
        regions.region_name,
        regions.short_name
    from wanted
    inner join regions
        on wanted.region_code = regions.region_code or wanted.region_code = regions.successor_code
),

own as (
    select
        region_code,
        region_name as own_name,
        false as is_short
    from called
    union
    -- Of a name like 泗县 one character would be left: it is not shortened.
    select
        region_code,
        short_name as own_name,
        true as is_short
    from called
    where length(short_name) >= 2
),

-- Names of what lies above stand only before the region's own: 南通市人社局 is no bureau of 如皋市.
above as (
    select
        region_code,
        '' as above_name
    from wanted
    {% for name in [
        'province_name', 'province_short_name', 'prefecture_name', 'prefecture_short_name', 'province_name || prefecture_name',
        'province_short_name || prefecture_name'
    ] %}
    union
    select
        region_code,
        {{ name }} as above_name
    from wanted
    {% endfor %}
),

final as (
    select distinct
        own.region_code,
        above.above_name || own.own_name as prefix,
        own.is_short
    from own
    inner join above on own.region_code = above.region_code
    where above.above_name is not null
)

select * from final
