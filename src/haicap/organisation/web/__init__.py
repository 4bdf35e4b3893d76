"""Sign-in, the switch of appointment, and the administrators' screens."""
