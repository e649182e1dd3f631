#!/usr/bin/env python3
"""Compares `sam-ls expand` with what aws-sam-translator makes of the same templates.

usage: compare_expansion.py [--show N] [--only TEXT] [--package] SAM_LS TEMPLATE_OR_FOLDER...
Needs aws-sam-translator in the Python that runs it (Tests/requirements.txt; `Tests/run` makes .build/test-tools with
it), and nothing of AWS: managed policies come from the package's own list, and applications of the Serverless
Application Repository are not fetched. Writes nothing.

Equal means: the same logical ids with the same types ("ids"), and the same template ("whole"), the order of keys, of
`DependsOn` and of what `Fn::Or` joins aside. Templates without SAM's resources are passed over. Every template that is
not equal, or that cannot be compared, is listed with the cause. The exit status is 1 where one is not equal.
"""

import argparse
import collections
import json
import logging
import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import boto3
from samtranslator.plugins.application.serverless_app_plugin import ServerlessAppPlugin
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class Policies:
    """No names beyond those that the package knows itself."""

    def load(self):
        return {}


def no_application(self, app_id, semver, key, logical_id):
    self._applications[key] = ""


def plain(value):
    """JSON's types only, in an order of their own."""
    if isinstance(value, dict):
        result = {}
        for key, item in value.items():
            if key == "DependsOn" and isinstance(item, list):
                item = sorted(item, key=str)
                item = item[0] if len(item) == 1 else item
            # The transform takes these conditions out of a set.
            if key == "Fn::Or" and all(isinstance(part, dict) and part.keys() == {"Condition"} for part in item):
                item = sorted(item, key=str)
            result[str(key)] = plain(item)
        return result
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return str(value)
    return value


ARTIFACTS = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::Api": "DefinitionUri",
    "AWS::Serverless::HttpApi": "DefinitionUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
    "AWS::Serverless::GraphQLApi": "SchemaUri",
    "AWS::Serverless::WebFunction": "CodeUri",
    "AWS::Serverless::MicrovmImage": "CodeUri",
}


def package(source):
    """Gives local artifacts a place in a bucket, as `sam package` does: the translator takes no others."""
    sections = source.get("Globals") or {}
    for resource in source.get("Resources", {}).values():
        if not isinstance(resource, dict):
            continue
        name = ARTIFACTS.get(resource.get("Type"))
        properties = resource.setdefault("Properties", {})
        if not name or not isinstance(properties, dict):
            continue
        shared = sections.get(resource["Type"].rsplit("::", 1)[-1]) or {}
        if name == "CodeUri":
            if "Image" in (properties.get("PackageType"), shared.get("PackageType")):
                if isinstance(properties.get("ImageUri", ""), str):
                    properties["ImageUri"] = "123456789012.dkr.ecr.us-east-1.amazonaws.com/images:latest"
                continue
            if "InlineCode" in properties:
                continue
        elif name not in properties:
            continue
        if isinstance(properties.get(name, ""), str) and "://" not in properties.get(name, ""):
            properties[name] = "s3://bucket/key"
    (sections.get("Function") or {}).pop("CodeUri", None)
    return source


def read(path, packaged):
    """The template as the translator's own loader has it."""
    text = path.read_text(encoding="utf-8")
    # To YAML a tab indents nothing.
    source = json.loads(text) if path.suffix == ".json" else yaml_parse(text)
    return package(plain(source)) if packaged else source


def is_expanded_before(source):
    """Whether another transform makes the template that the SAM transform sees."""
    transforms = source.get("Transform")
    return any(name != "AWS::Serverless-2016-10-31" for name in (transforms if isinstance(transforms, list) else [transforms]) if name)


def expected(source):
    with patch.object(ServerlessAppPlugin, "_handle_create_cfn_template_request", no_application), patch.object(
        ServerlessAppPlugin, "_is_template_active", lambda *_: True
    ):
        return plain(transform(source, {}, Policies()))


def differences(ours, theirs, where=""):
    """The paths at which two values differ, the first few of each place."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            place = f"{where}/{key}"
            if key not in ours:
                yield f"missing {place}"
            elif key not in theirs:
                yield f"extra {place}"
            else:
                yield from differences(ours[key], theirs[key], place)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (one, other) in enumerate(zip(ours, theirs)):
            yield from differences(one, other, f"{where}/{index}")
    elif ours != theirs:
        yield f"differs {where}: {json.dumps(ours)[:90]} not {json.dumps(theirs)[:90]}"


def stem(name):
    """A logical id without the hash at its end."""
    return re.sub(r"[0-9a-f]{10}$", "#", name)


def cause(ours, theirs, complaint):
    """Why two templates are not equal, in a few words."""
    if complaint:
        return "sam-ls refuses what the translator takes: " + complaint
    ids = [{name: value.get("Type") for name, value in t.get("Resources", {}).items()} for t in (ours, theirs)]
    if ids[0] == ids[1]:
        return "a value differs"
    stems = [sorted((stem(name), kind) for name, kind in one.items()) for one in ids]
    return "the hash in a logical id differs" if stems[0] == stems[1] else "other resources are made"


def files(paths):
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml", ".json", ".template"))
        else:
            yield path


def holds_sam(source):
    resources = source.get("Resources") if isinstance(source, dict) else None
    return isinstance(resources, dict) and any(
        isinstance(r, dict) and (str(r.get("Type")).startswith("AWS::Serverless::") or "Connectors" in r)
        for r in resources.values()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", type=int, default=3, help="differences to list of each template")
    parser.add_argument("--only", default="", help="templates whose path holds this")
    parser.add_argument("--package", action="store_true", help="put local artifacts into a bucket first")
    parser.add_argument("command")
    parser.add_argument("paths", nargs="+")
    arguments = parser.parse_args()
    boto3.setup_default_session(region_name="us-east-1")
    logging.disable(logging.CRITICAL)
    count = collections.Counter()
    for path in files(arguments.paths):
        if arguments.only not in str(path):
            continue
        try:
            source = read(path, arguments.package)
            if not holds_sam(source) or is_expanded_before(source):
                continue
            text = json.dumps(source) if arguments.package else None
            theirs = expected(source)
        except Exception as error:
            count["refused"] += 1
            causes = getattr(error, "causes", None)
            print("not compared", path.name, "the translator refuses it:", (causes[0].message if causes else str(error))[:160])
            continue
        if "AlwaysDeploy: true" in path.read_text(encoding="utf-8"):
            count["timed"] += 1
            print("not compared", path.name, "AlwaysDeploy puts the time into a logical id")
            continue
        count["templates"] += 1
        answer = subprocess.run(
            [arguments.command, "expand", "--format", "json", "-" if text else str(path)],
            capture_output=True, text=True, timeout=60, **({"input": text} if text else {"stdin": subprocess.DEVNULL}),
        )
        try:
            ours = plain(json.loads(answer.stdout))
        except ValueError:
            count["broken"] += 1
            print("not equal", path.name, "no answer:", answer.returncode, answer.stderr[:200])
            continue
        ids = [{k: v.get("Type") for k, v in t.get("Resources", {}).items()} for t in (ours, theirs)]
        count["ids"] += ids[0] == ids[1]
        count["whole"] += ours == theirs
        if ours != theirs:
            print("not equal", path.name, cause(ours, theirs, answer.stderr.strip()[-160:]))
            for index, line in enumerate(differences(ours, theirs)):
                if index < arguments.show:
                    print("   ", line[:300])
    total = count["templates"] or 1
    print(
        f"{count['templates']} templates: ids equal {count['ids']} ({100 * count['ids'] / total:.1f} %), "
        f"whole equal {count['whole']} ({100 * count['whole'] / total:.1f} %); "
        f"refused by the translator {count['refused']}, with the time in their ids {count['timed']}, "
        f"broken {count['broken']}"
    )
    return 1 if count["whole"] < count["templates"] else 0


if __name__ == "__main__":
    sys.exit(main())
