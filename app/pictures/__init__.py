"""What pictures are made of: axes, curves, layers, maps, cards, labels, style."""
