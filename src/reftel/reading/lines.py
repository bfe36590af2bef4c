"""Lines of a body: where a sentence ends, what is an item of a list, how wrapped lines are rejoined."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.?!:;\"”')\]*]\s*$")
ITEM = re.compile(
    r"[ \t]*(?:-{1,2}[ ]|[•*o][ ]|\(?[A-Za-z0-9]{1,3}[.)][ \t])|(?![^\n]*\[[ \t]{3,}\]).*\S[ \t]{3,}\S"
)
_ITEM_LINE = re.compile(r"[ \t]*+(?:-{1,2}[ ]|[•*o][ ]|\(?[A-Za-z0-9]{1,3}[.)][ \t])")
_COLUMNS = re.compile(r"[ \t]{3}(?<=\S[ \t]{3})[ \t]*+\S")  # of a table
_BOX = re.compile(r"\[[ \t]{3,}\]")  # to be filled in
_LATER_ITEM = re.compile(rf"\n{_ITEM_LINE.pattern}")
_HYPHEN = re.compile(r"-(?<=[A-Za-z]-)[ \t]*\n\s*")
_LINE_END = re.compile(r"-\n")
FULL_LINE = 48  # characters of a typed line that was filled


def breaks_off(raw: str, end: int) -> bool:
    """Tell whether text in capitals ends in a full line: a sentence that goes on behind the blank line."""
    line = raw[max(0, end - 200) : end].rpartition("\n")[2]
    return len(line) > FULL_LINE and line.isupper() and "   " not in line


def squeezed(words: str) -> str:
    """Return words with a single blank between them; for long texts quicker than to split and join."""
    line = words.replace("\n", " ")
    if not line.isprintable():  # there may be white space of another kind
        return " ".join(words.split())
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip(" ")


def rejoined(block: str) -> str:
    """Join wrapped lines by a blank; items of a list and rows of a table stay lines."""
    if "   " not in block and not _ITEM_LINE.match(block) and not _LATER_ITEM.search(block):
        return squeezed(_HYPHEN.sub("-", block) if "-\n" in block or "- \n" in block else block)
    out: list[list[str]] = []  # the lines of each item
    for line in block.splitlines():
        bare = line.strip()
        if not bare:
            continue
        spaced = "   " in bare or "\t" in bare
        if out and not _ITEM_LINE.match(line) and not (spaced and _is_row(bare)):
            out[-1].append(bare)
        else:
            out.append([bare])
    return "\n".join(map(_one_line, out))


def _is_row(line: str) -> bool:
    """Tell whether blanks part the columns of a table in a line."""
    return _COLUMNS.search(line) is not None and not _BOX.search(line)


def _one_line(item: list[str]) -> str:
    text = "\n".join(item)
    return " ".join((_LINE_END.sub(_unbroken, text) if "-\n" in text else text).split())


def _unbroken(m: re.Match[str]) -> str:
    """Return the hyphen of a word alone, of anything else with the line end behind it."""
    return "-" if m.string[max(0, m.start() - 1) : m.start()].isalpha() else m[0]
