"""Decisions: whose attention goes where, who may decide what, and how requests find an answer."""
