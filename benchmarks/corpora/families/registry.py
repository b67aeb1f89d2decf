"""Which families of documents there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpora.families import departments, jiangsu, national, others, provinces, rare, sichuan
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
    "national_target": Family(_each(national.target), "target"),
    "national_self": Family(_each(national.self_evaluation), "self_evaluation"),
    "county_target": Family(_each(national.county_target), "target"),
    "sichuan_list": Family(sichuan.target_list, "target"),
    "sichuan_self": Family(_each(sichuan.self_evaluation), "self_evaluation"),
    "transfer_self": Family(_each(provinces.transfer_self), "self_evaluation"),
    "yunnan_self": Family(_each(provinces.yunnan_self), "self_evaluation"),
    "anhui_target": Family(_each(provinces.anhui_target), "target"),
    "anhui_self": Family(_each(provinces.anhui_self), "self_evaluation"),
    "hebei_target": Family(_each(provinces.hebei_target), "target"),
    "hebei_split": Family(_each(provinces.hebei_split), "target"),
    "hunan_target": Family(_each(provinces.hunan_target), "target"),
    "tianjin_self": Family(_each(provinces.tianjin_self), "self_evaluation"),
    "jiangsu_target": Family(_each(jiangsu.target), "target"),
    "jiangsu_self": Family(_each(jiangsu.self_evaluation), "self_evaluation"),
    "department_target": Family(_each(departments.target), "department_target"),
    "department_self": Family(_each(departments.self_evaluation), "department_self"),
    "hunan_department": Family(_each(departments.hunan_self), "department_self"),
    "anhui_department": Family(_each(departments.anhui_self), "department_self"),
    "jiangsu_department": Family(_each(departments.jiangsu_target), "department_target"),
    "yunnan_list": Family(rare.yunnan_list, "target"),
    "hubei_target": Family(_each(rare.hubei_target), "target"),
    "shanghai_target": Family(_each(rare.shanghai_target), "target"),
    "sichuan_department": Family(_each(rare.sichuan_department), "department_self"),
    "monitoring": Family(_each(others.monitoring), "monitoring"),
    "summary": Family(others.summary, "summary"),
}
