"""The pages of a class besides its lessons: made from app/server/classroom/templates/, and never kept by a browser."""

from pathlib import Path

import jinja2
from tornado.web import RequestHandler

from app.server.settings import THEME

TEMPLATES = Path(__file__).with_name("templates")
# As the lessons', and a form that is sent to this server only.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Pages:
    """
    :param base_url: where the start page is, for browsers
    :param place: where its styles and scripts are
    """

    def __init__(self, base_url: str, place: str) -> None:
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.environment.globals.update(
            base_url=base_url, static=f"{base_url}{place}/static", theme=THEME.read_text(encoding="utf-8")
        )

    def show(self, handler: RequestHandler, name: str, again: int | None = None, **values: object) -> None:
        """again: seconds until the page asks for itself again."""
        page = self.environment.get_template(f"{name}.html.j2").render(again=again, **values)
        handler.set_header("Content-Type", "text/html; charset=utf-8")
        handler.set_header("Cache-Control", "no-store")
        handler.set_header("Content-Security-Policy", POLICY)
        handler.set_header("X-Content-Type-Options", "nosniff")
        handler.set_header("Referrer-Policy", "same-origin")
        handler.finish(page)
