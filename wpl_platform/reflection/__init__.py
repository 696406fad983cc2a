"""What a person makes of it for themselves, with moments as evidence and an intention."""
