"""Compiles the translations where a package is built, since `.mo` files are not in git. Decides nothing else."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the `.mo` files before anything is packed."""
        root = Path(self.root)
        translations = runpy.run_path(str(root / "packaging" / "translations.py"))
        for sentence in translations["compile_catalogues"](root / "assets" / "locale"):
            self.app.display_warning(sentence)
