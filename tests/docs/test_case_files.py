# SPDX-License-Identifier: Apache-2.0
"""Every piece of a case file that a page shows can be written like that, and the examples can be brought in.

A block with `goodoffices = 1` is a whole file. One that begins `# in a KIND` stands below the first such item of the
page's whole file. Any other is a part of a file, shown shortened: nothing may be wrong with it but what is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.errors import RefusedError
from goodoffices.exchange.case_check import check_case, read_case
from goodoffices.exchange.case_writing import write_case
from tests.docs.pages import ROOT, Block, blocks, pages


SHOWN = [block for page in pages() for block in blocks(page) if block.info == "toml"]
WHOLE = [block for block in SHOWN if re.search(r"^goodoffices\s*=", block.text, re.MULTILINE)]
WITHIN = [block for block in SHOWN if block.text.startswith("# in a")]
PARTS = [block for block in SHOWN if block not in WHOLE and block not in WITHIN]
LEAST = 'goodoffices = 1\n[mediation]\nid = "m"\ntitle = "A case"\nzone = "Europe/Vienna"\n'


def brought_in(text: str, name: str) -> None:
    try:
        case = check_case(text.encode(), name)
    except RefusedError as error:
        pytest.fail("\n".join(map(str, error.mistakes)))
    assert read_case(write_case(case), name) == case


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_an_example_can_be_brought_in_and_written_out_equal(path: Path) -> None:
    brought_in(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: block.place)
def test_a_whole_case_file_on_a_page_can_be_brought_in(block: Block) -> None:
    brought_in(block.text, block.place)


@pytest.mark.parametrize("block", WITHIN, ids=lambda block: block.place)
def test_lines_that_a_page_adds_to_an_item_fit_into_it(block: Block) -> None:
    whole = next(other for other in WHOLE if other.page == block.page)
    kind = re.match(r"# in an? (\w+)", block.text)
    assert kind
    heading = f"[[{kind[1]}]]\n"
    assert heading in whole.text
    brought_in(whole.text.replace(heading, heading + block.text, 1), block.place)


@pytest.mark.parametrize("block", PARTS, ids=lambda block: block.place)
def test_nothing_is_wrong_with_a_shortened_piece_but_what_is_left_out(block: Block) -> None:
    try:
        read_case((LEAST + block.text).encode(), block.place)
    except RefusedError as error:
        wrong = [str(mistake) for mistake in error.mistakes if not mistake.sentence.endswith("is missing")]
        assert not wrong
