"""A person's own data: taken along as one archive, or erased, with a proof of it."""
