with listed as (
    select * from {{ ref('stg_expected_departments') }}
),

departments as (
    select * from {{ ref('int_departments') }}
),

published as (
    select * from {{ ref('int_disclosures') }}
    where stage is not null
),

-- It may be of any stage.
unread as (
    select * from {{ ref('int_disclosures') }}
    where stage is null
),

years as (
    select * from {{ ref('dim_year') }}
    where fiscal_year > 0
),

due as (
    select
        fiscal_year,
        'target' as stage,
        target_disclosure_due_on as due_on
    from years
    union all
    select
        fiscal_year,
        'self_evaluation' as stage,
        self_evaluation_due_on as due_on
    from years
),

known as (
    select
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
        max(case when stage = 'target' then fiscal_year end) as last_target_year,
        max(case when stage = 'self_evaluation' then fiscal_year end) as last_self_evaluation_year
    from published
),

-- Where the list leaves it open, no year after the newest that anybody published: no table knows what is due today.
expected as (
    select
        listed.region_code,
        departments.department_key,
        due.fiscal_year,
        due.stage,
        max(listed.searched_on) as searched_on
    from listed
    inner join departments
        on listed.region_code = departments.region_code and listed.department_name = departments.department_name
    cross join known
    inner join due
        on
            case when due.stage = 'target' then listed.expects_targets else listed.expects_self_evaluations end
            and due.fiscal_year >= coalesce(listed.first_year, known.first_year)
            and due.fiscal_year <= coalesce(
                listed.last_year,
                case when due.stage = 'target' then known.last_target_year else known.last_self_evaluation_year end,
                known.last_year
            )
    group by listed.region_code, departments.department_key, due.fiscal_year, due.stage
),

joined as (
    select
        region_code,
        department_key,
        fiscal_year,
        stage,
        due.due_on,
        coalesce(published.documents, 0) as documents,
        coalesce(unread.documents, 0) as unread_documents,
        expected.stage is not null as is_expected,
        expected.searched_on,
        -- A document without a day may be the first one, unless another was in time.
        case
            when not published.has_undated or published.first_published_on <= due.due_on
                then published.first_published_on
        end as published_on
    from published
    full outer join expected using (region_code, department_key, fiscal_year, stage)
    left join unread using (region_code, department_key, fiscal_year)
    left join due using (fiscal_year, stage)
),

final as (
    select
        region_code,
        department_key,
        fiscal_year,
        stage,
        is_expected,
        case
            when published_on > due_on then 'late'
            when documents > 0 then 'published'
            when searched_on > due_on and unread_documents = 0 then 'not_found'
            else 'not_collected'
        end as status,
        due_on,
        published_on,
        cast(
            case
                when published_on > due_on then {{ day_number('published_on') }} - {{ day_number('due_on') }}
                when published_on <= due_on then 0
            end as integer
        ) as days_late,
        cast(documents as integer) as documents,
        cast(unread_documents as integer) as unread_documents
    from joined
)

select * from final
