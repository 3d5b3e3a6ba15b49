"""What shows an experiment: controls, player, screen, questions, links. It knows no topic."""
