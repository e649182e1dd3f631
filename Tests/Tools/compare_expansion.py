#!/usr/bin/env python3
"""Compares `sam-ls expand` with what aws-sam-translator makes of the same templates.

usage: compare_expansion.py [--show N] [--only TEXT] [--package] SAM_LS TEMPLATE_OR_FOLDER...
Needs aws-sam-translator in the Python that runs it, and nothing of AWS: managed policies come from the package's own
list, and applications of the Serverless Application Repository are not fetched. Writes nothing.

Equal means: the same logical ids with the same types ("ids"), and the same template ("whole"), the order of keys and
of `DependsOn` aside. Templates that the translator refuses are counted apart; so are those whose ids hold the time
(`AlwaysDeploy`).
"""

import argparse
import collections
import json
import os
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
        elif name not in properties and name != "ContentUri":
            continue
        if isinstance(properties.get(name, ""), str) and not properties.get(name, "").startswith("s3://"):
            properties[name] = "s3://bucket/key"
    (sections.get("Function") or {}).pop("CodeUri", None)
    return source


def read(path, packaged):
    """The template as the translator's own loader has it."""
    source = yaml_parse(path.read_text(encoding="utf-8"))
    return package(source) if packaged else source


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


def files(paths):
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml", ".json", ".template"))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", type=int, default=0, help="differences to list of each template")
    parser.add_argument("--only", default="", help="templates whose path holds this")
    parser.add_argument("--package", action="store_true", help="put local artifacts into a bucket first")
    parser.add_argument("command")
    parser.add_argument("paths", nargs="+")
    arguments = parser.parse_args()
    boto3.setup_default_session(region_name="us-east-1")
    count = collections.Counter()
    for path in files(arguments.paths):
        if arguments.only not in str(path) or path.name in ("manifest.jsonl", "oracle.jsonl"):
            continue
        try:
            source = read(path, arguments.package)
            text = json.dumps(plain(source)) if arguments.package else None
            theirs = expected(source)
        except Exception as error:
            count["refused"] += 1
            if arguments.show and arguments.only:
                print("refused", path, type(error).__name__, str(error)[:200])
            continue
        if "AlwaysDeploy: true" in path.read_text(encoding="utf-8"):
            count["timed"] += 1
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
            print("broken", path, answer.returncode, answer.stderr[:200])
            continue
        ids = [{k: v.get("Type") for k, v in t.get("Resources", {}).items()} for t in (ours, theirs)]
        count["ids"] += ids[0] == ids[1]
        count["whole"] += ours == theirs
        if ours != theirs and arguments.show:
            print("ids  " if ids[0] != ids[1] else "whole", path.name, answer.stderr.strip()[-160:])
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
