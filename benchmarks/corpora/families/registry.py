"""Which families there are, and which errors each of them would print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpora.families import national, provinces, sichuan
from corpora.form import Form, Style
from corpora.records import Record

Maker = Callable[[Sequence[Record], Style], list[Form]]


@dataclass(frozen=True, slots=True)
class Family:
    """How a document of this family is made of the records of a department's year."""

    make: Maker
    kind: str  # target, self_evaluation, department_target, department_self, monitoring, summary


def _each(make: Callable[[Record, Style], Form]) -> Maker:
    return lambda records, style: [make(record, style) for record in records]


FAMILIES = {
    "national_self": Family(_each(national.self_evaluation), "self_evaluation"),
    "national_target": Family(_each(national.target), "target"),
    "county_target": Family(_each(national.county_target), "target"),
    "sichuan_list": Family(sichuan.target_list, "target"),
    "sichuan_self": Family(_each(sichuan.self_evaluation), "self_evaluation"),
    "yunnan_self": Family(_each(provinces.yunnan_self), "self_evaluation"),
    "anhui_self": Family(_each(provinces.anhui_self), "self_evaluation"),
    "hebei_target": Family(_each(provinces.hebei_target), "target"),
    "hunan_target": Family(_each(provinces.hunan_target), "target"),
}
