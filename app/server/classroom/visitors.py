"""How a visitor is known again: by a number drawn at random, and by a word typed once; both in signed cookies."""

import hashlib
import hmac
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler, create_signed_value, decode_signed_value

from app.server.classroom.tries import Tries

DAYS = 1  # a school day
VISITOR, INVITED, TEACHER = "backprop-visitor", "backprop-room", "backprop-teacher"


class Visitors:
    """
    :param word: lets in who types it; "" lets everybody in
    :param teacher_word: opens the teacher's page
    :param path: the prefix of all addresses
    :param secret: what signs cookies, known to nobody else
    """

    def __init__(self, word: str, teacher_word: str, path: str, secret: bytes) -> None:
        self.words = {INVITED: plain(word), TEACHER: plain(teacher_word)}
        self.tries = {name: Tries() for name in self.words}
        self.path = path
        self.secrets = {  # another word makes old cookies void
            name: hmac.digest(secret, f"{name} {self.words.get(name, '')}".encode(), "sha256")
            for name in (VISITOR, INVITED, TEACHER)
        }

    def said(self, name: str, request: HTTPServerRequest) -> str | None:
        """What one of our cookies says, if it is ours."""
        cookie = request.cookies.get(name)
        value = decode_signed_value(self.secrets[name], name, cookie.value, DAYS) if cookie else None
        return value.decode() if value else None

    def knows(self, name: str, request: HTTPServerRequest) -> bool:
        """Whether this visitor has typed that word, or need not."""
        return not self.words[name] or self.said(name, request) is not None

    def right(self, name: str, typed: str) -> bool:
        """Whether a word is the right one; takes as long for every other."""
        digests = (hashlib.sha256(each.encode()).digest() for each in (plain(typed), self.words[name]))
        return hmac.compare_digest(*digests)

    def give(self, handler: RequestHandler, name: str, value: str = "yes") -> None:
        """A cookie that no script can read, no other site can send along, and no visitor can make."""
        handler.set_cookie(
            name,
            create_signed_value(self.secrets[name], name, value),
            path=self.path,
            expires_days=DAYS,
            httponly=True,
            samesite="Lax",
            secure=handler.request.protocol == "https",
        )

    def number(self, handler: RequestHandler) -> str:
        """The number of a visitor, drawn at his first visit."""
        number = self.said(VISITOR, handler.request)
        if number is None:
            number = secrets.token_hex(8)
            self.give(handler, VISITOR, number)
        return number


def kept_secret(folder: Path) -> bytes:
    """One that the next server knows, too, so that its pages go on; where nothing can be kept, one for this server."""
    file = folder / "backprop-lab-class"
    with suppress(OSError):
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            file.touch(0o600, exist_ok=False)
            file.write_bytes(secrets.token_bytes(32))
        if len(kept := file.read_bytes()) == 32:
            return kept
    return secrets.token_bytes(32)


def plain(word: str) -> str:
    """A word however it was typed: phones begin with a capital, and end with a blank."""
    return unicodedata.normalize("NFKC", word).strip().casefold()
