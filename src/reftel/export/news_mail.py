"""What is new to a profile as an e-mail message in a file, to be sent by a program of your choice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from reftel.collection.profiles import News, Profile
from reftel.export.news_atom import address, lines, title

# A name that is nobody's (RFC 2606): the message comes from this program, not from an address.
_DOMAIN = "reftel.invalid"

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def file_name(profile: Profile) -> str:
    """Return the name of the file for what the profile tells next; the same until it is told."""
    return f"{profile.name}-{profile.issue + 1:06d}.eml"


def message(news: News, collection: str, *, to: str | None = None, base: str | None = None) -> bytes:
    """Return the message, the same each time until its news is told."""
    count = len(news.telegrams)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _line(
        f"{news.profile.name}: {count:,} new telegram{'' if count == 1 else 's'} in {collection}"
    )
    mail["From"] = Address("reftel", "watch", _DOMAIN)
    if to:
        mail["To"] = _line(to)
    mail["Date"] = format_datetime(_newest(news))
    mail["Message-ID"] = f"<{_digest(news, collection)}@{_DOMAIN}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_plain(_body(news, base)))
    return mail.as_bytes()


def _body(news: News, base: str | None) -> str:
    parts = [f"{news.profile.query}\n"]
    for arrival in news.telegrams:
        said = [f"  {line}" for line in lines(arrival.card)]
        if base:
            said.append(f"  {address(arrival.card, base)}")
        parts.append("\n".join([_line(title(arrival.card)), *said]) + "\n")
    return "\n".join(parts)


def _newest(news: News) -> datetime:
    arrived = max((a.arrived for a in news.telegrams), default=news.profile.added)
    return datetime.fromisoformat(arrived).astimezone(UTC)


def _digest(news: News, collection: str) -> str:
    profile = news.profile
    of = f"{collection}\n{profile.name}\n{profile.added}\n{profile.issue + 1}"
    return sha256(of.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _line(text: str) -> str:
    """Return a text as one line: a line break would begin another header."""
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    """Return a text without characters that steer a terminal, and without what no message may hold."""
    return _STEERING.sub("\ufffd", text).encode("utf-8", "replace").decode()
