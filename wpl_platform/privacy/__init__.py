"""The access log: who saw, heard, took along, changed and shared what, as whom; and who may read that."""
