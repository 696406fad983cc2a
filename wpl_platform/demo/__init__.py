"""The demo: invented people and their story, brought in through the product's own doors. Nothing below knows of it."""
