"""How something is said (manner), and whether it is the post that says it."""

from __future__ import annotations

from reftel.extract.attributions.layout import Layout
from reftel.extract.attributions.voices import Frame


def manner_features(layout: Layout, frame: Frame) -> list[str]:
    """Return the features of the cue's manner."""
    words = [w for a, b in frame.cue for w in layout.words[a:b]]
    found = ["bias"]
    for w in words:
        found += [f"w{w.form}", f"p{w.form[:5]}"]
        if w.lemma:
            found += [f"l{w.lemma}", f"m{w.manner}", f"lk{w.lemma}|{w.kind[:4]}"]
        if w.role in ("negation", "modal", "be", "have", "first"):
            found.append("r" + w.role)
    heads = [w for w in words if w.lemma]
    if heads:
        found += [
            f"last m{heads[-1].manner}",
            f"first m{heads[0].manner}",
            f"one {len(heads)}|{heads[0].manner}",
        ]
        if any(w.role == "negation" for w in words):
            found.append(f"not {heads[-1].manner}")
    if frame.content:
        first = layout.words[frame.content[0][0]]
        found += [f"x{first.role}", f"xm{heads[-1].manner if heads else ''}|{first.role}"]
        found += [f"xl{heads[-1].lemma if heads else ''}|{first.role}"]
        if any(w.role == "modal" for w in layout.words[frame.content[0][0] : frame.content[0][0] + 12]):
            found += ["xmodal", f"xmodal{heads[-1].lemma if heads else ''}"]
    return found


def plain_manner(layout: Layout, frame: Frame, tagged: str) -> str:
    """Return the manner where the words leave no choice: CONFIRMED confirms, CALLS IT A FISH names."""
    words = [w for a, b in frame.cue for w in layout.words[a:b]]
    heads = [w for w in words if w.lemma]
    if not heads or any(w.role == "negation" for w in words):
        return tagged
    if any(w.form in ("LET", "LETS") for w in words) and tagged == "believe":
        return "state"
    if heads[0].lemma == "confirm" and heads[0].kind.startswith("verb") and tagged == "state":
        return "confirm"
    after = layout.words[frame.cue[0][1] : frame.cue[0][1] + 2]
    calling = any(w.form in ("FOR", "ON", "UPON", "TO") for w in (*words, *after))
    if heads[0].lemma == "call" and tagged in ("order", "ask", "state"):
        content = layout.words[frame.content[0][0]].form if frame.content else ""
        asks = any(w.form in ("FOR", "UPON") for w in (*words, *after)) or content in ("FOR", "UPON")
        return "state" if not calling else "ask" if asks and tagged == "state" else tagged
    return tagged


def owner_features(layout: Layout, number: int, frame: Frame, nested: bool) -> list[str]:
    """Return the features of whether a frame is the post's own."""
    sentence = layout.sentences[number]
    source = [w for a, b in frame.source for w in layout.words[a:b]]
    found = ["bias", f"n{nested}"]
    where = "in" if nested else "top"
    found += [f"s{w.form}" for w in source] + [f"{where}s{w.form}" for w in source] or [f"{where} none"]
    found += [f"sr{where}{w.role}" for w in source]
    cue = [w for a, b in frame.cue for w in layout.words[a:b]]
    found += [f"q{w.lemma or w.form}" for w in cue] + [f"qr{w.role}" for w in cue]
    if not source:
        found += [f"nq{w.lemma or w.form}" for w in cue] + [
            f"begin{where}{min(frame.cue[0][0] - sentence.body, 3)}"
        ]
    heading = sentence.heading[:12]
    found.append(f"h{where}{heading}")
    tense = next((w.role for w in cue if w.role in ("verb:ed", "verb", "verb:s", "be", "modal", "both")), "")
    found += [f"t{tense}", f"t{tense}|{source[-1].role if source else ''}"]
    commented = any(
        "COMMENT" in s.heading and not s.heading.startswith("END")
        for s in layout.sentences[max(0, number - 5) : number + 1]
    )
    found.append(f"c{where}{commented}")
    return found
