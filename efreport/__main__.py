"""Lets `python -m efreport` do what `efreport` does."""

from efreport.cli.main import run

if __name__ == "__main__":
    run()
