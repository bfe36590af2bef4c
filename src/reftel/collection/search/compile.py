"""The tree of a query as a query of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.collection.search import grammar
from reftel.collection.search.fields import BY_NAME
from reftel.collection.search.folding import terms

if TYPE_CHECKING:
    from tantivy import Query, Schema

    from reftel.collection.numbers import Number

# A word in the subject says more of a telegram than one in its text.
SUBJECT_BOOST = 2.0

# A telegram asked for by its number stands first, then those that cite it, then those with its words.
NUMBER_SCORE, CITING_SCORE = 10_000.0, 1_000.0


def compiled(node: grammar.Node, schema: Schema, number: Number | None = None) -> Query:
    """Return what to ask the index for; a number that the whole query is goes first."""
    from tantivy import Occur, Query

    asked = _boosted(node, _Compiler(schema).query(node), schema)
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


def atoms(node: grammar.Node) -> tuple[grammar.Words, ...]:
    """Return the words of the text or subject that a query asks for, those it leaves out aside."""
    match node:
        case grammar.Words(field=field) if field in (None, "subject"):
            return (node,)
        case grammar.All(parts=parts) | grammar.Any(parts=parts):
            return tuple(dict.fromkeys(a for p in parts for a in atoms(p)))
        case _:
            return ()


class _Compiler:
    """Turns each kind of node into a query; a node of one kind has one method."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def query(self, node: grammar.Node) -> Query:
        from tantivy import Query

        match node:
            case grammar.All(parts=()):
                return Query.all_query()
            case grammar.All(parts=parts):
                return self._all(parts)
            case grammar.Any(parts=parts):
                return self._any(parts)
            case grammar.Not():
                return self._all((node,))
            case grammar.Words():
                return self._words(node)
            case grammar.Days(first=first, last=last):
                return self._days(first, last)
            case grammar.Value():
                return self._value(node)

    def _all(self, parts: tuple[grammar.Node, ...]) -> Query:
        """Return each of these; where all are negations, all but those."""
        from tantivy import Occur, Query

        wanted = [(Occur.Must, self.query(p)) for p in parts if not isinstance(p, grammar.Not)]
        unwanted = [(Occur.MustNot, self.query(p.part)) for p in parts if isinstance(p, grammar.Not)]
        return Query.boolean_query((wanted or [(Occur.Must, Query.all_query())]) + unwanted)

    def _any(self, parts: tuple[grammar.Node, ...]) -> Query:
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Should, self.query(p)) for p in parts])

    def _words(self, node: grammar.Words) -> Query:
        from tantivy import Occur, Query

        field = BY_NAME[node.field] if node.field else None
        index = field.index if field else "body"
        query = words_query(self.schema, index, node.terms, prefix=node.prefix)
        official = _official(node) if field and field.kind == "post" else None
        if official is None:
            return query
        other = words_query(self.schema, index, official, prefix=False)
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, other)])

    def _days(self, first: int, last: int) -> Query:
        """Return the telegrams that may have been sent on these days."""
        from tantivy import FieldType, Occur, Query

        before = Query.range_query(self.schema, "day_first", FieldType.Integer, None, last)
        after = Query.range_query(self.schema, "day_last", FieldType.Integer, first, None)
        return Query.boolean_query([(Occur.Must, before), (Occur.Must, after)])

    def _value(self, node: grammar.Value) -> Query:
        from tantivy import Query

        from reftel.collection.numbers import read_number

        if node.field != "number":
            return Query.term_query(self.schema, BY_NAME[node.field].index, node.value)
        number = read_number(node.value, serial_alone=True)
        return Query.empty_query() if number is None else number_query(number, self.schema)


def words_query(schema: Schema, field: str, words: tuple[str, ...], *, prefix: bool) -> Query:
    """Return the documents with these words side by side; the index panics at a phrase of one word."""
    from tantivy import Query

    if len(words) == 1:
        if prefix:
            return Query.regex_query(schema, field, f"{words[0]}.*")
        return Query.term_query(schema, field, words[0])
    if prefix:
        return Query.regex_phrase_query(schema, field, [*words[:-1], f"{words[-1]}.*"])
    return Query.phrase_query(schema, field, list(words))


def _official(node: grammar.Words) -> tuple[str, ...] | None:
    """Return the words of the post's own name, where another was written."""
    from reftel.terms.posts import read_post

    reading = None if node.prefix else read_post(node.written)
    if reading is None or reading.how == "misspelt":
        return None
    words = tuple(terms(reading.post.name))
    return None if words == node.terms else words


def _boosted(node: grammar.Node, query: Query, schema: Schema) -> Query:
    """Return the query, with what stands in the subject before what stands in the text."""
    from tantivy import Occur, Query

    subjects = [
        words_query(schema, "subject", a.terms, prefix=a.prefix) for a in atoms(node) if a.field is None
    ]
    if not subjects:
        return query
    boosts = [(Occur.Should, Query.boost_query(s, SUBJECT_BOOST)) for s in subjects]
    return Query.boolean_query([(Occur.Must, query), *boosts])
