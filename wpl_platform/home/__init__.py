"""A person's start page: what asks for their attention."""
