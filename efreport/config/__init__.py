"""Reads `config/` into a Framework, or lists every problem in it at once."""

from efreport.config.framework import load_framework
from efreport.config.problems import ConfigError, Problem

__all__ = ["ConfigError", "Problem", "load_framework"]
