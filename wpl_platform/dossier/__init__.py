"""The file for works council and DPIA, made from the product as it runs. Why: docs/decisions/dossier.md."""
