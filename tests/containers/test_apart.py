"""PDF and .xls are read in a process of their own, which can be ended."""

import os
import time

import pytest

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import apart, read
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import Limits

from .papers import drawn, page, stream
from .seen import lines, refused


def word(canvas):
    canvas.drawString(60, 700, "绩效目标")


def bomb(depth):
    """A page that draws a form that draws a form twice, and so on."""
    more = [
        stream(
            b"/X%d Do /X%d Do" % (8 + n, 8 + n) if n < depth - 1 else b"BT /F 9 Tf (x) Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>/XObject<</X%d %d 0 R>>>>"
            % (8 + n, 8 + n),
        )
        for n in range(depth)
    ]
    return page(b"BT /F 9 Tf 10 10 Td (hi) Tj ET /X7 Do", more=more, resources=b"/XObject<</X7 7 0 R>>")


def test_one_process_reads_one_document_after_the_other():
    read(drawn(word))
    [helper] = apart._helpers
    assert lines(read(drawn(word, count=2))) == ["绩效目标", "绩效目标"]
    assert apart._helpers == [helper]
    assert helper.process.pid != os.getpid()


def test_a_document_that_takes_all_memory_is_refused_and_the_next_one_is_read():
    assert refused(bomb(40), Limits(memory_bytes=400_000_000)) == "reader_fell"
    assert lines(read(drawn(word))) == ["绩效目标"]


def test_a_document_that_takes_too_long_is_refused_and_the_next_one_is_read():
    begin = time.monotonic()
    assert refused(bomb(40), Limits(silent_seconds=2)) == "too_slow"
    assert time.monotonic() - begin < 10
    assert apart._helpers == []
    assert lines(read(drawn(word))) == ["绩效目标"]


def test_a_stream_that_unpacks_to_a_gigabyte():
    content = stream(b" " * 700_000_000)
    data = page(b"").replace(stream(b""), content)
    assert len(data) < 1_000_000
    assert refused(data, Limits(memory_bytes=500_000_000)) == "reader_fell"


def test_a_process_that_was_killed_meanwhile_is_replaced():
    read(drawn(word))
    apart._helpers[0].process.kill()
    apart._helpers[0].process.wait()
    assert lines(read(drawn(word))) == ["绩效目标"]


def test_what_the_process_cannot_know_it_says_with_its_last_words():
    with pytest.raises(ReadingError, match=r"KeyError in helper.py:[0-9]+") as raised:
        apart.read("no such kind", b"", Desk())
    assert raised.value.reason_code == "reader_fell"
