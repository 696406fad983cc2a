"""Signing in through the organisation's own provider (OpenID Connect). Why: docs/decisions/openid-connect.md."""
