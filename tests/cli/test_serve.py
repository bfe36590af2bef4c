"""`reftel serve`: the address that it tells is answered at once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

MAIN = "import sys; from reftel.cli import main; sys.exit(main())"


def test_the_address_is_answered_as_soon_as_it_is_told(sample_collection: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", str(sample_collection), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUNBUFFERED": "1"},
    ) as room:
        assert room.stdout is not None
        told = re.search(r"http://127\.0\.0\.1:\d+/", room.stdout.readline())
        try:
            assert told is not None
            with urllib.request.urlopen(told[0], timeout=60) as answer:
                assert answer.status == 200
        finally:
            room.send_signal(signal.SIGINT)
            _, said = room.communicate(timeout=60)
    assert said.strip().endswith("Closed.")
