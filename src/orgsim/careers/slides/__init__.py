"""Figures of simulated careers: slides of 16:9 with one message each, of one ladder or of several side by side."""

from orgsim.careers.slides.all_slides import slides
from orgsim.careers.slides.shown import Careers

__all__ = ["Careers", "slides"]
