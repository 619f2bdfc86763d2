"""The commands: a module each, loaded when it is called; `command` in it is what runs."""
