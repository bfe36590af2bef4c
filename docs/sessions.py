"""Run the commands of the guides on the sample telegrams, and write down what they answer.

`make docs` runs this.  In a page of `docs/guides`, each line that begins with `$ ` is a command; what stands
beneath it in the block is its answer, and is replaced by what it answers now.  A command without an answer
beneath it is run, and stays without.  A block of TOML is added to the settings of the collection `mine`.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner

from reftel.cli.app import group
from reftel.sample import folder

GUIDES = Path(__file__).parent / "guides"
WIDTH = "100"
_BLOCK = re.compile(r"^```(toml)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ reftel (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def pages() -> list[Path]:
    """Return the pages whose commands are run."""
    return sorted(GUIDES.glob("*.md"))


def desk(place: Path) -> Path:
    """Put into an empty folder what a guide begins with: a folder of telegrams, and one of them."""
    shutil.copytree(folder() / "2008-09", place / "telegrams")
    shutil.copy(place / "telegrams" / "08VALLETTA483.txt", place / "telegram.txt")
    return place


def played(text: str, place: Path) -> str:
    """Return a page with the answers that its commands give in a folder; a command that fails raises."""
    with contextlib.chdir(place):
        return _BLOCK.sub(_play, text)


def _play(block: re.Match[str]) -> str:
    kind, body = block.groups()
    if kind == "toml":
        with Path("mine/reftel.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"\n{body}")
        return block.group()
    return f"```\n{_COMMAND.sub(_answered, body)}```"


def _answered(command: re.Match[str]) -> str:
    words, shown = command.groups()
    surroundings = {"COLUMNS": WIDTH, "XDG_STATE_HOME": str(Path("state").absolute())}
    done = CliRunner(env=surroundings).invoke(group, shlex.split(words), catch_exceptions=False)
    if done.exit_code:
        raise SystemExit(f"reftel {words}\n{done.output}")
    answer = "".join(f"{line.rstrip()}\n" for line in done.output.strip("\n").splitlines())
    return f"$ reftel {words}\n{_parted(answer, shown) if shown.strip() else shown}"


def _parted(answer: str, shown: str) -> str:
    """Return an answer, with an empty line after it where there was one before the next command."""
    return f"{answer}\n" if shown.endswith("\n\n") else answer


def main() -> None:
    """Write every guide anew."""
    for page in pages():
        with tempfile.TemporaryDirectory() as place:
            text = page.read_text(encoding="utf-8")
            page.write_text(played(text, desk(Path(place))), encoding="utf-8")


if __name__ == "__main__":
    main()
