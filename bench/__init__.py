"""How well and how fast reftel reads: `python -m bench.evaluate` and `python -m bench.speed`."""
