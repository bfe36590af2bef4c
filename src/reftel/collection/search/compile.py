"""The tree of a query as a query of the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

from reftel.collection.search import tree
from reftel.collection.search.fields import BY_NAME, HAS_BY_OTHERS
from reftel.collection.search.folding import terms
from reftel.collection.search.lexicon import Lexicon
from reftel.collection.search.spellings import Spelling, spellings

if TYPE_CHECKING:
    from tantivy import Query, Schema

    from reftel.collection.numbers import Number

# A word in the subject says more of a telegram than one in its text; another spelling says less than
# the one that was written.
SUBJECT_BOOST = 2.0
OTHER_SPELLING = 0.5

# A telegram asked for by its number stands first, then those that cite it, then those with its words.
NUMBER_SCORE, CITING_SCORE = 10_000.0, 1_000.0

# The field of the index that holds the codes of a field whole.
CODES = {
    "tags": "tags", "caption": "caption_codes", "country": "country", "classification": "classification",
    "post": "post", "family": "family",
}  # fmt: skip

# What only the database can tell, as it depends on other telegrams or on files.
ASKED_OF_THE_DATABASE = ("cites", "citedby", "source", "licence")

# So many spellings of a word are looked for near another.
_SPELLINGS_NEAR = 6

Lookup = Callable[[tree.Value], "Query"]


def compiled(
    node: tree.Node, schema: Schema, lexicon: Lexicon, lookup: Lookup, number: Number | None = None
) -> Query:
    """Return what to ask the index for; a number that the whole query is goes first.

    `lookup` finds the telegrams of a value that only the database can tell.
    """
    from tantivy import Occur, Query

    asked = _boosted(node, _Compiler(schema, lexicon, lookup).query(node), schema)
    if number is None:
        return asked
    own = Query.const_score_query(number_query(number, schema), NUMBER_SCORE)
    options = [(Occur.Should, own), (Occur.Should, asked)]
    if number.year is not None:
        cited = [f"{number.year} {post} {number.serial}" for post in number.posts]
        citing = Query.const_score_query(Query.term_set_query(schema, "cites", cited), CITING_SCORE)
        options.append((Occur.Should, citing))
    return Query.boolean_query(options)


def number_query(number: Number, schema: Schema) -> Query:
    """Return the telegrams that bear this number: of that year if it is given, else of any."""
    from tantivy import Occur, Query

    parts = [Query.term_query(schema, "serial", number.serial)]
    if number.posts:
        parts.append(Query.term_set_query(schema, "post", list(number.posts)))
    if number.year is not None:
        parts.append(Query.term_query(schema, "year", number.year))
    return Query.boolean_query([(Occur.Must, p) for p in parts])


class _Compiler:
    """Turns each kind of node into a query; a node of one kind has one method."""

    def __init__(self, schema: Schema, lexicon: Lexicon, lookup: Lookup) -> None:
        self.schema = schema
        self.lexicon = lexicon
        self.lookup = lookup

    def query(self, node: tree.Node) -> Query:
        from tantivy import Query

        match node:
            case tree.All(parts=()):
                return Query.all_query()
            case tree.All(parts=parts):
                return self.all(parts)
            case tree.Any(parts=parts):
                return either([self.query(p) for p in parts])
            case tree.Not():
                return self.all((node,))
            case tree.Words():
                return self.words(node)
            case tree.Wild():
                return self.wild(node)
            case tree.Fuzzy():
                return self.fuzzy(node)
            case tree.Near():
                return self.near(node)
            case tree.Codes():
                return self.codes(node)
            case tree.Days(first=first, last=last):
                return self.days(first, last)
            case tree.Count():
                return self.count(node)
            case tree.Value():
                return self.value(node)

    def all(self, parts: tuple[tree.Node, ...]) -> Query:
        """Return each of these; where all are negations, all but those."""
        from tantivy import Occur, Query

        wanted = [(Occur.Must, self.query(p)) for p in parts if not isinstance(p, tree.Not)]
        unwanted = [(Occur.MustNot, self.query(p.part)) for p in parts if isinstance(p, tree.Not)]
        return Query.boolean_query((wanted or [(Occur.Must, Query.all_query())]) + unwanted)

    def words(self, node: tree.Words) -> Query:
        from tantivy import Query

        field = BY_NAME[node.field] if node.field else None
        index = field.index if field else "body"
        if node.prefix:
            return words_query(self.schema, index, node.terms, prefix=True)
        written, *others = spellings(node, self.lexicon)
        first = self.apart(written) if node.apart else self.spelling(index, written, exact=node.exact)
        ways = [first]
        ways += [Query.boost_query(self.spelling(index, o), OTHER_SPELLING) for o in others]
        if node.field == "post" and (name := official_name(node)):
            return Query.term_query(self.schema, "post", name, "basic")
        official = _official(node) if field and field.kind == "post" else None
        if official is not None:
            ways.append(words_query(self.schema, index, official, prefix=False))
        return either(ways)

    def spelling(self, index: str, words: Spelling, *, exact: bool = False) -> Query:
        """Return the telegrams with these words; where not exactly so, also with a sign inside one."""
        from tantivy import Query

        query = words_query(self.schema, index, words, prefix=False)
        if exact or index != "body" or len(words) > 1 or not self.lexicon.frequency(words[0], "joined"):
            return query
        return either([query, Query.term_query(self.schema, "joined", words[0], "basic")])

    def apart(self, words: Spelling) -> Query:
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Must, self.spelling("body", (w,))) for w in words])

    def wild(self, node: tree.Wild) -> Query:
        from tantivy import Query

        pattern = re.sub(r"[*?]", lambda m: ".*" if m[0] == "*" else ".", node.pattern)
        return Query.regex_query(self.schema, _index_of(node.field), pattern)

    def fuzzy(self, node: tree.Fuzzy) -> Query:
        from tantivy import Query

        return Query.fuzzy_term_query(self.schema, _index_of(node.field), node.term, distance=node.slips)

    def near(self, node: tree.Near) -> Query:
        from tantivy import Occur, Query

        index = _index_of(node.field)
        pairs = []
        for one, other in pairwise(node.parts):
            ways = product(self.singles(one), self.singles(other))
            phrases = [
                Query.phrase_query(self.schema, index, list(order), slop=node.between)
                for pair in ways
                if pair[0] != pair[1]
                for order in (pair, pair[::-1])
            ]
            pairs.append(either(phrases))
        return pairs[0] if len(pairs) == 1 else Query.boolean_query([(Occur.Must, p) for p in pairs])

    def singles(self, words: tree.Words) -> list[str]:
        """Return the spellings of a word that are one word too."""
        found = [s[0] for s in spellings(words, self.lexicon) if len(s) == 1]
        return found[:_SPELLINGS_NEAR]

    def codes(self, node: tree.Codes) -> Query:
        from tantivy import Query

        whole = Query.term_set_query(self.schema, CODES[node.field], list(node.codes))
        if not node.terms:
            return whole
        index = BY_NAME[node.field].index
        return either([words_query(self.schema, index, node.terms, prefix=False), whole])

    def days(self, first: int, last: int) -> Query:
        """Return the telegrams that may have been sent on these days."""
        from tantivy import Occur, Query

        before, after = self.range("day_first", None, last), self.range("day_last", first, None)
        return Query.boolean_query([(Occur.Must, before), (Occur.Must, after)])

    def count(self, node: tree.Count) -> Query:
        return self.range(BY_NAME[node.field].index, node.least, node.most)

    def range(self, index: str, first: int | None, last: int | None) -> Query:
        from tantivy import FieldType, Query

        return Query.range_query(self.schema, index, FieldType.Integer, first, last)

    def value(self, node: tree.Value) -> Query:
        from tantivy import Query

        if node.field in ASKED_OF_THE_DATABASE or (node.field == "has" and node.value in HAS_BY_OTHERS):
            return self.lookup(node)
        if node.field == "number":
            return self.number(node.value)
        index = BY_NAME[node.field].index
        if node.field == "family" and "*" in node.value:
            pieces = (re.escape(piece) for piece in node.value.split("*"))
            return Query.regex_query(self.schema, index, ".*".join(pieces))
        return Query.term_query(self.schema, index, node.value, "basic")

    def number(self, written: str) -> Query:
        from tantivy import Query

        from reftel.collection.numbers import read_number

        number = read_number(written, serial_alone=True)
        return Query.empty_query() if number is None else number_query(number, self.schema)


def either(queries: Sequence[Query]) -> Query:
    """Return what finds the telegrams of any of these."""
    from tantivy import Occur, Query

    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, q) for q in queries]) if queries else Query.empty_query()


def words_query(schema: Schema, field: str, words: Sequence[str], *, prefix: bool) -> Query:
    """Return the documents with these words side by side; the index panics at a phrase of one word."""
    from tantivy import Query

    if len(words) == 1:
        if prefix:
            return Query.regex_query(schema, field, f"{words[0]}.*")
        return Query.term_query(schema, field, words[0])
    if prefix:
        return Query.regex_phrase_query(schema, field, [*words[:-1], f"{words[-1]}.*"])
    return Query.phrase_query(schema, field, list(words))


def _index_of(field: str | None) -> str:
    return BY_NAME[field].index if field else "body"


def _official(node: tree.Words) -> tuple[str, ...] | None:
    """Return the words of the post's own name, where another was written."""
    name = official_name(node)
    words = () if name is None else tuple(terms(name))
    return words if words and words != node.terms else None


def official_name(node: tree.Words) -> str | None:
    """Return the name of the post that is meant, as far as it is surely one."""
    from reftel.terms.posts import read_post

    reading = None if node.prefix or node.exact else read_post(node.written)
    return None if reading is None or reading.how == "misspelt" else reading.post.name


def _boosted(node: tree.Node, query: Query, schema: Schema) -> Query:
    """Return the query, with what stands in the subject before what stands in the text."""
    from tantivy import Occur, Query

    subjects = [
        words_query(schema, "subject", a.terms, prefix=a.prefix)
        for a in tree.atoms(node)
        if isinstance(a, tree.Words) and a.field is None
    ]
    if not subjects:
        return query
    boosts = [(Occur.Should, Query.boost_query(s, SUBJECT_BOOST)) for s in subjects]
    return Query.boolean_query([(Occur.Must, query), *boosts])
