"""The public side: the register of professionals and what they publish."""
