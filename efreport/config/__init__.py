"""Reads `config/` into a Framework, or lists every problem in it at once."""

from efreport.config.framework import load_framework
from efreport.config.problems import ConfigError
from efreport.config.sources import FRAMEWORK_FILE

__all__ = ["FRAMEWORK_FILE", "ConfigError", "load_framework"]
