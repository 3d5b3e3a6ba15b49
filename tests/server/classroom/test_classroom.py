"""A class on a running server: the word, the line, the teacher's page, /health, the log."""

import http.client
import json
import re
from html import unescape

import psutil
import pytest
import websocket_client
from hasty import hasty
from serving import get, kernel_of, kernels, serving, wait_for, write_lesson
from visitor import Visitor
from websocket_client import answers, frame, message

pytestmark = pytest.mark.slow  # it starts servers

WORD, TEACHER = "Zwei Monde", "a word of mine"
LESSON = "voila/render/01_first.ipynb"
NEXT = "voila/render/02_signal.ipynb"
# What grows when it is told to: one that trains a net far too large.
GROWS = """
import threading, time, pathlib
def grow():
    kept = []
    while True:
        if pathlib.Path("grow").exists():
            kept.append(b"x" * 20_000_000)
        time.sleep(0.05)
threading.Thread(target=grow, daemon=True).start()
print("ran")
"""
SLOW = """
import time, ipywidgets
slider = ipywidgets.IntText()
slider.observe(lambda change: time.sleep(0.5), "value")
print("slider", slider.comm.comm_id)
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school")
    write_lesson(folder / "01_first.ipynb", "# First", "print('ran')")
    write_lesson(
        folder / "02_signal.ipynb",
        "# Signal",
        "import os\nprint(os.environ['QUERY_STRING'])\n0 and signal.panel()",
    )
    write_lesson(folder / "03_grows.ipynb", "# Grows", GROWS)
    write_lesson(folder / "04_slow.ipynb", "# Slow", SLOW)
    settings = folder / "class.toml"
    settings.write_text(f"""
        [room]
        word = "{WORD}"
        teacher_word = "{TEACHER}"
        [places]
        most = 2
        memory_megabytes = 300
        [start]
        "02_signal" = "signal.depth=30"
    """)
    with serving(folder, "--class", settings, asked="health") as (url, process):
        outgrown: list[str] = []  # kernels: these tests may be shared out among several workers
        yield url, process, folder, outgrown
        process.terminate()
        said = process.stdout.read().splitlines()
    assert "Traceback" not in str(said)
    assert said[0].startswith("Backprop Lab is at http://0.0.0.0:")
    assert TEACHER in said[2]
    # Whatever the tests did, a line is a visit, and says nothing else of it.
    visit = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d visit lesson=0\d_\w+ waited=\d+s stayed=\d+s memory=\d+MB( ended=memory)?"
    assert all(re.fullmatch(visit, line) for line in said[3:]), said
    assert sum("ended=memory" in line for line in said) == len(outgrown)


@pytest.fixture
def url(school):
    url, process, *_ = school
    yield url
    assert process.poll() is None
    assert health(url)["kernels"] == 0


def health(url):
    return json.loads(get(url + "health")[1])


def student(url):
    """One who has said the word."""
    visitor = Visitor(url)
    visitor.get(word=WORD)
    return visitor


def leave(visitor, page):
    assert visitor.get(f"voila/api/shutdown/{kernel_of(page)}", _="")[0] == 204


def test_nobody_sees_anything_before_the_word_but_what_is_everybodys(url):
    stranger = Visitor(url)
    for page in "", LESSON, "voila/tree", "api/kernels/x", "voila/render/none.ipynb", "teacher", "anything":
        status, text = stranger.get(page)
        assert (status, 'name="word"' in text) == (403, True), page
        assert "First" not in text
    style = re.search(r'href="/(voila/page/\w+/static/classroom.css)"', text)[1]
    assert stranger.get(style)[0] == 200
    assert stranger.get("health")[0] == 200
    assert not health(url)["kernels"]


def test_the_word_leads_to_what_was_asked_for_and_stands_in_no_address(url):
    visitor = Visitor(url)
    status, page = visitor.get(f"{NEXT}?signal.depth=7", word=f" {WORD.upper()} ")
    assert (status, visitor.at) == (200, f"{url}{NEXT}?signal.depth=7")
    assert "signal.depth=7" in page
    leave(visitor, page)
    (cookie,) = [cookie for cookie in visitor.cookies if cookie.name == "backprop-room"]
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "Lax"
    assert visitor.get("", word="sent twice")[0] == 200
    # To no other server, whatever address was asked for.
    server = http.client.HTTPConnection("localhost", int(url.split(":")[2].strip("/")))
    server.request(
        "POST", "//evil.example/x?//y", f"word={WORD}", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = server.getresponse()
    assert (answer.status, answer.headers["Location"]) == (303, "./x?//y")
    server.close()


@pytest.mark.parametrize("word", ["", "zwei", WORD + "x", "ü" * 5000, "\0"])
def test_another_word_opens_nothing(url, word):
    visitor = Visitor(url)
    status, page = visitor.get("", word=word)
    assert (status, "That is not the word" in page) == (403, True)
    assert visitor.get("")[0] == 403


def test_cookies_that_were_not_given_open_nothing(url):
    good = student(url)
    (cookie,) = [cookie for cookie in good.cookies if cookie.name == "backprop-room"]
    forged = cookie.value[:-4] + ("0000" if cookie.value[-4:] != "0000" else "1111")
    for name, value in (
        ("backprop-room", forged),
        ("backprop-room", "yes"),
        ("backprop-room", '"2|1:0|10:9999999999|13:backprop-room|4:eWVz|"'),
        ("backprop-teacher", cookie.value),
    ):
        stranger = Visitor(url, Cookie=f"{name}={value}")
        assert stranger.get("")[0] == 403
        assert stranger.get("teacher")[0] == 403
    assert (
        Visitor(url, Cookie=f"backprop-teacher={cookie.value}; backprop-room={cookie.value}").get("teacher")[
            0
        ]
        == 403
    )


def test_the_third_waits_and_comes_in_when_a_place_is_free(url):
    first, second, third = (student(url) for _ in range(3))
    _, page = first.get(LESSON)
    _, other = second.get(LESSON)
    assert "<pre>ran" in page and "<pre>ran" in other
    for _ in range(2):
        status, text = third.get(LESSON)
        assert (status, third.answered["Retry-After"] in "35") == (503, True)
        assert "<b>0</b> people are before you" in text
        assert '<meta http-equiv="refresh"' in text
    assert "<b>1</b> person is before you" in student(url).get(LESSON)[1]
    assert health(url)["status"] == "full" and health(url)["waiting"] == 2
    # Who is in goes to the next lesson, and gives up the one before; that is no second place.
    _, following = first.get(NEXT)
    assert "kernelId" in following
    assert get(f"{url}api/kernels/{kernel_of(page)}")[0] in (403, 404)
    assert third.get(LESSON)[0] == 503
    leave(second, other)
    status, text = third.get(LESSON)
    assert (status, "<pre>ran" in text) == (200, True)
    leave(third, text)
    leave(first, following)
    assert health(url)["kernels"] == 0
    wait_for(lambda: health(url)["waiting"] == 0)  # who does not come back is forgotten


def test_the_teacher_sees_numbers_and_nobody_else_does(url):
    learner = student(url)
    _, page = learner.get(LESSON)
    teacher = Visitor(url)
    assert "Lessons open" not in learner.get("teacher")[1]
    assert teacher.get("teacher", word=WORD)[0] == 403
    status, text = teacher.get("teacher", word=TEACHER)
    assert status == 200
    shown = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+?) *<", text))
    assert shown["Lessons open"] == "1" and shown["Waiting"] == "0"
    for secret in WORD, TEACHER, kernel_of(page), "127.0.0.1":
        assert secret not in text
    leave(learner, page)
    assert "No lesson is open" in teacher.get("teacher")[1]


def test_a_link_carries_what_the_teacher_has_set_up(url):
    learner, teacher = student(url), Visitor(url)
    teacher.get("teacher", word=TEACHER)
    link = "/" + NEXT + "?signal.depth=30"
    assert f"{url.rstrip('/')}{link}" in teacher.get("teacher?links")[1]
    assert link in learner.get()[1]
    status, text = teacher.get("teacher?links", link=f"{url}{LESSON}?none.x=1")
    assert (status, "has no panel none" in text) == (400, True)
    for link in (
        "http://x/y",
        "",
        f'{url}{NEXT}?signal.depth="><script>',
        f"{url}{NEXT}?depth=3",
        "http://[",
        "?" * 9000,
    ):
        assert teacher.get("teacher?links", link=link)[0] == 400, link
    status, text = teacher.get("teacher?links", link=f"{url}{NEXT}?signal.depth=5&signal.initializer=He")
    assert status == 200
    assert f'"/{NEXT}?signal.depth=5&signal.initializer=He"' in unescape(learner.get()[1])
    _, page = learner.get(f"{NEXT}?signal.depth=5")
    assert f'href="/{NEXT}?signal.depth=5&signal.initializer=He"' in unescape(page)  # in the bar
    leave(learner, page)
    teacher.get("teacher?links", link=url + NEXT)
    assert f'"/{NEXT}"' in learner.get()[1]
    learner.get("teacher?links", link=f"{url}{NEXT}?signal.depth=6")
    assert "signal.depth=6" not in learner.get()[1]


def test_a_lesson_that_outgrows_its_memory_ends_alone_and_its_page_hears_why(url, school):
    one, other = student(url), student(url)
    _, large = one.get("voila/render/03_grows.ipynb")
    _, small = other.get(LESSON)
    page = websocket_client.connect(url, kernel_of(small), cookie=sent(other))
    mark = school[2] / "grow"
    mark.touch()
    try:
        wait_for(lambda: one.get(f"api/kernels/{kernel_of(large)}")[0] == 404, seconds=60)
        mark.unlink()
        why = json.loads(one.get(f"api/kernels/{kernel_of(large)}")[1])["reason"]
        assert "it took more memory than one may have" in why
        school[3].append(kernel_of(large))
        assert answers(page)
    finally:
        mark.unlink(missing_ok=True)
        page.close()
        leave(other, small)


def sent(visitor):
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)


def test_no_kernel_takes_the_memory_of_all_between_two_looks(url, school):
    learner = student(url)
    _, page = learner.get(LESSON)
    (own,) = kernels(school[1])
    wait_for(lambda: own.rlimit(psutil.RLIMIT_DATA)[0] != psutil.RLIM_INFINITY)
    assert own.rlimit(psutil.RLIMIT_DATA)[0] < own.memory_info().data + (700 << 20)
    leave(learner, page)


def test_a_page_is_measured(url):
    """It moves a slider whose picture takes half a second."""
    learner, teacher = student(url), Visitor(url)
    teacher.get("teacher", word=TEACHER)
    _, page = learner.get("voila/render/04_slow.ipynb")
    connection = websocket_client.connect(url, kernel_of(page), cookie=sent(learner))
    (slider,) = re.findall(r"slider (\w+)", page)
    content = {"comm_id": slider, "data": {"method": "update", "state": {"value": 7}}}
    connection.send_binary(frame(message("comm_msg", content)))
    assert answers(connection)
    wait_for(lambda: "starting" not in teacher.get("teacher")[1])
    row = re.search(r"<tr><td>1</td><td>4</td><td>0</td>\s*<td>([\d.]+) s</td>", teacher.get("teacher")[1])
    assert 0.5 <= float(row[1]) < 8, row[0]
    connection.close()
    leave(learner, page)


def test_health_is_for_machines_and_says_nothing_of_anybody(url):
    found = health(url)
    assert set(found) == {"status", "kernels", "places", "waiting", "memory", "processor"}
    assert (found["status"], found["places"], found["kernels"]) == ("ok", 2, 0)
    total = psutil.virtual_memory().total
    assert 0 < found["memory"]["available"] < total
    assert 20 << 20 < found["memory"]["server"] < 1 << 30


def test_a_word_is_guessed_no_faster_than_one_in_some_seconds_and_others_come_in(tmp_path):
    write_lesson(tmp_path / "01_first.ipynb", "# First", "print('ran')")
    settings = tmp_path / "class.toml"
    settings.write_text(
        '[room]\nword = "moons"\n[server]\nproxies = ["127.0.0.1", "::1"]\n[places]\nper_address = 1'
    )
    with serving(tmp_path, "--class", settings, asked="health") as (url, _):
        bad, good = (Visitor(url, **{"X-Forwarded-For": f"10.0.0.{n}"}) for n in (1, 2))
        statuses = [bad.get("", word=f"guess {i}")[0] for i in range(40)]
        assert statuses[:20] == [403] * 20 and 429 in statuses[20:22]
        status, page = bad.get("", word="moons")
        assert (status, "too many wrong words" in page) == (429, True)
        assert good.get("", word="moons")[0] == 200
        # From one address one lesson, whoever asks; another address is not concerned.
        assert "kernelId" in good.get(LESSON)[1]
        neighbour = Visitor(url, **{"X-Forwarded-For": "10.0.0.2"})
        neighbour.get("", word="moons")
        status, page = neighbour.get(LESSON)
        assert (status, "From the network that you use" in page) == (503, True)
        far = Visitor(url, **{"X-Forwarded-For": "10.0.0.3", "X-Forwarded-Proto": "https"})
        far.get("", word="moons")
        assert all(cookie.secure for cookie in far.cookies)


def test_one_client_that_opens_hundreds_of_lessons_leaves_a_turn_to_others(tmp_path):
    write_lesson(tmp_path / "01_first.ipynb", "# First", "print('ran')")
    settings = tmp_path / "class.toml"
    settings.write_text("[places]\nmost = 2")
    with serving(tmp_path, "--class", settings) as (url, process):
        pages = [Visitor(url).get(LESSON) for _ in range(150)]
        assert [status for status, _ in pages].count(200) == 2
        assert len(kernels(process)) == 2
        honest = Visitor(url)
        assert honest.get(LESSON)[0] == 503
        flood = [Visitor(url).get(LESSON)[0] for _ in range(20)]
        assert set(flood) == {503}
        # Those that do not come back are before him for some seconds, and no longer.
        wait_for(lambda: "<b>0</b> people are before you" in honest.get(LESSON)[1])
        leave(Visitor(url), pages[0][1])
        assert Visitor(url).get(LESSON)[0] == 503  # though it asks first
        assert "<pre>ran" in honest.get(LESSON)[1]


def test_open_pages_go_on_when_the_server_is_started_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    write_lesson(tmp_path / "01_first.ipynb", "# First", "print('ran')")
    settings = tmp_path / "class.toml"
    settings.write_text('[room]\nword = "moons"')
    with serving(tmp_path, "--class", settings, asked="health") as (url, _):
        visitor = Visitor(url)
        visitor.get("", word="moons")
    assert (tmp_path / "data/backprop-lab-class").stat().st_mode & 0o777 == 0o600
    with serving(tmp_path, "--class", settings, asked="health") as (url, _):
        visitor.url = url
        assert visitor.get()[0] == 200
    settings.write_text('[room]\nword = "suns"')
    with serving(tmp_path, "--class", settings, asked="health") as (url, _):
        visitor.url = url
        assert visitor.get()[0] == 403


BROKEN = """
import app.server.handlers as handlers
def broken(self, path=""):
    raise KeyError("a mistake of ours")
handlers.StartHandler.get = broken
"""


def test_a_mistake_of_ours_is_told_without_who_asked_for_what(tmp_path):
    write_lesson(tmp_path / "01_first.ipynb", "# First", "print('ran')")
    command = hasty(tmp_path, before=BROKEN)
    with serving(tmp_path, "--class", command=command, asked="health") as (url, process):
        assert get(url + "voila/tree?depth=30")[0] == 500
        process.terminate()
        said = process.stdout.read()
    assert "a mistake of ours" in said
    for private in "depth=30", "127.0.0.1", "::1", "User-Agent", "Python-urllib":
        assert private not in said, said
