with regions as (
    select
        region_code,
        region_name,
        province_name,
        prefecture_name,
        successor_code,
        regexp_replace(region_name, '(管理区|自治县|自治旗|林区|特区|新区|地区|市|县|区|旗|盟|省)$', '') as short_name,
        regexp_replace(prefecture_name, '(市|地区|盟)$', '') as prefecture_short_name
    from {{ ref('int_regions') }}
),

documents as (
    select region_code from {{ ref('stg_documents') }}
),

-- A region is called by its own name and by that of a code it succeeded (滦县 in documents of 滦州市).
called as (
    select
region_code,
region_name,
short_name,
province_name,
prefecture_name,
prefecture_short_name
    from regions
    where region_code in (select documents.region_code from documents)
    union
    select
        heirs.region_code,
        regions.region_name,
        regions.short_name,
        heirs.province_name,
        heirs.prefecture_name,
        heirs.prefecture_short_name
    from regions
    inner join regions as heirs on regions.successor_code = heirs.region_code
    where heirs.region_code in (select documents.region_code from documents)
),

own as (
    select
region_code,
region_name as own_name,
false as is_short,
province_name,
prefecture_name,
prefecture_short_name
    from called
    union
    -- Of a name like 泗县 one character would be left: it is not shortened.
    select
region_code,
short_name as own_name,
true as is_short,
province_name,
prefecture_name,
prefecture_short_name
    from called
    where length(short_name) >= 2
),

-- Names of what lies above stand only before the region's own: 南通市人社局 is no bureau of 如皋市.
prefixes as (
    select
region_code,
own_name as prefix,
is_short
from own
    union
    select
region_code,
province_name || own_name as prefix,
is_short
from own
    union
    select
region_code,
prefecture_name || own_name as prefix,
is_short
from own
    union
    select
region_code,
prefecture_short_name || own_name as prefix,
is_short
from own
    union
    select
region_code,
province_name || prefecture_name || own_name as prefix,
is_short
from own
),

final as (
    select
region_code,
prefix,
is_short
    from prefixes
    where prefix is not null
)

select * from final
