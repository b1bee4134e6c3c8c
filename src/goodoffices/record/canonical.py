# SPDX-License-Identifier: Apache-2.0
"""One value, one spelling: the bytes that are sealed, hashed and compared.

RFC 8785 JSON, restricted: objects with ASCII keys, arrays, text, integers within ±(2^53-1), true, false, null. No
floating-point numbers; text in Unicode NFC without control characters (U+0000 to U+001F, U+007F to U+009F) other than
line feed and tab; at most 64 levels deep and 1 MiB long. Decoding is strict: the bytes are decoded, encoded again and
compared, so that a second spelling of the same value (a space, another order of keys, an escape that is not needed, a
doubled key) is refused and not mended.

Most payloads are plain ASCII of a type that cannot hold a float, so what those facts already rule out is not looked for
again: a payload is only walked value by value if a quick look at its bytes says that it might break a rule.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Hashable
from functools import lru_cache
from typing import Final, Generic, TypeVar, cast

import msgspec
from msgspec import inspect

from goodoffices.domain.values import decode_hook, encode_hook
from goodoffices.errors import CanonicalError, GoodOfficesError
from goodoffices.times import Instant


T = TypeVar("T")

LONGEST: Final = 1 << 20
"""The most bytes that one value may take."""
DEEPEST: Final = 64
"""The most arrays and objects that may stand within each other."""
LARGEST: Final = 2**53 - 1
"""The largest integer, either side of nought, that every JSON reader keeps exact."""

_MANY: Final = 256
"""After how many payloads it pays to work out what their type rules out; it takes as long as walking through these."""

_DIGEST: Final = b"good-offices/digest/1\x00"
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_CLASSES: Final = bytes.maketrans(b"123456789{" + bytes(range(0x80, 0x100)), b"000000000[" + b"\x7f" * 0x80)
"""Bytes as a quick look sees them: a digit is 0, what opens an array or object is [, what is beyond ASCII is DEL."""
_SIXTEEN_DIGITS: Final = b"0" * 16


@lru_cache(maxsize=4096)
def _text_of_instant(seconds: int) -> str:
    return str(Instant(seconds))


def _write(value: object) -> str:
    """`encode_hook`, which need not work out again how an instant is written that it has written lately."""
    return _text_of_instant(value.seconds) if type(value) is Instant else encode_hook(value)


@lru_cache(maxsize=4096)
def _value_of_text(wanted: type, text: str) -> object:
    return decode_hook(wanted, text)


def _read(wanted: type, value: object) -> object:
    """`decode_hook`, which gives the same value for a text that it has read lately."""
    return _value_of_text(wanted, value) if type(value) is str else decode_hook(wanted, value)


_encoder: Final = msgspec.json.Encoder(enc_hook=_write, order="sorted")
_anything: Final = msgspec.json.Decoder()


def encode(value: object) -> bytes:
    """The canonical bytes of `value` (frozen values, dicts, lists, tuples, text, integers, booleans, None).

    Raises CanonicalError if the value breaks a rule; nothing is rounded, normalised or left out.
    """
    try:
        data = _encoder.encode(value)
        if _may_hold_anything(cast("Hashable", type(value))):
            _walk(msgspec.to_builtins(value, enc_hook=encode_hook, str_keys=True))
        _look(data)
    except CanonicalError:
        raise
    except RecursionError:
        raise CanonicalError(reason=f"they are more than {DEEPEST} levels deep") from None
    except UnicodeEncodeError:
        raise CanonicalError(reason="the text holds half a character (a lone surrogate)") from None
    except (msgspec.MsgspecError, GoodOfficesError, ValueError, TypeError, NotImplementedError, OverflowError) as error:
        raise CanonicalError(reason=f"the value cannot be written ({_told(error)})") from None
    return data


def decode(data: bytes, type_: type[T]) -> T:
    """The value of type `type_` whose canonical bytes are exactly `data`.

    Raises CanonicalError, and nothing else, whatever the bytes.
    """
    return Decoder(type_).decode(data)


def digest(value: object) -> bytes:
    """SHA-256 (32 bytes) over a label and the canonical bytes of `value`: equal for equal values and only for those."""
    return hashlib.sha256(_DIGEST + encode(value)).digest()


class Decoder(Generic[T]):
    """Strict decoding into one type, prepared once: for reading many payloads."""

    __slots__ = ("_anything", "_decode", "_read", "_type")

    def __init__(self, type_: type[T]) -> None:
        self._decode = _decoder(type_).decode
        self._type = cast("Hashable", type_)
        self._anything = True
        self._read = 0

    def decode(self, data: bytes) -> T:
        """As `decode`."""
        try:
            value = self._decode(data)
            again = _encoder.encode(value)
            if self._anything:
                _walk(_anything.decode(data))
                self._read += 1
                if self._read >= _MANY:
                    self._anything = _may_hold_anything(self._type)
            _look(data)
        except CanonicalError:
            raise
        except RecursionError:
            raise CanonicalError(reason=f"they are more than {DEEPEST} levels deep") from None
        except UnicodeError:
            raise CanonicalError(reason="they are not UTF-8") from None
        except (
            msgspec.MsgspecError,
            GoodOfficesError,
            ValueError,
            TypeError,
            NotImplementedError,
            OverflowError,
        ) as error:
            raise CanonicalError(reason=_told(error)) from None
        if again != data:
            raise CanonicalError(reason="the same value has another spelling")
        return value


def _decoder(type_: type[T]) -> msgspec.json.Decoder[T]:
    """msgspec takes `object` for a type of ours that only a hook can read; here it means anything."""
    if type_ is object:
        return cast("msgspec.json.Decoder[T]", _anything)
    return msgspec.json.Decoder(type_, dec_hook=_read)


def _look(data: bytes) -> None:
    """A quick look at canonical bytes; walks the values only if the bytes might break a rule."""
    if len(data) > LONGEST:
        raise CanonicalError(reason=f"they are longer than {LONGEST} bytes")
    classes = data.translate(_CLASSES)
    if b"\\" not in classes and _SIXTEEN_DIGITS not in classes and classes.count(b"[") <= DEEPEST:
        if b"\x7f" not in classes:
            return
        # Without an escape every text stands between quotation marks, which combine with nothing: one check does.
        text = data.decode()
        if unicodedata.is_normalized("NFC", text) and _CONTROL.search(text) is None and not _has_key_beyond_ascii(data):
            return
    _walk(_anything.decode(data))


def _has_key_beyond_ascii(data: bytes) -> bool:
    """Whether canonical bytes without escapes hold an object key with a character beyond ASCII."""
    return any(not part[part.rfind(b'"') + 1 :].isascii() for part in data.split(b'":')[:-1])


def _walk(whole: object) -> None:
    """Check every rule on a value made of builtins, without recursion."""
    waiting: list[tuple[object, int]] = [(whole, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, float):
            raise CanonicalError(reason="a number with a fraction or an exponent is not allowed")
        elif isinstance(value, int):
            if not -LARGEST <= value <= LARGEST:
                raise CanonicalError(reason="an integer is beyond 2^53-1")
        elif isinstance(value, dict | list | tuple):
            if depth == DEEPEST:
                raise CanonicalError(reason=f"they are more than {DEEPEST} levels deep")
            if isinstance(value, dict):
                if not all(isinstance(key, str) and key.isascii() for key in value):
                    raise CanonicalError(reason="a key holds a character beyond ASCII")
                waiting.extend((key, depth + 1) for key in value)
                waiting.extend((inner, depth + 1) for inner in value.values())
            else:
                waiting.extend((inner, depth + 1) for inner in value)


def _check_text(text: str) -> None:
    if _CONTROL.search(text):
        raise CanonicalError(reason="a text holds a control character")
    if not unicodedata.is_normalized("NFC", text):
        raise CanonicalError(reason="a text is not in Unicode NFC")


def _told(error: Exception) -> str:
    """What msgspec or a value's own check said, in a form that can stand inside our sentence."""
    return (str(error) or type(error).__name__).rstrip(".")


@lru_cache(maxsize=256)
def _may_hold_anything(type_: Hashable) -> bool:
    """Whether values of a type may hold floats or values whose type is not known."""
    if type_ is object:
        return True
    waiting: list[object] = [inspect.type_info(type_)]
    seen: dict[int, object] = {}
    while waiting:
        info = waiting.pop()
        if isinstance(info, inspect.FloatType | inspect.AnyType | inspect.RawType):
            return True
        if id(info) in seen:
            continue
        seen[id(info)] = info
        if isinstance(
            info, inspect.StructType | inspect.DataclassType | inspect.TypedDictType | inspect.NamedTupleType
        ):
            waiting.extend(field.type for field in info.fields)
        elif isinstance(info, inspect.UnionType):
            waiting.extend(info.types)
        elif isinstance(info, inspect.DictType):
            waiting.extend((info.key_type, info.value_type))
        elif isinstance(info, inspect.TupleType):
            waiting.extend(info.item_types)
        elif isinstance(info, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
            waiting.append(info.item_type)
    return False
