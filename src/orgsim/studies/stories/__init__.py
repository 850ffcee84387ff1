"""The pages of the stories: ``python -m orgsim.studies.stories`` runs what is not kept yet and writes what came out.

pages    what came of a story as Markdown, and of all of them as one table
"""
