"""Python's side of a page: the comms of widgets as messages of the worker, and the lesson's cells."""

import ast
import contextlib
import io
import json
import logging

from app.site.inside import shell

session = shell.install(shell.Session())

import comm  # noqa: E402 (it finds the session above)
from comm.base_comm import BaseComm  # noqa: E402

# matplotlib looks for every font that equations could fall back to; most were left out.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def connect(send):
    """Widgets made from now on tell `send(type, id, data as JSON, buffers)` what they have to say."""

    class Comm(BaseComm):
        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            send(msg_type, self.comm_id, json.dumps(data or {}), [bytes(each) for each in buffers or ()])

    def create(*args, **kwargs):
        made = Comm(*args, **kwargs)
        comm.get_comm_manager().register_comm(made)
        return made

    comm.create_comm = create


def run(source):
    """Runs a cell; {model: the id of the widget in its last line, text: what it printed} as JSON."""
    tree = ast.parse(source, "cell")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    names, said = session.user_ns, io.StringIO()
    session.shown.clear()
    with contextlib.redirect_stdout(said):
        exec(compile(tree, "cell", "exec"), names)
        if last:
            session.shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
        models = [getattr(each, "model_id", None) for each in session.shown]
        for each, model in zip(session.shown, models, strict=True):
            if model is None and each is not None:
                print(repr(each))
    return json.dumps({"model": next(filter(None, models), None), "text": said.getvalue()})


def receive(comm_id, data, buffers):
    """A message of the page for one of the widgets."""
    target = comm.get_comm_manager().get_comm(comm_id)
    if target is not None:
        target.handle_msg(
            {"content": {"data": json.loads(data)}, "buffers": [each.to_bytes() for each in buffers]}
        )
