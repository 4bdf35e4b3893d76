"""Agencies, posts, people, appointments, accounts, delegation, and the actor who follows from them."""
