"""Personal data is known by its value and by its look; in Python, before examples and logs, and in SQL, at the gates."""

import duckdb
import pytest

from dagster_project.gates.personal import macros
from dagster_project.reading.privacy import needles, scrub

# Invented, all of them.
MOBILE = "138" + "0" * 8
KNOWN = frozenset({"测试 某甲", "0513-00000000", "87654321", "丙", "高峰"})


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        for statement in macros(KNOWN):
            opened.execute(statement)
        yield opened


def at_the_gate(connection, text):
    return connection.execute(
        "select holds_contact($t) or holds_number($t), looks_personal($t)", {"t": text}
    ).fetchone()


@pytest.mark.parametrize(
    ("text", "is_contact", "looks_so", "masked"),
    [
        pytest.param("联系测试某甲。", True, False, "联系***。", id="name"),
        pytest.param("测 试某甲", True, False, "***", id="name-with-a-blank"),
        pytest.param("电话：0513-00000000。", True, True, "电话：***。", id="landline"),
        pytest.param("0513－00000000", True, True, "***", id="full-width-sign"),
        pytest.param("（0513）00000000", True, True, "***", id="brackets"),
        pytest.param("051387654321", True, True, "***", id="area-code-before-a-known-number"),
        pytest.param("87654321", True, False, "***", id="bare-number-known"),
        pytest.param("12345678", False, False, "12345678", id="bare-number-unknown"),
        pytest.param("187654321", False, False, "187654321", id="part-of-a-longer-figure"),
        pytest.param(MOBILE, False, True, "***", id="mobile"),
        pytest.param("138-0000-0000", False, True, "***", id="mobile-in-parts"),
        pytest.param("320682199001010000", False, True, "***", id="identity"),
        pytest.param("32068219900101000X", False, True, "***", id="identity-with-x"),
        pytest.param("6222000000000000000", False, True, "***", id="card"),
        pytest.param(f"{MOBILE}元", False, False, f"{MOBILE}元", id="sum"),
        pytest.param(f"{MOBILE}.00", False, False, f"{MOBILE}.00", id="decimals"),
        pytest.param("0.9533333333333333", False, False, "0.9533333333333333", id="fraction"),
        pytest.param("51010422T000000990001-经费", False, False, "51010422T000000990001-经费", id="project-code"),
        pytest.param("000000990001", False, False, "000000990001", id="serial-number"),
        pytest.param("2024-12-31", False, False, "2024-12-31", id="date"),
        pytest.param("丙", False, False, "丙", id="one-character"),
        pytest.param("高峰", True, False, "***", id="short-name-alone"),
        pytest.param("某某、高 峰", True, False, "某某、***", id="short-name-in-a-list"),
        pytest.param("请高峰主任", True, False, "请***主任", id="short-name-with-a-title"),
        pytest.param("负责人高峰协调", True, False, "负责人***协调", id="short-name-with-a-role"),
        pytest.param("早高峰期通行效率", False, False, "早***期通行效率", id="a-word-with-a-short-name-in-it"),
    ],
)
def test_both_know_the_same(connection, text, is_contact, looks_so, masked):
    assert at_the_gate(connection, text) == (is_contact, looks_so)
    assert scrub(text, KNOWN) == masked


def test_a_name_is_found_between_other_columns(connection):
    assert at_the_gate(connection, "甲\x1f测试某甲\x1f乙") == (True, False)
    assert at_the_gate(connection, f"甲\x1f{MOBILE}\x1f乙") == (False, True)


def test_without_contacts_nobody_is_found():
    with duckdb.connect() as opened:
        for statement in macros([]):
            opened.execute(statement)
        assert at_the_gate(opened, "测试某甲") == (False, False)


def test_contacts_that_are_not_known_cannot_be_looked_for():
    with duckdb.connect() as opened:
        for statement in macros(None):
            opened.execute(statement)
        with pytest.raises(duckdb.CatalogException, match="holds_contact"):
            at_the_gate(opened, "测试某甲")


def test_many_contacts_are_found_too():
    numbers = [str(number) for number in range(2_000_000, 2_001_200)]
    with duckdb.connect() as opened:
        for statement in macros(numbers):
            opened.execute(statement)
        found = opened.execute(
            "select count(*) from range(2000000, 2001300) as r(n) where holds_number(cast(n as varchar))"
        )
        assert found.fetchone() == (1200,)


@pytest.mark.parametrize(
    ("value", "names", "numbers"),
    [
        ("测试 某甲", ["测试某甲"], []),
        ("0513-00000000", [], ["00000000"]),
        (MOBILE, [], [MOBILE]),
        ("办公室", [], []),
        ("综合科", [], []),
        ("某登科", ["某登科"], []),
        ("会计", [], []),
        ("财务科长", [], []),
        ("测试县人民政府", [], []),
        ("测试某甲主任", ["测试某甲"], []),
        ("某主任", ["某主任"], []),
        ("丙", [], []),
        ("12345", [], []),
    ],
)
def test_what_is_looked_for(value, names, numbers):
    assert needles([value]) == (names, numbers)
