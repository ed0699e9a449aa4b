"""Reads OCSF events, one a line, and prints what the models of py-ocsf-models refuse in them, one finding a line.

The package has a model of its own for one class that CloudTrail needs, Detection Finding. Of events of all other
classes it checks what every event has, and the objects that it knows.
"""

import json
import sys

from py_ocsf_models.events.base_event import BaseEvent
from py_ocsf_models.events.findings.detection_finding import DetectionFinding
from py_ocsf_models.objects.api import API
from py_ocsf_models.objects.cloud import Cloud
from py_ocsf_models.objects.group import Group
from py_ocsf_models.objects.policy import Policy
from py_ocsf_models.objects.resource_details import ResourceDetails
from py_ocsf_models.objects.service import Service
from py_ocsf_models.objects.user import User
from pydantic import ValidationError

DETECTION_FINDING = 2004

OBJECTS = [
    ("actor.user", User),
    ("api", API),
    ("cloud", Cloud),
    ("group", Group),
    ("policies", Policy),
    ("resources", ResourceDetails),
    ("service", Service),
    ("user", User),
]


def parts(event):
    """The parts of the event that have a model, with where they are and the model."""
    if event.get("class_uid") == DETECTION_FINDING:
        yield "", event, DetectionFinding
        return
    yield "", event, BaseEvent
    for path, model in OBJECTS:
        value = event
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield path, item, model


def findings(event):
    for path, value, model in parts(event):
        try:
            model.model_validate_json(json.dumps(value), strict=True)
        except ValidationError as refusal:
            for error in refusal.errors(include_input=False, include_url=False):
                keys = [key for key in error["loc"] if isinstance(key, str)]
                where = ".".join([path, *keys] if path else keys)
                yield {"path": where, "problem": error["type"], "message": error["msg"]}


for number, line in enumerate(sys.stdin):
    for finding in findings(json.loads(line)):
        print(json.dumps({"event": number, **finding}))
