"""Calibration: default results compared with published figures."""
