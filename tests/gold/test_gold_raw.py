"""raw/ holds facts and figures: nobody's name or telephone number."""

import re

import pytest

from .inputs import Reading, documents, excerpt

DOCUMENTS = [pytest.param(document, id=document["folder"]) for document in documents()]
# Telephone numbers as contact fields print them: eight digits, fewer behind an area code, or a mobile's eleven.
NUMBER_OF_A_PERSON = re.compile(r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[2-8]\d{7}|1[3-9]\d{9})(?![\d.元])")
CONTACT_FIELD = re.compile(r"(?:联系电话|联系人|负责人（签字）)[:：]?[ \t]*[^\s|:：]")


def test_no_contact_that_the_reader_finds_stands_in_raw(reading: Reading) -> None:
    contacts = {value for value in reading.tables["contacts"]["value"] if value}
    if reading.name == "full texts":
        assert len(contacts) >= 24, "the contact fields of the full texts hold 12 names and 12 numbers"
    found = {value for document in documents() for value in contacts if value in excerpt(document)}
    assert not found, f"{len(found)} contact values stand in raw/"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_contact_fields_are_empty(document: dict[str, str]) -> None:
    content = excerpt(document)
    assert NUMBER_OF_A_PERSON.findall(content) == []
    assert CONTACT_FIELD.findall(content) == []
