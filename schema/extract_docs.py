"""Upstream's descriptions as one JSON file, the input of `schema-compiler --documentation`.

Needs the translator to be importable and the wheel of aws-cdk-lib as a file: its assembly describes the Cfn classes,
which are generated from CloudFormation's documentation. The result is never committed.
"""

import gzip
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

import extract_sam


def assembly(wheel):
    """The jsii assembly inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".jsii.tgz"))
        with tarfile.open(fileobj=io.BytesIO(archive.read(name))) as package:
            files = {Path(member.name).name: member for member in package.getmembers()}
            found = json.loads(package.extractfile(files[".jsii"]).read())
            if found.get("schema") == "jsii/file-redirect":
                packed = package.extractfile(files[found["filename"]]).read()
                found = json.loads(gzip.decompress(packed))
            return found


def text(docs):
    """Summary and remarks of a documented thing, without links into the CDK."""
    parts = [part for part in (docs.get("summary"), docs.get("remarks")) if part]
    return re.sub(r"\{@link [^}|]*\|?([^}]*)\}", r"\1", "\n\n".join(parts)).strip()


def key(name):
    """CDK's `camelCase` and CloudFormation's names are alike but for case."""
    return name.lower()


def cloudformation(types):
    """Type name to model name (`Properties` or a property type's) to property to text, names in lower case."""
    resources = {}
    for full_name, facts in types.items():
        resource = facts.get("docs", {}).get("custom", {}).get("cloudformationResource")
        if resource and facts["kind"] == "class":
            resources[full_name] = resource
    result = {resource: {"": text(types[name]["docs"])} for name, resource in resources.items()}
    for full_name, facts in types.items():
        if facts["kind"] != "interface":
            continue
        if full_name.endswith("Props") and full_name[:-5] in resources:
            owner, model = resources[full_name[:-5]], "properties"
        else:
            outer, _, inner = full_name.rpartition(".")
            if outer not in resources or not inner.endswith("Property"):
                continue
            owner, model = resources[outer], key(inner[: -len("Property")])
        texts = {key(p["name"]): text(p.get("docs", {})) for p in facts.get("properties", [])}
        texts = {name: value for name, value in texts.items() if value}
        if texts:
            result[owner][model] = texts
    return result


def serverless():
    """Page to property to text, names in lower case."""
    return {page: {key(name): value for name, value in texts.items()} for page, texts in extract_sam.DOCS.items()}


def main(destination, *wheels):
    facts = {
        "cloudFormation": {
            name: models for wheel in wheels for name, models in cloudformation(assembly(wheel)["types"]).items()
        },
        "serverless": serverless(),
    }
    written = json.dumps({"facts": facts}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    Path(destination).write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
