"""The door of a class: who may pass it, and the pages in front of it, `/health` and `/teacher`."""

import re

from tornado.routing import Router
from tornado.web import Application, RequestHandler

from app.server.classroom.proxy import look_behind
from app.server.classroom.visitors import INVITED, TEACHER

LONGEST = 200  # characters of a word


class Door(Router):
    """Leads who has said the word to the lessons, and everybody else to the page that asks for it."""

    def __init__(self, room, lessons: Application) -> None:
        self.room, self.lessons = room, lessons
        where = f"(?:{re.escape(room.base_url)}|/)"  # some proxies take the prefix off
        self.own = re.compile(rf"{where}(health|teacher)/?")
        self.free = re.compile(rf"{where}voila/page/.*")  # styles and scripts, which are anybody's
        self.pages = Application(
            [
                (rf"{where}health/?", HealthHandler, {"room": room}),
                (rf"{where}teacher/?", TeacherHandler, {"room": room}),
                (r".*", WordHandler, {"room": room}),
            ],
            log_function=lambda handler: None,
        )

    def find_handler(self, request, **arguments):
        look_behind(request, self.room.room.proxies)
        ours = self.own.fullmatch(request.path)
        passes = self.free.fullmatch(request.path) or self.room.visitors.knows(INVITED, request)
        typed = request.method == "POST" and "/api/" not in request.path  # a word, maybe once more
        target = self.pages if ours or typed or not passes else self.lessons
        return target.find_handler(request, **arguments)


class WordHandler(RequestHandler):
    """Asks for a word, and takes it; then the browser asks again for what it wanted."""

    name = INVITED
    template = "word"

    def initialize(self, room) -> None:
        self.room = room

    def get(self) -> None:
        self.ask(403)

    head = get

    def ask(self, status: int, problem: str = "") -> None:
        self.set_status(status)
        self.room.pages.show(self, "word", problem=problem, teacher=self.name == TEACHER)

    def post(self) -> None:
        visitors, address = self.room.visitors, self.request.remote_ip
        tries = visitors.tries[self.name]
        if visitors.knows(self.name, self.request):
            self.again()
        elif wait := tries.wait(address):
            self.set_header("Retry-After", str(wait))
            self.ask(429, f"There were too many wrong words. Try again in {wait} seconds.")
        elif visitors.right(self.name, self.get_body_argument("word", "")[:LONGEST]):
            visitors.give(self, self.name)
            self.again()
        else:
            tries.failed(address)
            self.ask(403, "That is not the word. Ask your teacher for it; capitals do not matter.")

    def again(self) -> None:
        """Sends the browser to where it is, whatever its address is there: a proxy may have a prefix of its own."""
        last = self.request.path.rpartition("/")[2]
        self.set_status(303)
        self.set_header("Location", f"./{last}" + (f"?{self.request.query}" if self.request.query else ""))
        self.set_header("Cache-Control", "no-store")


class TeacherHandler(WordHandler):
    """What the teacher sees; and takes a link that the lessons shall open with."""

    name = TEACHER

    def get(self) -> None:
        if self.room.visitors.knows(TEACHER, self.request):
            self.overview()
        else:
            self.ask(403)

    head = get

    def overview(self, status: int = 200, problem: str = "") -> None:
        self.set_status(status)
        origin = f"{self.request.protocol}://{self.request.host}"
        if self.request.query == "links":  # a page that asks again would take away what is being typed
            self.room.pages.show(self, "links", problem=problem, **self.room.to_hand_out(origin))
        else:
            self.room.pages.show(self, "teacher", again=5, **self.room.overview())

    def post(self) -> None:
        if not self.room.visitors.knows(TEACHER, self.request):
            super().post()
            return
        try:
            self.room.links.take(self.get_body_argument("link", ""))
        except ValueError as error:
            self.overview(400, str(error))
        else:
            self.again()


class HealthHandler(RequestHandler):
    """For machines: whether it goes well, in numbers."""

    def initialize(self, room) -> None:
        self.room = room

    def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.finish(self.room.health())

    head = get
