"""Reading the catalogue. It is public: no actor is needed to read what is published."""
