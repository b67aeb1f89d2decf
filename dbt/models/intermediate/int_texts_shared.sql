with forms as (
    select * from {{ ref('int_forms') }}
),

-- Notes below the tables are the form's own words, the same in all.
sections as (
    select
        forms.document_key,
        forms.form_no,
        forms.project_key,
        forms.department_key,
        forms.fiscal_year,
        forms.stage,
        forms.scope,
        sections.section_code,
        sections.text,
        sections.text_hash,
        coalesce(sections.is_empty_phrase, false) as is_empty_phrase
    from {{ ref('stg_sections') }} as sections
    inner join forms using (document_key, form_no)
    where sections.section_code <> 'other'
),

-- A clause of a few characters may stand anywhere by chance.
clauses as (
    select distinct
        document_key,
        form_no,
        project_key,
        department_key,
        fiscal_year,
        stage,
        scope,
        unnest(string_split_regex({{ folded_text('text') }}, '[,，。;；:：、!！?？]|' || chr(10))) as clause
    from sections
    where not is_empty_phrase
),

told as (
    select
        *,
        length(clause) as characters
    from clauses
    where length(clause) >= 6
),

lengths as (
    select
        document_key,
        form_no,
        sum(characters) as characters
    from told
    group by document_key, form_no
),

-- Two forms of one project say the same by right.
pairs as (
    select
        one.document_key,
        one.form_no,
        other.document_key as other_document_key,
        other.form_no as other_form_no,
        sum(one.characters) as characters,
        row_number() over (
            partition by one.document_key, one.form_no
            order by sum(one.characters) desc, other.document_key asc, other.form_no asc
        ) as place
    from told as one
    inner join told as other
        on
            one.department_key = other.department_key
            and one.fiscal_year = other.fiscal_year
            and one.stage = other.stage
            and one.scope = other.scope
            and one.clause = other.clause
            and (one.document_key <> other.document_key or one.form_no <> other.form_no)
    where
        one.project_key <> other.project_key
        or one.project_key in ({{ member_key('unknown') }}, {{ member_key('not_applicable') }})
    group by one.document_key, one.form_no, other.document_key, other.form_no
),

-- The same section with the same text in the form of another project of the department, year and stage.
repeated as (
    select
        *,
        count(*) over (partition by document_key, form_no, section_code, text_hash) as here,
        count(*) over (partition by department_key, fiscal_year, stage, scope, section_code, text_hash) as everywhere
    from sections
),

counted as (
    select
        document_key,
        form_no,
        count(*) as sections,
        count(case when is_empty_phrase then 1 end) as sections_empty,
        count(case when not is_empty_phrase and everywhere > here then 1 end) as sections_copied,
        min(case when section_code = 'problems' then is_empty_phrase end) as problems_are_empty
    from repeated
    group by document_key, form_no
),

final as (
    select
        counted.*,
        case when lengths.characters > 0 then {{ ratio('coalesce(pairs.characters, 0)', 'lengths.characters') }} end
            as shared_text_share,
        pairs.other_document_key as shared_with_document_key,
        pairs.other_form_no as shared_with_form_no
    from counted
    left join lengths using (document_key, form_no)
    left join pairs
        on
            counted.document_key = pairs.document_key
            and counted.form_no = pairs.form_no
            and pairs.place = 1
)

select * from final
