"""The form of the tracking page: it checks shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.kernel.text import clean


class TrackingForm(forms.Form):
    """Number and secret as printed on the receipt; blanks and small letters are forgiven."""

    number = forms.CharField(
        label=_("Mã hồ sơ"),
        help_text=_("In đậm trên giấy hẹn, ví dụ H36.15-250709-0001"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    secret = forms.CharField(
        label=_("Mã tra cứu"),
        help_text=_("Ghi dưới mã QR của giấy hẹn"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )

    def clean_number(self) -> str:
        """Without blanks, in capital letters."""
        return _code(self.cleaned_data["number"]).upper()

    def clean_secret(self) -> str:
        """Without blanks."""
        return _code(self.cleaned_data["secret"])


def _code(text: str) -> str:
    if "/" in text:  # it will stand in an address
        raise forms.ValidationError(_("Mã có ký tự không hợp lệ."))
    return clean(text).replace(" ", "")
