with rules as (
    select * from {{ ref('rules') }}
),

final as (
    select
        rule_id,
        family,
        kind,
        severity,
        applies_to,
        title_zh,
        title_en,
        compares,
        why,
        tolerance
    from rules
)

select * from final
