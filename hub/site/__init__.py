"""What readers get: entries are joined, rendered, and stamped into the frames of the theme."""
