"""Attributions in exercise sentences: each construction in capitals and in mixed case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.extract import annotate
from reftel.extract.annotations import Attribution, Mention
from reftel.extract.attributions import find_attributions
from reftel.extract.attributions.training import train_attributions
from reftel.extract.page import Page
from reftel.model import Span

SAID = (  # text, then source, cue, content of one attribution that must be among those found
    ("MINISTER ORDUNA SAID THAT THE HARBOR WOULD BE CLOSED.", "MINISTER ORDUNA", "SAID",
     "THE HARBOR WOULD BE CLOSED"),
    ("HE TOLD EMBOFF THE TALKS HAD FAILED.", "HE", "TOLD", "THE TALKS HAD FAILED"),
    ("THE TALKS HAD FAILED, HE SAID.", "HE", "SAID", "THE TALKS HAD FAILED"),
    ("ACCORDING TO THE FOREIGN MINISTRY, THE TALKS HAD FAILED.", "THE FOREIGN MINISTRY", "ACCORDING TO",
     "THE TALKS HAD FAILED"),
    ("THE FOREIGN MINISTER DENIED THAT TROOPS HAD CROSSED THE BORDER.", "THE FOREIGN MINISTER", "DENIED",
     "TROOPS HAD CROSSED THE BORDER"),
    ("THE GOVERNMENT REFUSED TO SIGN THE AGREEMENT.", "THE GOVERNMENT", "REFUSED", "TO SIGN THE AGREEMENT"),
)  # fmt: skip


NESTED = (  # text, inner source and content
    ("The Minister said that General Ortiz had told him the army was ready.", "General Ortiz",
     "the army was ready"),
    ("Minister Orduna said that Colonel Lindqvist had told him that troops would move.", "Colonel Lindqvist",
     "troops would move"),
    ("He noted that the Prime Minister believed the talks would fail.", "the Prime Minister",
     "the talks would fail"),
)  # fmt: skip

HEARD = (  # text, source, who hears
    ("He informed the Ambassador that the port was closed.", "He", "the Ambassador"),
    ("Kelemen assured us that he would vote yes.", "Kelemen", "us"),
    ("He said to Emboff that the port was closed.", "He", "Emboff"),
    ("Emboff was told by the Minister that the port was closed.", "the Minister", "Emboff"),
    ("The Ambassador was told by Minister Orduna that the port was closed.", "Minister Orduna",
     "The Ambassador"),
    ("We asked the Ministry to open the port.", "We", "the Ministry"),
)  # fmt: skip

GROUNDS = (  # text, what is named as the source's source
    ("THE MINISTER SAID THAT THE HARBOR WAS MINED. TWO FISHERMEN WERE HIS SOURCES FOR THIS INFORMATION.",
     "TWO FISHERMEN"),
    ("THE MINISTER SAID THAT THE HARBOR WAS MINED. HIS SOURCES WERE TWO FISHERMEN.", "TWO FISHERMEN"),
    ("THE MINISTER SAID THAT THE HARBOR WAS MINED. HIS SOURCES WERE RELIABLE.", ""),
    ("THE MINISTER SAID, CITING TWO FISHERMEN, THAT THE HARBOR WAS MINED.", "TWO FISHERMEN"),
    ("THE MINISTER SAID ON THE BASIS OF WHAT COLONEL ORTIZ HAD TOLD HIM THAT THE HARBOR WAS MINED.",
     "COLONEL ORTIZ"),
    ("THE MINISTER SAID THAT THE HARBOR WAS MINED. HE HAD HEARD THIS FROM COLONEL ORTIZ.", "COLONEL ORTIZ"),
    ("The Minister said, based on a report from Colonel Ortiz, that the harbor was mined.", "Colonel Ortiz"),
)  # fmt: skip

# News prose; under each text source, cue and content (… where it is interrupted).
NEWS = """
The harbor will be closed until March, Transport Minister Elena Orduna said Tuesday.
    Transport Minister Elena Orduna | said | The harbor will be closed until March
"We will not sign this agreement," Mr. Kelemen told reporters on Monday.
    Mr. Kelemen | told | We will not sign this agreement
"The talks have failed," she said, "and there is nothing more to discuss."
    she | said | The talks have failed … and there is nothing more to discuss
According to a spokesman for the ministry, two ships were damaged in the storm.
    a spokesman for the ministry | According to | two ships were damaged in the storm
Two ships were damaged in the storm, according to port officials.
    port officials | according to | Two ships were damaged in the storm
The company said Thursday that it would cut 300 jobs at its Lindmark plant.
    The company | said | it would cut 300 jobs at its Lindmark plant
Analysts expect the central bank to raise interest rates next month.
    Analysts | expect | the central bank to raise interest rates next month
The president denied that he had met the rebels.
    The president | denied | he had met the rebels
Ms. Tanaka added that the fleet was too old.
    Ms. Tanaka | added | the fleet was too old
The strike, union leader Pavel Brod said, would last at least two weeks.
    union leader Pavel Brod | said | The strike … would last at least two weeks
"It was a mistake," said Okafor, who has led the party since 1998.
    Okafor | said | It was a mistake
Mr. Silva, the mayor, acknowledged that the bridge had not been inspected.
    Mr. Silva, the mayor | acknowledged | the bridge had not been inspected
The newspaper reported that the general had left the country.
    The newspaper | reported | the general had left the country
Critics argue that the law gives the police too much power.
    Critics | argue | the law gives the police too much power
Farmers want the government to lower the tax on seed.
    Farmers | want | the government to lower the tax on seed
The ministry announced plans to build a second runway.
    The ministry | announced plans | to build a second runway
He refused to comment on the report.
    He | refused | to comment on the report
The court ruled that the sale was illegal.
    The court | ruled | the sale was illegal
Officials warned that the dam could burst.
    Officials | warned | the dam could burst
A company official said the plant would reopen in May.
    A company official | said | the plant would reopen in May
"I never saw him," the witness insisted.
    the witness | insisted | I never saw him
The senator called for an inquiry into the purchase.
    The senator | called for | an inquiry into the purchase
She told the committee that the money had been returned.
    She | told | the money had been returned
Mrs. Moreau believes that prices will fall by summer.
    Mrs. Moreau | believes | prices will fall by summer
The group claimed responsibility for the attack in a letter to the newspaper.
    The group | claimed | responsibility for the attack
Mr. Hassan said he was confident the loan would be repaid.
    Mr. Hassan | said | he was confident the loan would be repaid
The airline has promised to pay every passenger.
    The airline | has promised | to pay every passenger
"We are ready," Col. Ivo Marsh said in an interview. "The men know what to do."
    Col. Ivo Marsh | said | We are ready
Mr. Brod's lawyer, Ana Reis, said her client had acted in good faith.
    Mr. Brod's lawyer, Ana Reis | said | her client had acted in good faith
The board agreed to sell the mill for $4 million, people familiar with the talks said.
    people familiar with the talks | said | The board agreed to sell the mill for $4 million
In the view of Colonel Brandt, the army would stay in its barracks.
    Colonel Brandt | view | the army would stay in its barracks
The mill would be sold, in the opinion of the mayor.
    the mayor | opinion | The mill would be sold
As the harbor master explained it to reporters on Monday, the pilot had been asleep.
    the harbor master | explained | the pilot had been asleep
As Bishop Teixeira put it, there was nobody left to ask.
    Bishop Teixeira | put | there was nobody left to ask
On Friday the mayor let us know that the bridge was closed.
    the mayor | let … know | the bridge was closed
A mistake had been made, the clerk explained to us, and the list would be printed again.
    the clerk | explained | A mistake had been made … and the list would be printed again
He counted 400 tents, while Police Chief Velden spoke of 90.
    Police Chief Velden | spoke of | 90
"""


def _found(text: str) -> list[Attribution]:
    return find_attributions(Page(text))


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize("mixed", [False, True], ids=["capitals", "mixed case"])
@pytest.mark.parametrize(("text", "source", "cue", "content"), SAID, ids=[s[0][:24] for s in SAID])
def test_a_construction_is_taken_apart(text: str, source: str, cue: str, content: str, mixed: bool) -> None:
    text = text.capitalize() if mixed else text
    parts = [(_words(text, a.source), _words(text, a.cue), _words(text, a.content)) for a in _found(text)]
    assert (source, cue, content) in [tuple(p.upper() for p in three) for three in parts]


def test_the_manner_is_that_of_the_cue() -> None:
    manners = {
        "THE MINISTER DENIED THAT TROOPS HAD CROSSED THE BORDER.": "deny",
        "THE MINISTER REFUSED TO SIGN THE AGREEMENT.": "refuse",
        "THE MINISTER ASKED US TO SUPPORT THE RESOLUTION.": "ask",
        "THE MINISTER BELIEVES THAT THE TALKS WILL FAIL.": "believe",
        "THE MINISTER WARNED THAT THE TALKS WOULD FAIL.": "warn",
    }
    assert {text: _found(text)[0].manner for text in manners} == manners


def test_what_was_told_at_second_hand_stands_within_what_was_said() -> None:
    text = "THE MINISTER SAID THAT THE PRESIDENT HAD TOLD HIM THE ARMY WAS READY."
    by_source = {_words(text, a.source): a for a in _found(text)}
    outer, inner = by_source["THE MINISTER"], by_source["THE PRESIDENT"]
    assert inner.within == outer.n
    assert outer.within is None
    assert outer.content[0].start <= inner.source[0].start


def test_the_post_s_own_view_is_marked() -> None:
    text = "2. COMMENT: WE BELIEVE THAT THE GOVERNMENT WILL FALL."
    assert next((a.own, a.manner) for a in _found(text)) == (True, "believe")


def test_a_sentence_in_a_comment_is_the_post_s_own_without_a_cue() -> None:
    text = (
        "1. THE MINISTER SAID THAT THE HARBOR WOULD BE CLOSED.\n\n"
        "2. COMMENT: THIS WOULD SEEM TO BE A CHANGE OF POLICY."
    )
    last = _found(text)[-1]
    assert last.own
    assert "CHANGE OF POLICY" in _words(text, last.content)


def test_points_after_a_lead_in_continue_the_speaker() -> None:
    text = (
        "2. MINISTER ORDUNA MADE THE FOLLOWING POINTS:\n"
        "A. THE HARBOR WILL REMAIN CLOSED UNTIL MARCH.\n"
        "B. THE WORKERS WILL BE PAID BY THE GOVERNMENT.\n"
    )
    found = _found(text)
    points = [a for a in found if "WORKERS" in _words(text, a.content)]
    assert points
    chain, seen = points[0], 0
    while not chain.source and chain.continues is not None and seen < 9:
        chain = next(a for a in found if a.n == chain.continues)
        seen += 1
    assert _words(text, chain.source) == "MINISTER ORDUNA"


def test_a_narrative_without_a_report_gives_nothing() -> None:
    assert _found("THE SHIP LEFT THE HARBOR ON MARCH 3 AND ARRIVED ON MARCH 5.") == []


@pytest.mark.parametrize("mixed", [False, True], ids=["capitals", "mixed case"])
@pytest.mark.parametrize(("text", "source", "content"), NESTED)
def test_what_is_told_within_is_told_by_the_inner_speaker(
    text: str, source: str, content: str, mixed: bool
) -> None:
    text = text if mixed else text.upper()
    parts = [(_words(text, a.source).upper(), _words(text, a.content).upper()) for a in _found(text)]
    assert (source.upper(), content.upper()) in parts


@pytest.mark.parametrize("mixed", [False, True], ids=["capitals", "mixed case"])
@pytest.mark.parametrize(("text", "source", "hearer"), HEARD)
def test_who_hears_is_found(text: str, source: str, hearer: str, mixed: bool) -> None:
    text = text if mixed else text.upper()
    parts = [(_words(text, a.source).upper(), _words(text, a.addressee).upper()) for a in _found(text)]
    assert (source.upper(), hearer.upper()) in parts


def test_news_sentences_are_taken_apart() -> None:
    lines = NEWS.strip().splitlines()
    missed = []
    for text, wanted in zip(lines[::2], lines[1::2], strict=True):
        source, _, content = (part.strip() for part in wanted.split(" | "))
        parts = [
            (_words(text, a.source), _words(text, a.content).replace('"', "").strip(", "))
            for a in _found(text)
        ]
        if (source, content) not in parts:
            missed.append(text)
    assert len(missed) <= 4, missed


def test_every_chance_is_one() -> None:
    text = "MINISTER ORDUNA SAID THAT THE HARBOR WOULD BE CLOSED. THE SHIPS WOULD HAVE TO LEAVE."
    chances = [a.sure for a in _found(text)]
    assert chances
    assert all(c is not None and 0 <= c <= 1 for c in chances)


def test_a_plain_report_is_surer_than_a_doubtful_one() -> None:
    plain = _found("MINISTER ORDUNA SAID THAT THE HARBOR WOULD BE CLOSED.")[0]
    doubtful = _found("IT IS THE KNOWN WISH OF MANY TO SEE THE HARBOR CLOSED.")
    assert all((a.sure or 0) < (plain.sure or 0) for a in doubtful)


@pytest.mark.parametrize(("text", "named"), GROUNDS, ids=[g[0][40:70] for g in GROUNDS])
def test_sources_of_a_source_are_its_grounds(text: str, named: str) -> None:
    grounds = [_words(text, a.grounds) for a in _found(text) if a.grounds]
    assert grounds == ([named] if named else [])


def test_speaker_and_hearer_are_the_entities_of_the_mentions() -> None:
    text = "THE MINISTER TOLD EMBOFF THAT THE TALKS HAD FAILED."
    mentions = [
        Mention(Span(0, 12), "person", "nominal", entity=4),
        Mention(Span(18, 24), "person", "nominal", entity=7),
    ]
    said = find_attributions(Page(text), mentions)[0]
    assert (said.speaker, said.hearer) == (4, 7)


def test_annotate_gives_attributions_with_places_of_the_text() -> None:
    text = "THE MINISTER SAID THAT THE HARBOR WOULD BE CLOSED."
    (said,) = annotate(text).attributions
    assert _words(text, said.content) == "THE HARBOR WOULD BE CLOSED"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "...", "''''", "(((", "1.", "COMMENT:", "\x00", "SAID", "a" * 5000]
)
def test_odd_texts_do_not_stop_it(text: str) -> None:
    for a in _found(text):
        assert all(0 <= s.start <= s.end <= len(text) for s in (*a.source, *a.cue, *a.content))


@pytest.mark.parametrize("mixed", [False, True], ids=["capitals", "mixed case"])
def test_a_text_that_breaks_off_at_any_word_is_read(mixed: bool) -> None:
    texts = [s[0] for s in (*SAID, *NESTED, *HEARD)]
    texts += [line for line in NEWS.splitlines() if line and not line.startswith(" ")]
    for text in texts:
        words = text.rstrip(".").split()
        for end in range(1, len(words) + 1):
            part = " ".join(words[:end])
            annotate(part if mixed else part.upper())


def test_every_number_points_to_an_attribution_of_the_text() -> None:
    text = " ".join(s[0] for s in SAID) + "\n\n2. COMMENT: THIS IS NEW. WE DOUBT THAT IT WILL LAST."
    found = _found(text)
    numbers = [a.n for a in found]
    assert numbers == list(range(1, len(found) + 1))
    assert {x for a in found for x in (a.continues, a.within) if x is not None} <= set(numbers)


def test_training_on_annotated_texts_gives_models_that_find_them(tmp_path: Path) -> None:
    names = ("ORDUNA", "KELEMEN", "OKAFOR", "LINDQVIST", "TANAKA", "MOREAU", "SILVA", "HASSAN")
    lines = []
    for i, name in enumerate(names):
        text = f"MINISTER {name} SAID THAT THE HARBOR WAS CLOSED. THE SHIP LEFT."
        end = text.index(" SAID")
        said = {"n": 1, "manner": "state", "own": False, "continues": None, "source": [[0, end]],
                "cue": [[end + 1, end + 5]], "addressee": [], "content": [[end + 11, end + 33]]}  # fmt: skip
        lines.append(json.dumps({"id": str(i), "text": text, "attributions": [said]}))
    data = tmp_path / "taught.jsonl"
    data.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "models"
    train_attributions([data], out, seed=1)
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    train_attributions([data], out, seed=1)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first
    assert 'data = ["taught.jsonl"]' in (out / "attributions.toml").read_text()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("THE U.S. AGREED. HE LEFT.", 2),
        ("AMB. ORDUNA CALLED ON DR. KELEMEN. HE LEFT.", 2),
        ("1. FIRST. 2. SECOND.", 2),
        ("POINTS:\nA. ONE\nB. TWO", 3),
        ("HE ARRIVED JUNE 3. HE LEFT JUNE 5.", 2),
        ('HE SAID "NO." THEN HE LEFT.', 2),
        ("IT ROSE BY 2.5 PERCENT. IT FELL.", 2),
        ("-- ONE POINT\n-- ANOTHER POINT", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, number: int) -> None:
    assert len(Page(text).sentences) == number


COUNTED = (  # text, source, what is said
    ("Adviser Kelemen came back. His count was 1,200 recruits.", "His", "1,200 recruits"),
    ("The director put the number at 200.", "The director", "the number at 200"),
    ("THE CHAIRMAN PLACED THE COST AT FIVE MILLION DOLLARS.", "THE CHAIRMAN",
     "THE COST AT FIVE MILLION DOLLARS"),
    ("Kelemen places the firm's yacht at Porto Velho.", "Kelemen", "the firm's yacht at Porto Velho"),
    ("The director, asked on Monday, had spoken of 40 to 50 recruits.", "The director",
     "40 to 50 recruits"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), COUNTED)
def test_a_figure_or_place_given_as_somebodys_is_reported(text: str, source: str, content: str) -> None:
    found = [(_words(text, a.source), _words(text, a.content).rstrip(".")) for a in _found(text)]
    assert found == [(source, content)]


def test_what_is_put_somewhere_by_hand_is_no_report() -> None:
    assert _found("The men placed the crate at the gate.") == []


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ("Kelemen warned Consulate December 28 that the school is open.", "Consulate"),
        ("Kelemen said to the Consul on December 28 that the ferry would sail.", "the Consul"),
        ("THE MINISTER TOLD EMBOFF MAY 3 THAT THE PORT WOULD BE CLOSED.", "EMBOFF"),
    ],
)
def test_who_hears_is_found_before_a_date(text: str, hearer: str) -> None:
    (said,) = _found(text)
    assert _words(text, said.addressee) == hearer
    assert hearer not in _words(text, said.content)


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ("The director was asked whether the school was open.", "The director"),
        ("The director was asked by letter whether the school was open.", "The director"),
    ],
)
def test_who_was_asked_or_told_hears_and_is_no_source(text: str, hearer: str) -> None:
    (said,) = _found(text)
    assert (said.source, _words(text, said.addressee), said.own) == ((), hearer, False)


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Kelemen confirmed earlier reporting that the school had closed.", "confirm"),
        ("He called the plan a disgrace.", "state"),
        ("The union called for a strike on Monday.", "ask"),
    ],
)
def test_confirming_and_calling(text: str, manner: str) -> None:
    (said,) = _found(text)
    assert said.manner == manner


@pytest.mark.parametrize(
    "ending",
    [
        "Lindqvist and the pilot, Okafor, had supplied Kelemen with all of it.",
        "Lindqvist and the pilot, Okafor, were Kelemen's sources for this information.",
    ],
)
def test_sources_of_all_ground_all_that_the_speaker_said(ending: str) -> None:
    text = (
        "Adviser Kelemen said that the yacht lay in the bay. The chief, Orduna, denied this.\n\n"
        f"2. Kelemen added that the school was closed. {ending}"
    )
    said = [a for a in annotate(text).attributions if a.cue]
    grounded = {_words(text, a.content): bool(a.grounds) for a in said}
    assert grounded["the yacht lay in the bay"]
    assert grounded["the school was closed"]
    assert not any(a.grounds for a in said if "Orduna" in _words(text, a.source))


def test_a_pronoun_alone_is_no_source_of_sources() -> None:
    text = "Adviser Kelemen said that the yacht lay in the bay. He was his source for this."
    assert not any(a.grounds for a in annotate(text).attributions)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Per the union secretary, 40 men had been dismissed.",
            "the union secretary",
            "40 men had been dismissed",
        ),
        (
            "FORTY MEN HAD BEEN DISMISSED (SOURCE: BISHOP TEIXEIRA).",
            "BISHOP TEIXEIRA",
            "FORTY MEN HAD BEEN DISMISSED",
        ),
        (
            "The censor had closed six papers, per Bishop Teixeira.",
            "Bishop Teixeira",
            "The censor had closed six papers",
        ),
        (
            "It was learned from Consul Grassi that the mill had been sold.",
            "Consul Grassi",
            "the mill had been sold",
        ),
        ("The ferry had been sold, the mayor informed us.", "the mayor", "The ferry had been sold"),
    ],
)
def test_a_source_cited_beside_a_statement_makes_it_a_report(text: str, source: str, content: str) -> None:
    (said,) = _found(text)
    assert (_words(text, said.source), _words(text, said.content)) == (source, content)


def test_a_rate_cites_nobody() -> None:
    assert all(
        "capita" not in _words(t, s.source) for t in ["Income had risen, per capita."] for s in _found(t)
    )
