"""What the author's tasks do, one module a task. `cli` reads the words."""
