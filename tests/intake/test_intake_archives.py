"""Archives: every file in them, in order, whatever is nested in what, damaged, or made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from reftel.intake import DEFAULT_LIMIT, Member, Unpacking, files_in, find_files, look_inside
from tests.intake.made import Files, tar_of, zip_of

NOISE = random.Random(4)
FILES: Files = {f"deep/{n:02d}.txt": NOISE.randbytes(2000) for n in range(40)}

FORMS: dict[str, Callable[[Files], bytes]] = {
    "tar": tar_of,
    "tar.gz": lambda files: tar_of(files, "gz"),
    "tar.bz2": lambda files: tar_of(files, "bz2"),
    "tar.xz": lambda files: tar_of(files, "xz"),
    "tar.zst": lambda files: zstandard.compress(tar_of(files)),
    "zip": zip_of,
}


def read(
    folder: Path, raw: bytes, name: str = "release.zip", limit: int = DEFAULT_LIMIT, **limits: int
) -> list[Member]:
    """Return the files of an archive; what is listed first is what is read then."""
    (folder / name).write_bytes(raw)
    (found,) = find_files([folder / name])
    unpacking = Unpacking(**limits)
    seen = look_inside(found, limit=limit, unpacking=unpacking)
    assert seen.inside is not None
    members = [m for m in files_in(seen, limit=limit, unpacking=unpacking) if not m.is_archive]
    assert len(members) == seen.inside.files
    return members


def held(members: list[Member], name: str = "release.zip") -> Files:
    return {m.seen.name.removeprefix(f"{name}/"): m.raw for m in members if m.raw is not None}


def rejects(members: list[Member]) -> dict[str, str]:
    return {m.seen.name: m.seen.reject.code for m in members if m.seen.reject is not None}


@pytest.mark.parametrize("form", FORMS)
def test_every_file_comes_out_with_its_bytes_and_the_path_in_its_name(tmp_path: Path, form: str) -> None:
    members = read(tmp_path, FORMS[form](FILES), "in." + form)
    assert held(members, f"in.{form}") == FILES
    assert [m.seen.path for m in members] == [f"{tmp_path}/{m.seen.name}" for m in members]


def test_what_it_is_called_does_not_matter(tmp_path: Path) -> None:
    assert held(read(tmp_path, zip_of(FILES), "notes.txt"), "notes.txt") == FILES


def test_a_plain_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("A note that calls itself a zip.")
    (found,) = find_files([tmp_path / "a.zip"])
    assert look_inside(found) == found


def test_a_zip_is_read_in_sorted_order_and_a_tar_as_it_stands(tmp_path: Path) -> None:
    files = {"b/2.txt": b"2", "a.txt": b"1", "b/1.txt": b"3"}
    assert list(held(read(tmp_path, zip_of(files)))) == ["a.txt", "b/1.txt", "b/2.txt"]
    assert list(held(read(tmp_path, tar_of(files)))) == list(files)


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    inner = zip_of({"x.txt": b"one", "more.tar.xz": tar_of({"y.txt": b"two"}, "xz")})
    whole = tar_of({"folder/in.zip": inner, "z.txt.gz": gzip.compress(b"three")}, "gz")
    assert held(read(tmp_path, whole, "r.tgz"), "r.tgz") == {
        "folder/in.zip/more.tar.xz/y.txt": b"two",
        "folder/in.zip/x.txt": b"one",
        "z.txt.gz/z.txt": b"three",
    }


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, zstandard.compress])
def test_a_single_packed_file_is_named_without_its_ending(
    tmp_path: Path, packed: Callable[[bytes], bytes]
) -> None:
    assert held(read(tmp_path, packed(b"text"), "a.txt.gz"), "a.txt.gz") == {"a.txt": b"text"}


def test_two_files_of_one_path_are_two_files(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for raw in (b"first", b"second"):
            member = tarfile.TarInfo("a.txt")
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
    assert held(read(tmp_path, whole.getvalue())) == {"a.txt": b"first", "a.txt#2": b"second"}


def test_readings_of_one_page_come_together_the_first_before_the_others(tmp_path: Path) -> None:
    files = {
        "p/x.ocr2": b"worse",
        "p/y.txt": b"other",
        "z.ocr2": b"alone",
        "p/x.txt": b"better",
        "p/x.d/a": b"",
    }
    members = read(tmp_path, tar_of(files, "gz"))
    told = [(m.seen.name.removeprefix("release.zip/"), m.seen.beside, m.beside) for m in members]
    assert told == [
        ("p/y.txt", None, None),
        ("z.ocr2", None, None),
        ("p/x.txt", None, None),
        ("p/x.ocr2", f"{tmp_path}/release.zip/p/x.txt", b"better"),
        ("p/x.d/a", None, None),
    ]


def test_the_messages_of_a_mailbox_are_numbered(tmp_path: Path) -> None:
    line = b"From desk@exercise.invalid Mon Dec 22 10:00:00 2008\n"
    mails = [b"From: a\n\nFrom here on it is quiet.\n", b"From: b\n\nx\n" * 400, b"From: c\n\nlast\n"]
    box = b"".join(line + mail + b"\n" for mail in mails)
    found = held(read(tmp_path, box, "box"), "box")
    assert list(found) == ["00001.eml", "00002.eml", "00003.eml"]
    assert [raw.strip() for raw in found.values()] == [mail.strip() for mail in mails]
    assert rejects(read(tmp_path, box, "box", limit=1000)) == {"box/00002.eml": "too-big"}


@pytest.mark.parametrize("form", FORMS)
def test_of_an_archive_that_breaks_off_the_beginning_is_read(tmp_path: Path, form: str) -> None:
    whole = FORMS[form](FILES)
    members = read(tmp_path, whole[: len(whole) * 2 // 3])
    assert rejects(members) == {"release.zip": "damaged"}
    found = held(members)
    assert found.items() <= FILES.items()
    assert found or form in ("tar.bz2", "tar.xz", "tar.zst")  # these pack all of it in one block


def test_a_tar_with_a_broken_header_says_where(tmp_path: Path) -> None:
    whole = bytearray(tar_of(FILES))
    whole[2560 * 5 : 2560 * 5 + 512] = b"x" * 512
    members = read(tmp_path, bytes(whole))
    assert held(members) == dict(list(FILES.items())[:5])
    assert members[-1].seen.reject is not None
    assert "byte 12,800" in members[-1].seen.reject.reason


def test_one_broken_file_in_a_zip_leaves_the_others(tmp_path: Path) -> None:
    whole = bytearray(zip_of(FILES, zipfile.ZIP_STORED))
    whole[whole.index(FILES["deep/07.txt"]) + 100] ^= 1
    members = read(tmp_path, bytes(whole))
    assert rejects(members) == {"release.zip/deep/07.txt": "damaged"}
    assert len(held(members)) == 39


def test_a_broken_archive_in_another_leaves_what_stands_behind_it(tmp_path: Path) -> None:
    broken = tar_of(FILES, "gz")[:20_000]
    members = read(tmp_path, tar_of({"in.tgz": broken, "z.txt": b"last"}, "gz"))
    assert rejects(members) == {"release.zip/in.tgz": "damaged"}
    assert held(members)["z.txt"] == b"last"


def test_a_file_whose_name_is_lost_is_read_all_the_same(tmp_path: Path) -> None:
    whole = zip_of({"a": b"text"}).replace(b"a", b"\0")
    assert held(read(tmp_path, whole)) == {"unnamed": b"text"}


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    whole = bytearray(zip_of({"a.txt": b"secret"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + at] |= 1
    assert rejects(read(tmp_path, bytes(whole))) == {"release.zip/a.txt": "encrypted"}


def test_an_office_file_is_no_archive_of_texts(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    assert rejects(read(tmp_path, zip_of(parts), "a.docx")) == {"a.docx": "office"}


def test_an_empty_archive_is_told(tmp_path: Path) -> None:
    assert rejects(read(tmp_path, zip_of({}))) == {"release.zip": "empty"}


def test_links_devices_and_paths_that_lead_out_do_no_harm(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        for name in ("/abs.txt", "../../up.txt", "a\x1b[2J.txt"):
            member = tarfile.TarInfo(name)
            member.size = 2
            tar.addfile(member, io.BytesIO(b"hi"))
    (tmp_path / "in").mkdir()
    members = read(tmp_path / "in", whole.getvalue())
    assert rejects(members) == {
        "release.zip/link": "link-inside",
        "release.zip/hard": "link-inside",
        "release.zip/dev": "not-a-file",
    }
    assert list(held(members)) == ["abs.txt", "up.txt", "a\ufffd[2J.txt"]
    assert [p.name for p in tmp_path.rglob("*")] == ["in", "release.zip"]


@pytest.mark.parametrize(
    ("raw", "limits", "code", "option"),
    [
        (tar_of({"a.txt": b"a", "z": bytes(90_000_000)}, "gz"), {}, "too-packed", "--ratio"),
        (zip_of({"a.txt": b"a", "z": zip_of({"y": bytes(90_000_000)})}), {}, "too-packed", "--ratio"),
        (tar_of({"a.txt": b"a", **FILES}, "gz"), {"total": 20_000}, "too-much", "--unpacked"),
        (tar_of({"a.txt": b"a", **FILES}), {"members": 9}, "too-many", "--members"),
    ],
)
def test_what_unpacks_to_too_much_ends_there(
    tmp_path: Path, raw: bytes, limits: dict[str, int], code: str, option: str
) -> None:
    members = read(tmp_path, raw, limit=10**9, **limits)
    assert held(members)["a.txt"] == b"a"
    assert rejects(members) == {"release.zip": code}
    assert members[-1].seen.reject is not None
    assert option in members[-1].seen.reject.remedy


def test_a_file_above_the_limit_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    files = {"big": b"x" * 2000, "small": b"x"}
    for whole in (tar_of(files), zip_of(files)):
        members = read(tmp_path, whole, limit=1000)
        assert (rejects(members), held(members)) == ({"release.zip/big": "too-big"}, {"small": b"x"})


def test_archives_nest_only_so_deep(tmp_path: Path) -> None:
    raw = b"text"
    for _ in range(4):
        raw = zip_of({"in.zip" if raw != b"text" else "a.txt": raw})
    assert held(read(tmp_path, raw, depth=4)) == {"in.zip/in.zip/in.zip/a.txt": b"text"}
    members = read(tmp_path, raw, depth=3)
    assert (rejects(members), held(members)) == ({"release.zip/in.zip/in.zip/in.zip": "too-deep"}, {})
