"""The teacher's page of the site: README.md here, with links to what stands beside it there."""

import re
from pathlib import Path

import jinja2
from nbconvert.filters import markdown2html

HERE = Path(__file__).parent
MADE = ("slides.html", "cheat_sheet.html", "live_coding_student.ipynb")  # named in the text as code


def guide(folder):
    """The page, as HTML. What is not there when it is written, beside it or above, is named without a link."""
    text = (HERE / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", lambda found: linked(folder, *found.groups()), text)
    for name in MADE:
        text = text.replace(f"`{name}`", linked(folder, f"`{name}`", name))
    title, _, body = text.partition("\n")
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=False)
    title = title.removeprefix("# ")
    made = [name for name in MADE if (folder / name).exists()]
    return templates.get_template("guide.html.j2").render(title=title, body=markdown2html(body), made=made)


def linked(folder, words, address):
    """A link, in Markdown: a lesson's notebook is its page on the site."""
    if re.match(r"https?:", address):
        return f"[{words}]({address})"
    if found := re.fullmatch(r"\.\./\.\./lessons/(\d\w+)\.ipynb", address):
        address = f"../{found[1]}.html"
    return f"[{words}]({address})" if (folder / address).is_file() else words
