"""The sheet to copy from: one page that opens from disk, AO3's form in its order."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from .form import Field, Form, Part

_STYLE: Final = Markup("""
:root { color-scheme: light dark }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
h1, h2 { line-height: 1.2 }
label { display: block; margin-top: 1rem; font-weight: 600 }
label small { font-weight: 400 }
.over { color: #b00020 }
textarea { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem }
textarea.html { font-family: ui-monospace, Consolas, monospace; font-size: .875rem }
.lost { padding: .25rem 1.25rem; border: 1px solid; border-radius: .375rem }
@media (prefers-color-scheme: dark) { .over { color: #ff8a80 } }
""")  # noqa: E501 - a style sheet keeps its lines
_PAGE: Final = Markup("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}, for AO3</title>
<style>{style}</style>
<h1>{title}, for AO3</h1>
<p>Each box is one field of AO3’s form, in its order. Click into a box, select all
(Ctrl+A, on a Mac ⌘A), copy, and paste it there; boxes in typewriter face go where the
form is set to <b>HTML</b>. Fields that stay empty are not listed.</p>
{lost}
<h2>The work</h2>
{fields}
{parts}
</html>
""")


def page(form: Form) -> str:
    """Return the sheet as one page of HTML."""
    rows = Markup().join(Markup("<li>{}</li>\n").format(what) for what in form.lost)
    lost = (
        Markup(
            '<section class="lost"><h2>Before you post</h2>\n<ul>\n{}</ul></section>'
        ).format(rows)
        if rows
        else Markup("<p>AO3 keeps all of it.</p>")
    )
    return str(
        _PAGE.format(
            title=form.title,
            style=_STYLE,
            lost=lost,
            fields=_fields(form.fields, "work"),
            parts=Markup().join(map(_part, form.parts)),
        )
    )


def _part(part: Part) -> Markup:
    inside = _fields(part.fields, part.file.removesuffix(".html"))
    return Markup("<h2>{}</h2>\n{}").format(part.name, inside)


def _fields(fields: tuple[Field, ...], group: str) -> Markup:
    return Markup().join(
        _field(field, f"{group}-{number}")
        for number, field in enumerate(fields)
        if field.value
    )


def _field(field: Field, name: str) -> Markup:
    length = len(field.value)
    over = Markup(' class="over"') if field.is_too_long else Markup()
    counted = (
        Markup(" <small{}>{:,} of {:,} characters</small>").format(
            over, length, field.limit
        )
        if field.limit
        else Markup()
    )
    kind = Markup(' class="html"') if field.is_html else Markup()
    rows = min(12, 2 + length // 70) if field.is_html else 1 + length // 90
    return Markup(
        '<label for="{name}">{label}{counted}</label>\n'
        '<textarea id="{name}" rows="{rows}" readonly{kind}>\n{value}</textarea>\n'
    ).format(
        name=name, label=field.label, counted=counted, rows=rows, kind=kind,
        value=field.value,
    )  # fmt: skip
