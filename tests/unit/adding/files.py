"""Files to add, and what is listed after it: all below the folder in which a test runs."""

import csv
import io
import zipfile
from pathlib import Path

FORM = (
    "项目支出绩效自评表\n{year}\n项目名称\t{name}\n主管部门\t{department}\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t测试场次\t≥5场\t6场\t90\t90\n"
)
HEAD = "path,region_code,department,fiscal_year,title,publisher,url,published_on,is_excerpt"


def form(name="测试样本项目", year="（2024年度）", department="测试样本局"):
    return FORM.format(name=name, year=year, department=department)


def write(name: str, content: str | bytes | None = None) -> str:
    data = form() if content is None else content
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return name


def zipped(**documents: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in documents.items():
            package.writestr(name, content)
    return file.getvalue()


def lines() -> list[dict[str, str]]:
    with Path("raw/sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paths() -> list[str]:
    return [line["path"] for line in lines()]


def words(output: str) -> list[list[str]]:
    return [line.split() for line in output.splitlines()]
