"""Who has a place in a class, and who comes next; with a clock that goes when it is told to."""

from types import SimpleNamespace

from app.server.classroom import capacity
from app.server.classroom.admission import FIRST, FRESH, KEPT, Admission, Place, Wait
from app.server.classroom.meter import Meter
from app.server.classroom.proxy import look_behind
from app.server.classroom.tries import BURST, MOST_KNOWN, PAUSE, Tries


class Class:
    """A class that names its kernels after its visitors."""

    def __init__(self, most, each=None):
        self.time, self.alive, self.over = 0.0, set(), []
        self.admission = Admission(most, each, self.alive.__contains__, self.over.append, lambda: self.time)

    def ask(self, visitor, address="here"):
        """None for who comes in, else how many are before."""
        found, self.left = self.admission.enter(visitor, address, "01.ipynb")
        if isinstance(found, Place):
            self.alive.discard(self.left)
            found.kernel = f"{visitor} {self.time}"
            self.alive.add(found.kernel)
            return None
        assert isinstance(found, Wait)
        return found.before

    def leave(self, visitor):
        self.alive -= {kernel for kernel in self.alive if kernel.split()[0] == visitor}


def test_who_comes_later_waits_in_the_order_of_arrival():
    room = Class(2)
    assert [room.ask(name) for name in "abcde"] == [None, None, 0, 1, 2]
    room.time = 3
    assert [room.ask(name) for name in "edc"] == [2, 1, 0]
    room.leave("a")
    assert [room.ask(name) for name in "edc"] == [2, 1, None]
    assert [room.ask(name) for name in "fed"] == [2, 1, 0]
    room.leave("b")
    room.leave("c")
    assert [room.ask(name) for name in "fed"] == [2, None, None]
    assert [place.waited for place in room.admission.inside] == [3, 3]


def test_a_free_place_waits_for_the_first_in_line_as_long_as_he_asks():
    room = Class(1)
    assert [room.ask("a"), room.ask("b")] == [None, 0]
    room.time = 2
    assert [room.ask("b"), room.ask("c")] == [0, 1]
    room.leave("a")
    room.time = 4
    assert room.ask("c") == 1
    room.time = 2 + FRESH
    assert room.ask("c") is None
    room.time += 1
    assert room.ask("b") == 0  # and has his turn again
    assert room.ask("d") == 1


def test_who_is_in_goes_to_the_next_lesson_while_others_wait():
    room = Class(1)
    assert [room.ask("a"), room.ask("b")] == [None, 0]
    room.time = 1
    assert room.ask("a") is None
    assert room.left == "a 0.0"
    assert len(room.admission.inside) == len(room.alive) == 1


def test_questions_without_a_cookie_keep_nobody_out_and_fill_no_memory():
    """A client that forgets its cookie is a new one each time: its turns are over before it could use them."""
    room = Class(1)
    room.ask("a")
    assert room.ask("honest") == 0
    for second in range(1, 20):
        room.time = second
        for ghost in range(900 if second == 1 else 20):
            room.ask(f"ghost {second} {ghost}")
        if second in (1, 4, 7):
            late = room.ask("late")
            assert late == 1 if second == 7 else late > 900
        if not second % 3:
            assert room.ask("honest") == 0
        assert len(room.admission.line) <= 1000
    room.leave("a")
    assert room.ask("one more ghost") >= 1
    assert room.ask("honest") is None
    assert len(room.admission.line) < 200
    room.time += FIRST + 1
    assert room.admission.waiting == 0 and set(room.admission.line) <= {"late"}


def test_a_turn_is_kept_for_some_minutes():
    room = Class(1)
    assert [room.ask(name) for name in "abb"] == [None, 0, 0]
    room.time = KEPT - 1
    assert room.ask("c") == 0
    assert room.ask("b") == 0
    assert room.ask("c") == 1
    room.time += KEPT + 1
    assert room.admission.waiting == 0 and set(room.admission.line) <= {"late"}


def test_one_address_takes_no_more_than_its_part_and_blocks_nobody():
    room = Class(4, each=2)
    assert [room.ask(name, "crowd") for name in "abc"] == [None, None, 0]
    assert [room.ask(name, "crowd") for name in "c"] == [0]
    assert room.ask("d", "else") is None  # though another waits, who may not come in
    room.leave("a")
    assert room.ask("c", "crowd") is None


def test_a_place_is_given_back_once():
    room = Class(1)
    room.ask("a")
    room.leave("a")
    room.admission.tidy()
    room.admission.tidy()
    assert [place.visitor for place in room.over] == ["a"]


def test_nobody_comes_in_while_memory_is_short():
    room = Class(3)
    room.admission.open = False
    assert room.ask("a") == 0
    room.admission.open = True
    assert room.ask("a") is None


def test_words_are_guessed_slowly_and_one_who_guesses_stops_no_other():
    time = [0.0]
    tries = Tries(lambda: time[0])
    for _ in range(BURST):
        assert not tries.wait("bad")
        tries.failed("bad")
    assert tries.wait("bad") == PAUSE
    assert not tries.wait("good")
    time[0] += PAUSE
    assert not tries.wait("bad")
    tries.failed("bad")
    assert tries.wait("bad") == PAUSE
    for i in range(10 * BURST):
        tries.failed(f"many {i}")
    assert tries.wait("good")  # a thousand addresses of one guesser
    assert len(tries.full) <= MOST_KNOWN


def test_an_answer_is_timed_from_the_first_question_and_pictures_are_counted():
    time = [0.0]
    meter = Meter(lambda: time[0])
    for second in range(10):
        time[0] = second
        for _ in range(4):
            meter.kernel_says(picture=True)
    assert meter.frames == 4
    meter.page_says("one")
    time[0] += 2
    meter.page_says("two")
    assert meter.slowest == 2
    meter.kernel_says(picture=False, done=b'{"msg_id": "of another page"}')
    assert meter.asked is not None
    meter.kernel_says(picture=False, done=b'{"msg_id": "one"}')
    time[0] += 5
    assert meter.slowest == 2
    time[0] += 10
    assert (meter.slowest, meter.frames) == (0, 0)


def asked(remote_ip, **headers):
    from tornado.httputil import HTTPHeaders

    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(remote_ip=remote_ip, protocol="http", headers=HTTPHeaders(names))


def test_only_a_proxy_that_was_named_is_believed():
    forged = asked("9.9.9.9", X_Forwarded_For="1.1.1.1", X_Forwarded_Proto="https")
    look_behind(forged, ["127.0.0.1"])
    assert (forged.remote_ip, forged.protocol) == ("9.9.9.9", "http")
    passed = asked("127.0.0.1", X_Forwarded_For="1.1.1.1, 9.9.9.9, 10.0.0.2", X_Forwarded_Proto="https")
    look_behind(passed, ["127.0.0.1", "10.0.0.2"])
    assert (passed.remote_ip, passed.protocol) == ("9.9.9.9", "https")  # what 9.9.9.9 wrote itself is not
    for nonsense in "unknown", "", "1.1.1.1:80, x", "<b>":
        odd = asked("127.0.0.1", X_Forwarded_For=nonsense, X_Forwarded_Proto="gopher")
        look_behind(odd, ["127.0.0.1"])
        assert (odd.remote_ip, odd.protocol) == ("127.0.0.1", "http")


def test_places_follow_memory_and_processors(monkeypatch):
    def count(gigabytes, cores, forked):
        monkeypatch.setattr(capacity, "memory_left", lambda: gigabytes << 30)
        monkeypatch.setattr(capacity, "processors", lambda: cores)
        return capacity.places(forked)

    assert count(64, 2, True) == 40
    assert count(64, 0.5, True) == 10
    assert 30 <= count(4, 8, True) < 45
    assert count(4, 8, False) < count(4, 8, True) / 2
    assert count(0, 8, True) == 1


def test_a_container_has_the_memory_and_processors_that_it_was_given(tmp_path, monkeypatch):
    whole = capacity.memory_left(), capacity.processors()
    monkeypatch.setattr(capacity, "CGROUP", tmp_path)
    assert capacity.processors() == whole[1]
    for name, text in {
        "memory.max": "1000000",
        "memory.current": "400000",
        "cpu.max": "50000 100000",
    }.items():
        (tmp_path / name).write_text(text + "\n")
    assert (capacity.memory_left(), capacity.processors()) == (600_000, 0.5)
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "cpu.max").write_text("max 100000\n")
    assert capacity.processors() == whole[1]
    assert capacity.memory_left() > 600_000
