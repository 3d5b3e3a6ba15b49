"""The way ahead of what plays: how far it has come, and where it will stand still."""

from app.workbench.player import Player

BEYOND = 1.12  # the last mark stands a little before the end of the way


def ahead(player: Player) -> str:
    """As HTML: a bar with a mark at each pause, or one of what is left where that takes long; else nothing."""
    if player.pauses:
        end = BEYOND * max(player.pauses)
        marks = "".join(f'<b style="left:{pause / end:.1%}">‖ {pause:,}</b>' for pause in player.pauses)
        words = f"Play pauses at update {', '.join(f'{pause:,}' for pause in sorted(player.pauses))}"
        return way(min(player.whole / end, 1), words, marks)
    return way(player.share or 0, player.words_left.strip(": ")) if player.words_left else ""


def way(share: float, words: str, marks: str = "") -> str:
    """A bar filled to this share."""
    return (
        f'<div class="bl-way" role="img" aria-label="{words}"><i style="width:{share:.1%}"></i>{marks}</div>'
    )
