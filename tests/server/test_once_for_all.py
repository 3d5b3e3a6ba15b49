"""What the server does once and not for every visitor: templates are compiled, notebooks read, pictures left alone."""

import asyncio
import json
import os
import time

import jinja2
import pytest

from app.server.handlers import Compiled, LessonExporter
from app.server.kernels import LessonKernels
from app.server.lessons import lessons

SAYS = "page.html.j2"


def pages(folder, compiled):
    """As nbconvert makes an environment for each page; and the templates that it compiles."""
    made = []

    class Environment(jinja2.Environment):
        def compile(self, source, name=None, *args, **settings):
            made.append(name)
            return super().compile(source, name, *args, **settings)

    return Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=compiled), made


def test_a_template_is_compiled_once_and_again_when_it_was_written_to(tmp_path):
    (tmp_path / SAYS).write_text("{{ word }} first")
    compiled = Compiled()
    for visit in range(3):
        environment, made = pages(tmp_path, compiled)
        assert environment.get_template(SAYS).render(word=visit) == f"{visit} first"
        assert made == [SAYS] * (visit == 0)
    (tmp_path / SAYS).write_text("{{ word }} second")
    environment, made = pages(tmp_path, compiled)
    assert environment.get_template(SAYS).render(word=4) == "4 second"
    assert made == [SAYS]


def test_every_page_of_the_server_has_the_same_compiled_templates():
    first, second = (LessonExporter(template_name="classic").environment for _ in range(2))
    assert first is not second
    assert first.bytecode_cache is second.bytecode_cache is LessonExporter.compiled


def test_a_notebook_that_is_written_to_is_read_again(tmp_path):
    def write(title):
        cell = {"cell_type": "markdown", "source": [f"# {title}"], "metadata": {}}
        (tmp_path / "01_a.ipynb").write_text(json.dumps({"cells": [cell]}))

    write("First")
    (one,) = lessons(tmp_path)
    assert lessons(tmp_path)[0] is one
    write("Second")
    os.utime(tmp_path / "01_a.ipynb", (1, time.time() + 10))
    assert (one.title, lessons(tmp_path)[0].title) == ("First", "Second")


WIDGETS = """
from comm import create_comm
create_comm(target_name="nobody", data={}).send({"picture": "x"})
print("printed")
"""


@pytest.mark.slow
def test_the_server_hears_when_a_kernel_works_and_rests_and_not_what_it_says_to_its_page():
    async def heard():
        manager = LessonKernels()
        kernel = manager.get_kernel(await manager.start_kernel())
        try:
            client = kernel.client()
            client.start_channels()
            await client.wait_for_ready(timeout=60)
            topics, act = [], kernel._activity_stream._recv_callback
            kernel._activity_stream.on_recv(
                lambda parts: (topics.append(parts[0].split(b".")[-1]), act(parts))
            )
            before = kernel.last_activity
            client.execute(WIDGETS)
            for _ in range(600):
                if topics.count(b"status") >= 2:
                    break
                await asyncio.sleep(0.1)
            assert kernel.last_activity > before
            assert kernel.execution_state == "idle"
            client.stop_channels()
            return topics
        finally:
            await manager.shutdown_all(now=True)

    assert set(asyncio.run(heard())) == {b"status", b"execute_input"}
