"""Bytes become text, or words about why not: which of them is at fault, and what the file may be instead."""

from __future__ import annotations

from lessonlint.source import BOM, LineIndex, Source, Unreadable

_HEAD, _REST = 4096, 200
_OLD = "cp1252"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NO_LETTERS = bytes({*range(0x20)} - set(b"\t\n\f\r\x1b"))
_RARE = 50
"""In text fewer than one byte of so many stands for neither a letter nor a line end."""
_SAVE = "Save it as UTF-8: editors offer that as “encoding” when they save."
_CUT_OFF = "It was cut off, perhaps on its way here: get it again."
_TAKE_AWAY = "Take it away. If the file is no text at all, leave it out with `exclude` in lessonlint.yaml."


def decode(path: str, data: bytes) -> Source | Unreadable:
    """Decode a file's bytes as UTF-8, keeping its line ends; say which of them is no text instead of raising."""
    zero = data.find(b"\0")
    try:
        text = (data if zero < 0 else data[:zero]).decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.end == len(data) > error.start + 1 and error.reason == "unexpected end of data"
        return _undecoded(path, data, error.start, is_cut)
    if zero >= 0:
        return _undecoded(path, data, zero, False)
    if text.startswith(BOM):
        return Source(path, text[1:], bom=True)
    return Source(path, text)


def _undecoded(path: str, data: bytes, at: int, is_cut: bool) -> Unreadable:
    if _is_utf16(data[:_HEAD]):
        return Unreadable(path, "it looks like UTF-16, which Windows calls Unicode, and only UTF-8 is read", _SAVE)
    before = data[:at].decode("utf-8").removeprefix(BOM)
    line, column = LineIndex(before).position(len(before))
    where, advice = f"in line {line}, column {column}", _SAVE
    if _is_binary(data[:_HEAD]):
        reason = f"it looks like an image, a word-processor file or the like; {where} is the first byte that is no text"
        advice = ""
    elif data[at] == 0:
        reason, advice = f"{where} it has a zero byte, which no text has", _TAKE_AWAY
    elif is_cut:
        reason, advice = f"{where} it ends in the middle of a letter", _CUT_OFF
    else:
        reason = f"{where} it has the byte {data[at]:02X}, which is not UTF-8 there{_meant(data[at : at + 1])}"
    rest = data[at : at + _REST].decode("utf-8", "replace")
    return Unreadable(path, reason, advice, seen=Source(path, before + rest, whole=False), at=len(before))


def _is_utf16(head: bytes) -> bool:
    """Whether bytes begin with the mark of UTF-16, or most of every other one are zero, as in European words."""
    few, many = sorted(head[start::2].count(0) for start in (0, 1))
    return head.startswith(_UTF16) or (many * 4 > len(head) > 3 and few * _RARE < many)


def _is_binary(head: bytes) -> bool:
    return (len(head) - len(head.translate(None, _NO_LETTERS))) * _RARE > max(len(head), _RARE)


def _meant(byte: bytes) -> str:
    """The letter that older editors on Windows save as a byte."""
    letter = byte.decode(_OLD, "ignore")
    return f" (in Windows-1252 it is “{letter}”)" if letter.isprintable() and letter else ""
