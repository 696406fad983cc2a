"""The style guide shows every component, on instances that ask for it."""

from flask import Flask
from flask.testing import FlaskClient


def test_the_style_guide_shows_every_kind_in_both_themes(app: Flask, client: FlaskClient) -> None:
    for theme in ("light", "dark"):
        page = client.get(f"/styleguide?theme={theme}")
        assert page.status_code == 200
        assert f'data-theme="{theme}"' in page.text
        assert all(f'data-kind="{kind}"' in page.text for kind in ("observation", "strength", "question", "suggestion"))
