"""A student without a browser: opens a lesson, paints each picture at once, moves a slider, plays, leaves."""

import json
import random
import sys
import time
import uuid
from pathlib import Path

import websocket

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from serving import get, kernel_of
from websocket_client import connect, frame, message

SLIDER = "Weight variance σ²"
ROOM = "A panel that is about to be built"  # as its words begin
WIDTH = 816


class Student:
    """One page of one student. `first` is the seconds from the click to the first picture."""

    def __init__(self, url, lesson="03_initialization.ipynb"):
        begin = time.monotonic()
        self.url, self.frames, self.models = url, 0, {}
        status, page = get(f"{url}voila/render/{lesson}")
        assert status == 200, status
        self.kernel = kernel_of(page)
        self.connect()
        self.models = self.states()
        self.picture, self.panel = (
            self.pictures()[0],
            self.models,
        )  # what is looked at, and where its controls are
        self.report(0)
        self.next_frame()
        self.first = time.monotonic() - begin

    def connect(self):
        self.socket = connect(self.url, self.kernel)

    def pictures(self):
        return [name for name, state in self.models.items() if {"heights", "focus"} <= set(state)]

    def scroll(self):
        """On to the next panel that is not built yet: its picture is looked at from here on. False where there is none,
        as in older versions, which build all at once."""
        rooms = [n for n, s in self.models.items() if str(s.get("alt")).startswith(ROOM)]
        if not rooms:
            return False
        before = set(self.models)
        self.say(rooms[0], {"method": "custom", "content": {"near": True}})
        del self.models[rooms[0]]
        while not (new := [picture for picture in self.pictures() if picture not in before]):
            self.hear(120)
        (self.picture,) = new
        self.report(0)
        self.next_frame()
        self.panel = {n: s for n, s in self.models.items() if n not in before}
        return True

    def scroll_to(self, label):
        """On to the panel that has a control of this label."""
        while not any(state.get("label") == label for state in self.panel.values()) and self.scroll():
            pass

    # ------------------------------------------------------------------ what a page says

    def send(self, kind, content):
        """Sends a message; its id."""
        parts = message(kind, content)
        self.socket.send_binary(frame(parts))
        return json.loads(parts[0])["msg_id"]

    def say(self, model, data):
        return self.send("comm_msg", {"comm_id": model, "data": data})

    def set(self, model, **state):
        return self.say(model, {"method": "update", "state": state, "buffer_paths": []})

    def report(self, painted):
        content = {"painted": painted, "width": WIDTH, "ratio": 1, "visible": True}
        self.say(self.picture, {"method": "custom", "content": content})

    def press(self, button):
        self.say(self.find(description=button), {"method": "custom", "content": {"event": "click"}})

    # ------------------------------------------------------------------ what it hears

    def hear(self, seconds):
        """(kind, id of what it answers, content) of the next message; TimeoutError if there is none."""
        end = time.monotonic() + seconds
        self.socket.settimeout(max(seconds, 0.01))
        try:
            data = self.socket.recv()
        except websocket.WebSocketTimeoutException:
            raise TimeoutError from None
        except (websocket.WebSocketException, OSError):
            self.connect()  # cut off, as the server of d66552f does every 30 s: a page comes back, too
            return self.hear(end - time.monotonic())
        count = int.from_bytes(data[:8], "little")
        offsets = [int.from_bytes(data[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
        header, parent, _, content = (json.loads(data[offsets[i] : offsets[i + 1]]) for i in range(1, 5))
        if header["msg_type"] == "comm_open":
            self.models[content["comm_id"]] = content["data"].get("state", {})
        return header["msg_type"], parent.get("msg_id"), content

    def states(self):
        """{name: state} of every widget, asked for as a page does."""
        control = uuid.uuid4().hex
        opening = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        self.socket.send_binary(frame(with_version(message("comm_open", opening))))
        self.say(control, {"method": "request_states"})
        end = time.monotonic() + 120
        while True:
            kind, _, content = self.hear(end - time.monotonic())
            if kind == "comm_msg" and content["comm_id"] == control:
                return {name: state["state"] for name, state in content["data"]["states"].items()}

    def find(self, **wanted):
        """The first model of the panel with this state."""
        return next(n for n, s in self.panel.items() if all(s.get(k) == v for k, v in wanted.items()))

    def is_frame(self, kind, content):
        """Whether it is a picture, which then is painted at once."""
        if kind != "comm_msg" or content["comm_id"] != self.picture:
            return False
        number = content["data"].get("state", {}).get("frame")
        if number is None:
            return False
        self.report(number)
        self.frames += 1
        return True

    def next_frame(self, seconds=120):
        end = time.monotonic() + seconds
        while not self.is_frame(*self.hear(end - time.monotonic())[::2]):
            pass

    def look(self, seconds):
        """Looks on for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self.is_frame(*self.hear(left)[::2])
            except TimeoutError:
                return

    def move(self, seconds=60):
        """Moves the slider; the seconds until a picture shows it."""
        begin = time.monotonic()
        asked = self.set(self.find(label=SLIDER), value=10 ** random.uniform(-2.5, -0.5))
        heard = False
        while time.monotonic() - begin < seconds:
            kind, parent, content = self.hear(begin + seconds - time.monotonic())
            heard |= kind == "status" and parent == asked and content["execution_state"] == "idle"
            if self.is_frame(kind, content) and heard:
                break
        return time.monotonic() - begin

    def leave(self):
        self.socket.shutdown()
        get(f"{self.url}voila/api/shutdown/{self.kernel}", "POST", b"")

    def vanish(self):
        """Without a word."""
        self.socket.shutdown()


def with_version(parts):
    """The parts of a message that opens a comm of widgets."""
    return [*parts[:2], json.dumps({"version": "1.0.0"}).encode(), parts[3]]
