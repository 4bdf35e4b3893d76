"""The account a person signs in with. It carries no right: rights come from appointments.

`access_version` is part of what every session is signed with, so raising it ends all sessions at once.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from haicap.kernel import clock
from haicap.organisation.models.post import Person


class AccountManager(BaseUserManager["Account"]):
    """User names are lower-case and matched exactly."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account called `username`, however it was typed."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """One sign-in: user name, password hash, the person behind it, why it is locked, until when it lives."""

    id = models.BigAutoField(primary_key=True)
    username = models.CharField(max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    lock_reason = models.TextField(default="", blank=True)
    expires_on = models.DateField(null=True)  # last day
    password_set_at = models.DateTimeField(default=clock.now)
    must_change_password = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)  # signs in without second factor, and only in a demo
    access_version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        db_table = "organisation_account"
        constraints = [
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,79}$"),
                name="organisation_account_username_plain",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, lock_reason="") | (Q(is_active=False) & ~Q(lock_reason="")),
                name="organisation_account_locked_with_reason",
            ),
        ]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        key_salt = "haicap.organisation.Account.session"
        value = f"{self.password}:{self.access_version}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """End every session of this account, in whatever process or browser, at its next request."""
        type(self).objects.filter(pk=self.pk).update(access_version=F("access_version") + 1)
        self.refresh_from_db(fields=["access_version"])
