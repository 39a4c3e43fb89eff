"""Known questions, measures and the gate. Always imported as `from eval.x import y`: `eval` is also a builtin."""
