"""What leaves a panel: a link, a line, code and files; and what a notebook keeps of it."""
