"""Published ladders and tables as ladder files: one module a shape, found by its file, without registration.

An importer is a module with ``ABOUT`` (what it reads, in one line), ``recognizes(text)`` and ``convert(text, path)``, which returns
the plain data of a ladder. What a source does not say is left out, so that ``orgsim ladder lint`` can name it.
"""
