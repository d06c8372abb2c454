"""Puts the sample framework, which stands at the top of the project, into the package as it is built; the rest is in pyproject.toml.

Where the package is installed with --editable, the sample is found where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SAMPLE = ("config/**/*.toml", "samples/20*/*.xlsx", "samples/*.dotx", "samples/README.md")


def sample_files() -> Iterator[Path]:
    """Give the files of the sample, from the folder of the project."""
    for pattern in SAMPLE:
        yield from sorted(Path().glob(pattern))


class BuildWithSample(build_py):
    """Copies the package's own files, and then the sample."""

    def run(self) -> None:
        """Copy them to where the package is built."""
        super().run()
        if not self.editable_mode:
            for source, target in self._sample():
                self.mkpath(str(target.parent))
                self.copy_file(str(source), str(target), preserve_mode=False)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Give what a build makes."""
        return [*super().get_outputs(include_bytecode), *(str(target) for _, target in self._sample())]

    def get_source_files(self) -> list[str]:
        """Give what a build is made from, and what a source distribution must hold."""
        return [*super().get_source_files(), *(source.as_posix() for source in sample_files())]

    def _sample(self) -> Iterator[tuple[Path, Path]]:
        for source in sample_files():
            yield source, Path(self.build_lib, "efreport", "sample", source)


setup(cmdclass={"build_py": BuildWithSample})
