"""The live app: a page in the browser of this machine, on which designs are tried while a leadership team looks on.

It serves 127.0.0.1 only, behind a random token, and loads nothing from elsewhere. Modules in ``pages`` and `serving` need NiceGUI
(``orgsim[app]``); the others do what the pages show, and need only orgsim.
"""
