"""What machines ask: is it alive, is it ready; and what every request goes through first."""
