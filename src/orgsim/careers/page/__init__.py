"""The report on simulated careers: one HTML file that leads with the answer, from the same template as the report of a comparison."""

from orgsim.careers.page.build import ladder_report

__all__ = ["ladder_report"]
