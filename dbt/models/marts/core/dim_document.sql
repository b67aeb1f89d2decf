with documents as (
    select * from {{ ref('stg_documents') }}
),

forms as (
    select * from {{ ref('stg_forms') }}
),

summaries as (
    select * from {{ ref('stg_summaries') }}
),

regions as (
    select * from {{ ref('int_regions') }}
),

served as (
    select * from {{ ref('int_documents_served') }}
),

-- A path listed twice is one document: the first line serves.
listed as (
    select
        documents.*,
        row_number() over (partition by documents.document_key order by documents.manifest_no) as place
    from documents
),

told as (
    select
        document_key,
        fiscal_year,
        stage
    from forms
    union all
    select
        document_key,
        fiscal_year,
        null as stage
    from summaries
),

printed as (
    select
        document_key,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
        min(stage) as first_stage,
        max(stage) as last_stage
    from told
    group by document_key
),

final as (
    select
        listed.document_key,
        listed.path,
        listed.format,
        listed.sha256,
        listed.title,
        listed.publisher,
        listed.url,
        listed.published_on,
        coalesce(regions.region_code, 'unknown') as region_code,
        case when served.is_superseded then 'superseded' else listed.status end as status,
        listed.forms,
        listed.forms_quarantined,
        listed.summaries,
        {{ ratio('listed.cells_bound', 'listed.cells') }} as read_share,
        -- What the forms and summaries say; the manifest's year where none says one.
        case
            when printed.first_year = printed.last_year then printed.first_year
            when printed.first_year is null then listed.fiscal_year
        end as fiscal_year,
        case when printed.first_stage = printed.last_stage then printed.first_stage end as stage,
        served.supersedes_document_key,
        coalesce(served.is_serving, false) as is_serving,
        coalesce(listed.is_excerpt, false) as is_excerpt
    from listed
    left join printed on listed.document_key = printed.document_key
    left join regions on listed.region_code = regions.region_code
    left join served on listed.document_key = served.document_key
    where listed.place = 1
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as document_key,
        '{{ member }}' as path,
        null as format,
        '' as sha256,
        null as title,
        null as publisher,
        null as url,
        null as published_on,
        '{{ member }}' as region_code,
        null as status,
        null as forms,
        null as forms_quarantined,
        null as summaries,
        null as read_share,
        null as fiscal_year,
        null as stage,
        null as supersedes_document_key,
        false as is_serving,
        false as is_excerpt
    {% endfor %}
)

select * from final
