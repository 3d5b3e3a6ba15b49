"""A lesson in a class: for who has a place, and a page that says how long the line is for who has none."""

from jupyter_server.services.kernels.handlers import KernelHandler

from app.server.classroom.admission import Wait
from app.server.handlers import KERNEL, LessonHandler

SOON, LATER = 3, 5  # seconds until who waits asks again, the first time and then


class RoomLessonHandler(LessonHandler):
    place = None

    async def get(self, path=None):
        if not self.is_lesson(path):
            await super().get(path)
            return
        room = self.settings["classroom"]
        visitor = room.visitors.number(self)
        found, left = room.admission.enter(visitor, self.request.remote_ip, path)
        if left and left in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(left, now=True)
        if isinstance(found, Wait):
            self.say_how_long(room, found)
            return
        self.place = found
        try:
            await super().get(path)
        finally:
            self.place.over |= self.place.kernel is None  # it never came to a kernel
            room.admission.tidy()

    def say_how_long(self, room, wait):
        again = LATER if wait.returned else SOON
        self.set_status(503)
        self.set_header("Retry-After", str(again))
        room.pages.show(self, "waiting", wait=wait, again=again, places=room.admission.most)

    async def get_generator(self, path=None):
        async for html in super().get_generator(path):
            if self.place.kernel is None and (kernel := KERNEL.search(html)):
                self.place.kernel = kernel[1]
            yield html


class RoomKernelHandler(KernelHandler):
    """Jupyter's, which also says why a kernel was ended; a page asks when it hears nothing any more."""

    async def get(self, kernel_id):
        if why := self.settings["classroom"].watch.ended.get(kernel_id):
            self.set_status(404)
            self.finish({"reason": why})
        else:
            await super().get(kernel_id)
