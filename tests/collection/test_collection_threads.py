"""A collection read by many threads at once, as the reading room does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Threads take turns after each few instructions, so what one has half made the others meet.
READ = """
import sys, threading
from reftel.collection import Collection
sys.setswitchinterval(1e-6)
begin = threading.Barrier(8)
found = []
def read():
    with Collection.open(sys.argv[1]) as collection:
        key = collection.find(sys.argv[2])[0].key
        begin.wait()
        found.append(collection.telegram(key).subject is not None)
threads = [threading.Thread(target=read) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(found.count(True))
"""


def test_eight_threads_open_their_first_telegram_at_once(sample_collection: Path) -> None:
    for number in ("2008 VALLETTA 501", "2009 PRAIA 4", "2008 VALLETTA 501"):
        done = subprocess.run(
            [sys.executable, "-c", READ, str(sample_collection), number], capture_output=True, text=True
        )
        assert (done.returncode, done.stdout.strip()) == (0, "8"), done.stderr
