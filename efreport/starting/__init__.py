"""What a new project begins with: config with a commented example, or the sample framework; as files, nothing written."""

from efreport.starting.project import Area, Project, areas_typed, new_project
from efreport.starting.sample import NoSample, sample_project

__all__ = ["Area", "NoSample", "Project", "areas_typed", "new_project", "sample_project"]
