"""The adapter to MkDocs: the plugin that it loads, and a build that runs it."""
