"""A new hub: the files that it starts with, and the wheel that it installs."""
