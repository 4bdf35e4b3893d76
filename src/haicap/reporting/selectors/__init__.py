"""Reading declared figures and what stands beside them."""
