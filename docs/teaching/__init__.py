"""What a teacher takes to class, made from lessons/live_coding.ipynb, the exhibits and `mlcore`: make teaching."""
