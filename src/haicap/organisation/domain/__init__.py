"""Rules of the apparatus: codes, composition, scope, appointments, delegation, routing, passwords."""
