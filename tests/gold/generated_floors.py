"""Floors of recall and precision that the reader must reach on the generated corpus, by family and container.

Every floor is 1.0 unless it stands here, and a floor may only rise. Both numbers of a pair are floors: recall, precision,
over all measured facts of the family's documents in that container.
"""

FLOORS: dict[tuple[str, str], tuple[float, float]] = {
    ("national_target", "flat.txt"): (0.0, 1.0),
    ("county_target", "flat.txt"): (0.9574, 0.9782),
    ("sichuan_list", "flat.txt"): (0.0, 1.0),
    ("sichuan_self", "flat.txt"): (0.0, 1.0),
    ("transfer_self", "flat.txt"): (0.0, 1.0),
    ("yunnan_self", "flat.txt"): (0.0, 1.0),
    ("anhui_self", "flat.txt"): (0.6428, 1.0),
    ("hebei_target", "flat.txt"): (0.0, 1.0),
    ("hebei_split", "flat.txt"): (0.0, 1.0),
    ("hunan_target", "flat.txt"): (0.0, 1.0),
    ("tianjin_self", "flat.txt"): (0.0, 1.0),
    ("jiangsu_target", "flat.txt"): (0.0, 1.0),
    ("department_target", "flat.txt"): (0.0, 1.0),
    ("department_self", "flat.txt"): (0.0, 1.0),
    ("hunan_department", "flat.txt"): (0.0, 1.0),
    ("jiangsu_department", "flat.txt"): (0.0, 1.0),
    ("yunnan_list", "flat.txt"): (0.0, 1.0),
    ("hubei_target", "flat.txt"): (0.0, 1.0),
    ("shanghai_target", "flat.txt"): (0.0, 1.0),
}
