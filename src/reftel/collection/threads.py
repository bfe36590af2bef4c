"""The exchange around a telegram: what it cites and what cites it, on and on, as a tree over time.

Those that are not held stand in their place with what is known of them.  The tree is bounded in size and
in depth, and says where it was cut.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from reftel.collection import lookup
from reftel.collection.answers import Card, Link, Member, Thread
from reftel.collection.cards import cards_of, marks
from reftel.collection.citations import cited_by
from reftel.collection.judging import kept_curves
from reftel.collection.missing.dates import dates_of
from reftel.errors import CollectionError
from reftel.model import Mrn

DEPTH = 4  # links from the telegram asked for
MOST = 80  # members
MOST_EACH = 25  # telegrams followed from one, in each direction


class _Edge(NamedTuple):
    """That one node cites another."""

    citing: str
    cited: str
    letter: str | None
    text: str
    sure: str


class _Node(NamedTuple):
    """A number with the telegrams that bear it, or a telegram without one."""

    name: str
    number: str | None
    ids: tuple[int, ...]
    cards: tuple[Card, ...]
    window: tuple[str, str, str] | None  # first, likely, last day

    @property
    def order(self) -> tuple[str, str]:
        """When it was sent: the date of the earliest held, else the likely day."""
        dates = [c.date for c in self.cards if c.date]
        return min(dates, default=self.window[1] if self.window else "9"), self.name


def thread(db: sqlite3.Connection, name: str, *, depth: int = DEPTH, most: int = MOST) -> Thread:
    """Return the exchange around a number, or around a telegram by its whole key."""
    return _Gathering(db, depth, most).around(name)


def named(db: sqlite3.Connection, text: str) -> str:
    """Return the number, or the key, that is meant; raises `CollectionError` where none is."""
    number = lookup.number_of(db, text)
    held = lookup.find(db, text)
    names = list(dict.fromkeys(card.mrn or card.key for card in held))
    if not names and number is not None:
        names = lookup.numbers_cited(db, number) or ([str(number)] if number.year else [])
    if len(names) == 1 or (number is not None and number.year is not None and names):
        return names[0]
    if names:
        raise CollectionError(f"{text} may be {', '.join(names)}. Give the year.")
    raise CollectionError(
        f"{text} is neither a telegram's number nor a key. A number is written like 2008 VALLETTA 483."
    )


class _Gathering:
    """Gathers the members of one thread, the nearest first."""

    def __init__(self, db: sqlite3.Connection, depth: int, most: int) -> None:
        self.db = db
        self.depth = depth
        self.most = most
        self.nodes: dict[str, _Node] = {}
        self.edges: dict[tuple[str, str], _Edge] = {}
        self.left_far = 0  # links not followed for their distance
        self.left_many = 0  # … because one telegram has so many
        self.left_full = 0  # … because the thread is full

    def around(self, name: str) -> Thread:
        root = self._name_of(name)
        waiting = deque([(root, 0)])
        self.nodes[root] = self._node(root)
        while waiting:
            here, far = waiting.popleft()
            for edge in self._edges(self.nodes[here]):
                other = edge.cited if edge.citing == here else edge.citing
                if other not in self.nodes:
                    if not self._has_room(far):
                        continue
                    self.nodes[other] = self._node(other)
                    waiting.append((other, far + 1))
                self.edges.setdefault((edge.citing, edge.cited), edge)
        return Thread(root, tuple(_Tree(self.db, self.nodes, self.edges).members()), self._cut())

    def _has_room(self, far: int) -> bool:
        if far >= self.depth:
            self.left_far += 1
        elif len(self.nodes) >= self.most:
            self.left_full += 1
        else:
            return True
        return False

    def _cut(self) -> tuple[str, ...]:
        told = []
        if self.left_far:
            told.append(f"What is more than {self.depth} references away is left out.")
        if self.left_full:
            told.append(f"After {self.most} telegrams the thread is cut; the nearest are here.")
        if self.left_many:
            told.append(f"Of one telegram's references, {MOST_EACH} in each direction are followed.")
        return tuple(told)

    def _name_of(self, number: str) -> str:
        """Return under which name a number stands: that of the telegram that gives it beside its own."""
        if self.db.execute("SELECT 1 FROM telegrams WHERE mrn = ?", (number,)).fetchone():
            return number
        row = self.db.execute(
            """SELECT coalesce(t.mrn, t.key) FROM other_numbers o JOIN telegrams t ON t.id = o.telegram_id
               WHERE o.mrn = ? ORDER BY t.id LIMIT 1""",
            (number,),
        ).fetchone()
        return number if row is None else str(row[0])

    def _node(self, name: str) -> _Node:
        rows = self.db.execute(
            "SELECT id, mrn FROM telegrams WHERE mrn = ?1 UNION SELECT id, mrn FROM telegrams WHERE key = ?1",
            (name,),
        ).fetchall()
        ids = tuple(number for number, _ in rows)
        found = cards_of(self.db, ids)
        number = rows[0][1] if rows else name
        window = None if rows else days_of(self.db, name)
        return _Node(name, number, ids, tuple(found[i] for i in ids if i in found), window)

    def _edges(self, node: _Node) -> Iterator[_Edge]:
        for edge in (*self._cited(node), *self._citing(node)):
            if edge.citing != edge.cited:
                yield edge

    def _cited(self, node: _Node) -> list[_Edge]:
        rows = self.db.execute(
            f"""SELECT concluded, letter, text, sure FROM refs
                WHERE telegram_id IN ({marks(node.ids)}) AND concluded IS NOT NULL
                UNION ALL SELECT concluded, NULL, text, sure FROM uses
                WHERE telegram_id IN ({marks(node.ids)}) AND concluded IS NOT NULL LIMIT {MOST_EACH + 1}""",
            (*node.ids, *node.ids),
        ).fetchall()
        return [_Edge(node.name, self._name_of(mrn), *rest) for mrn, *rest in self._some(rows)]

    def _citing(self, node: _Node) -> list[_Edge]:
        if node.number is None:
            return []
        numbers = [node.number, *self._other_numbers(node)]
        rows = self.db.execute(
            f"""SELECT coalesce(t.mrn, t.key), r.letter, r.text, r.sure, t.date FROM refs r
                JOIN telegrams t ON t.id = r.telegram_id WHERE r.concluded IN ({marks(numbers)})
                UNION ALL SELECT coalesce(t.mrn, t.key), NULL, r.text, r.sure, t.date FROM uses r
                JOIN telegrams t ON t.id = r.telegram_id WHERE r.concluded IN ({marks(numbers)})
                ORDER BY 5, 1 LIMIT {MOST_EACH + 1}""",
            (*numbers, *numbers),
        ).fetchall()
        return [_Edge(name, node.name, *rest) for name, *rest, _ in self._some(rows)]

    def _other_numbers(self, node: _Node) -> list[str]:
        rows = self.db.execute(
            f"SELECT mrn FROM other_numbers WHERE telegram_id IN ({marks(node.ids)})", node.ids
        )
        return [mrn for (mrn,) in rows]

    def _some(self, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        self.left_many += len(rows) > MOST_EACH
        return rows[:MOST_EACH]


def days_of(db: sqlite3.Connection, mrn: str) -> tuple[str, str, str] | None:
    """Return the first, likeliest and last day of a number, by the numbers held and by who cites it."""
    year, _, rest = mrn.partition(" ")
    post, _, serial = rest.rpartition(" ")
    if not (year.isdecimal() and serial.isdecimal() and post):
        return None
    rows = db.execute(
        """SELECT t.date FROM refs r JOIN telegrams t ON t.id = r.telegram_id WHERE r.concluded = ?1
           UNION
           SELECT t.date FROM uses u JOIN telegrams t ON t.id = u.telegram_id WHERE u.concluded = ?1""",
        (mrn,),
    )
    cited_on = [date for (date,) in rows]
    dates = dates_of(kept_curves(db, post), Mrn(post, int(serial), int(year)), cited_on)
    if dates.first is None or dates.last is None:
        return None
    return dates.first, dates.likely or dates.last, dates.last


class _Tree:
    """Orders the members: each below the telegram it answers, the latest of those it cites."""

    def __init__(
        self, db: sqlite3.Connection, nodes: dict[str, _Node], edges: dict[tuple[str, str], _Edge]
    ) -> None:
        self.db = db
        self.nodes = nodes
        self.edges = edges
        self.order = {name: node.order for name, node in nodes.items()}
        self._place_missing_before()
        self.parents = {name: self._answered(name) for name, node in nodes.items() if node.cards}
        self.parents |= {name: self._beside(name) for name, node in nodes.items() if not node.cards}

    def _place_missing_before(self) -> None:
        """One that is not held was sent before all that cite it, whatever its number alone would say."""
        for name, node in self.nodes.items():
            citing = [self.order[e.citing] for e in self.edges.values() if e.cited == name]
            if not node.cards and citing and min(citing) < self.order[name]:
                self.order[name] = (min(citing)[0], "")

    def _answered(self, name: str) -> str | None:
        """Return the telegram that this one answers: the latest held it cites, else the latest not held."""
        cited = [e.cited for e in self.edges.values() if e.citing == name]
        earlier = [c for c in cited if self.order[c] < self.order[name]]
        held = [c for c in earlier if self.nodes[c].cards]
        return max(held or earlier, key=self.order.__getitem__, default=None)

    def _beside(self, name: str) -> str | None:
        """Return below which telegram one not held stands: that which the first to cite it answers."""
        citing = [e.citing for e in self.edges.values() if e.cited == name]
        if not citing:
            return None
        above = self.parents.get(min(citing, key=self.order.__getitem__))
        held = above is not None and self.nodes[above].cards and self.order[above] < self.order[name]
        return above if held else None

    def members(self) -> list[Member]:
        """Return the members in the order in which they are read, each after the one it answers."""
        below: dict[str | None, list[str]] = {}
        for name in sorted(self.nodes, key=self.order.__getitem__):
            below.setdefault(self.parents[name], []).append(name)
        read: list[tuple[str, int]] = []
        waiting = [(name, 0) for name in reversed(below.get(None, []))]
        while waiting:
            name, level = waiting.pop()
            read.append((name, level))
            waiting += [(child, level + 1) for child in reversed(below.get(name, []))]
        places = {name: place for place, (name, _) in enumerate(read)}
        return [self._member(name, level, places) for name, level in read]

    def _member(self, name: str, level: int, places: dict[str, int]) -> Member:
        node, parent = self.nodes[name], self.parents[name]
        first, likely, last = node.window or (None, None, None)
        if node.cards:
            first = likely = last = min((c.date[:10] for c in node.cards if c.date), default=None)
        return Member(
            node.number,
            node.cards,
            first,
            likely,
            last,
            level,
            None if parent is None else places[parent],
            tuple(
                Link(places[e.cited], e.letter, e.text, e.sure)
                for e in self.edges.values()
                if e.citing == name
            ),
            () if node.cards or node.number is None else cited_by(self.db, [node.number]),
        )
