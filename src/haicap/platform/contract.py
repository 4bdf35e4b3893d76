"""What the machine room tells others."""

EVENT_CALENDAR = "vn.haicap.platform.calendar_changed.v1"  # another calendar is in force; `version`
