"""What a dossier can be and what can be done to it. `contract.national` has the numbers of the ten national ones."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

DossierId = NewType("DossierId", UUID)


class Status(StrEnum):
    """Where a dossier stands. A draft is no dossier yet: it has no number and lives elsewhere."""

    RECEIVED = "received"
    IN_PROCESS = "in_process"
    AWAITING_APPLICANT = "awaiting_applicant"  # the clock stands still, see kernel.stops
    RESULT_READY = "result_ready"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    VOID = "void"


OPEN = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.AWAITING_APPLICANT})


class Action(StrEnum):
    """What can happen to a dossier; the values are also the event types of the import format."""

    RECEIVE = "received"
    ASSIGN = "assigned"
    COMPLETE_STEP = "step_completed"
    SEND_BACK = "sent_back"
    ASK_SUPPLEMENT = "supplement_requested"
    SUPPLEMENT = "supplemented"
    SUSPEND = "suspended"
    RESUME = "resumed"
    EXTEND = "extended"
    TRANSFER_OUT = "transferred_out"
    TRANSFER_IN = "transferred_in"
    CORRECT = "corrected"
    RECOUNT = "recounted"  # the calendar that a provisional deadline waited for has come
    RESOLVE = "resolved"
    HAND_OVER = "handed_over"
    RETURN = "returned"
    REFUSE = "refused"
    STOP = "stopped"
    WITHDRAW = "withdrawn"
    VOID = "void"


class Channel(StrEnum):
    """How a dossier came in (national field KenhThucHien: direct, online, public post; agent is ours)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"
    AGENT = "agent"


class ComponentState(StrEnum):
    """What the counter did with one paper of the checklist."""

    SEEN = "seen"  # bản chính đã đối chiếu
    KEPT = "kept"  # đã thu
    SCANNED = "scanned"
    MISSING = "missing"
