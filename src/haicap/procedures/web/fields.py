"""What the forms of this package are made of: a line of text, a day, a field of work."""

from typing import Any

from django import forms

from haicap.procedures.contract import FieldCard

MAX_TEXT = 2000


def text(label: Any, *, required: bool = True, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=MAX_TEXT, widget=widget)


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FieldChoices(forms.Form):
    """A form with the fields of work to choose from."""

    def __init__(self, *args: Any, fields: list[FieldCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["field_key"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - tells the type checker
        choice.choices = [("", "—"), *((card.key, card.name) for card in fields)]
