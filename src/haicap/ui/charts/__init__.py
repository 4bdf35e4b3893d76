"""Charts drawn on the server: SVG in shares of its box, so that words keep their size and nothing needs a script.

A drawing is for the eye and the mouse and hidden from screen readers; its numbers stand beside it in a table, each the
same link. Kinds of things differ by pattern and by place, never by colour alone (WCAG 1.4.1, 1.4.11).
"""
