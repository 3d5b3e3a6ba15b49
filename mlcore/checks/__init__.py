"""What was given is looked at, and what will not do is answered with a sentence, before any work is done."""
