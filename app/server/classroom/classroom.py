"""A class that is held: all that its server knows of it."""

from pathlib import Path
from typing import Any

import psutil
from jupyter_core.paths import jupyter_data_dir
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.ioloop import PeriodicCallback
from voila.tornado.handler import TornadoVoilaHandler

from app.server.classroom import capacity, visits
from app.server.classroom.admission import Admission, Place
from app.server.classroom.door import Door
from app.server.classroom.lesson import RoomKernelHandler, RoomLessonHandler
from app.server.classroom.links import Links
from app.server.classroom.pages import Pages
from app.server.classroom.room import Room
from app.server.classroom.visitors import Visitors, kept_secret
from app.server.classroom.watch import Watch
from app.server.lessons import lessons
from app.server.settings import PageConfig

WATCHED = 1000  # milliseconds from look to look
MOVES = 0.5  # pictures a second of a lesson that is said to move


class Classroom:
    """
    :param base_url: the prefix of all addresses
    :param forked: whether kernels share what they import
    """

    handlers = {TornadoVoilaHandler: RoomLessonHandler, KernelHandler: RoomKernelHandler}

    def __init__(self, room: Room, folder: Path, base_url: str, forked: bool) -> None:
        self.room, self.folder, self.base_url = room, folder, base_url
        self.links = Links(folder, room.start)
        self.most = room.most or capacity.places(forked)
        self.visitors = Visitors(
            room.word, room.teacher_word, base_url, kept_secret(Path(jupyter_data_dir()))
        )
        self.processor = 0.0
        visits.write_to(room.log)

    def configure(self, c: Any) -> None:
        """What is other in Voilà's and Jupyter's settings; after those of all lessons."""
        c.Voila.kernel_websocket_connection_class = "app.server.classroom.meter.MeteredConnection"
        absent = round(60 * self.room.absent_minutes)
        c.MappingKernelManager.cull_idle_timeout = absent
        c.MappingKernelManager.cull_interval = max(1, min(60, absent // 4))

    def settings(self, kernels: Any, pages: PageConfig) -> dict[str, Any]:
        """Of the application, as soon as there is a manager of kernels. What it would log names addresses.

        pages: what Voilà asks for each page; a copy of what it was configured with.
        """
        pages.query, pages.shared = self.links.of, True
        self.pages = Pages(self.base_url, pages.files.place)
        self.watch = Watch(kernels, self.room.memory_megabytes << 20)
        self.admission = Admission(self.most, self.room.per_address, kernels.__contains__, self.ended)
        return {"classroom": self, "log_function": lambda handler: None}

    def door(self, lessons: Any) -> Door:
        psutil.cpu_percent()  # counts from here
        PeriodicCallback(self.look, WATCHED).start()
        return Door(self, lessons)

    async def look(self) -> None:
        await self.watch.look()
        self.processor = psutil.cpu_percent() / 100
        self.admission.open = not self.watch.short
        self.admission.tidy()

    def ended(self, place: Place) -> None:
        meter = self.watch.meters.get(place.kernel)
        why = "memory" if place.kernel in self.watch.ended else ""
        visits.note(place, meter.most_memory if meter else 0, why)

    def close(self) -> None:
        """Every visit has its line, also those that the end of the server ends."""
        for place in self.admission.inside:
            place.over = True
        self.admission.tidy()

    def health(self) -> dict[str, Any]:
        self.admission.tidy()
        full = self.admission.free <= 0
        meters = self.watch.meters.values()
        return {
            "status": "short of memory" if self.watch.short else "full" if full else "ok",
            "kernels": len(self.admission.inside),
            "places": self.most,
            "waiting": self.admission.waiting,
            "memory": {
                "available": capacity.memory_left(),
                "server": psutil.Process().memory_info().rss,
                "kernels": sum(meter.memory for meter in meters),
                "largest_kernel": max((meter.memory for meter in meters), default=0),
            },
            "processor": round(self.processor, 3),
        }

    def overview(self) -> dict[str, Any]:
        """For the teacher's page. Numbers: nobody's name, and nobody's address."""
        health, rows = self.health(), []
        for number, place in enumerate(self.admission.inside, 1):
            meter = self.watch.meters.get(place.kernel)
            minutes = int((self.admission.clock() - place.since) / 60)
            rows.append({"number": number, "lesson": place.lesson[:2], "minutes": minutes, "meter": meter})
        rows.sort(key=lambda row: -row["meter"].slowest if row["meter"] else 0)
        meters = [row["meter"] for row in rows if row["meter"]]
        return {
            "health": health,
            "rows": rows,
            "frames": sorted(meter.frames for meter in meters if meter.frames >= MOVES),
            "slowest": max((meter.slowest for meter in meters), default=0.0),
        }

    def to_hand_out(self, origin: str) -> dict[str, Any]:
        """The links of the room and of each lesson, with what the teacher has set up."""
        return {
            "link": f"{origin}{self.base_url}",
            "word": bool(self.room.word),
            "links": [
                {
                    "lesson": f"{lesson.number} {lesson.title}",
                    "url": f"{origin}{self.base_url}voila/render/{lesson.name}{self.links.of(lesson.name)}",
                    "set": lesson.name in self.links.queries,
                }
                for lesson in lessons(self.folder)
            ],
        }
