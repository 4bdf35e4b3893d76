"""What every package stands on: the clock, working time, ids, money, text and errors. No Django models here."""
