"""`python -m app` with other settings, as a script."""


def hasty(tmp_path, *settings, before=""):
    """What to give `serving` as its command. settings: lines at the server's start; before: a line ahead of all."""
    script = tmp_path / "hasty.py"
    script.write_text(
        "import app.server.start as start, app.__main__ as command\n"
        f"{before}\n"
        "class Hasty(start.LessonServer):\n"
        "    def initialize(self, argv):\n"
        + "".join(f"        {line}\n" for line in settings)
        + "        super().initialize(argv)\n"
        "start.LessonServer = Hasty\n"
        "if __name__ == '__main__':  # a forked kernel reads this, too\n"
        "    command.main()\n"
    )
    return [script]
