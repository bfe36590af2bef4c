"""Take what is read now as right: `make accept NAME=family/name`, or NAME=all."""

from __future__ import annotations

import sys

from tests.golden.shown import FOLDER, RAW, RECORD, SHOWN, cases, read


def main() -> int:
    """Write what is read of one golden telegram, or of all; the difference is for a reviewer to read."""
    asked = sys.argv[1]
    names = cases() if asked == "all" else [asked]
    for name in names:
        if not (FOLDER / name / RAW).is_file():
            sys.stderr.write(
                f"There is no tests/golden/{name}/{RAW}. Held: {', '.join(cases()) or 'none yet'}\n"
            )
            return 2
        shown, record = read(name)
        (FOLDER / name / SHOWN).write_bytes(shown.encode())
        (FOLDER / name / RECORD).write_bytes(record.encode())
        sys.stdout.write(f"accepted {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
