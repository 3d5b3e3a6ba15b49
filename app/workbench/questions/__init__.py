"""Questions beside a picture: asked, answered or passed over, revealed, counted."""
