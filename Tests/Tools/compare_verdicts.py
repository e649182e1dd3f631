#!/usr/bin/env python3
"""Compares the verdicts of `sam-ls check` with those of the SAM translator, resource by resource.

usage: compare_verdicts.py SAM_LS TEMPLATE_OR_FOLDER...
Does as `sam validate` does (which itself needs an AWS account): local artifacts count as packaged, then
aws-sam-translator of this Python transforms the template. What must hold:

- A template in which sam-ls finds nothing wrong is taken.
- So is any other one without the resources that sam-ls finds wrong.
- A resource with a finding that is about the transform (the rules under Sources/SAMChecks/Rules/SAM) is refused, all
  other wrong ones left out.
- What the translator refuses, sam-ls finds wrong.

Templates without SAM's resources, and those that another transform writes first, are passed over. Writes nothing; the exit status is 1 where verdicts differ.
"""

import copy
import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import boto3
from compare_expansion import expected, files, holds_sam, is_expanded_before, read

RULES = Path(__file__).parents[2] / "Sources/SAMChecks/Rules/SAM"
# Rules that speak of more than the translator looks at: documents, tags that are reserved, other files.
BEYOND = {"invalid-openapi", "parameter-override"}


def transform_codes():
    """The codes of the rules that say what the transform refuses."""
    codes = set()
    for path in RULES.glob("*.swift"):
        for code, rest in re.findall(r'= Rule\(\s*"([a-z-]+)"([^)]*)', path.read_text(encoding="utf-8")):
            if "severity" not in rest and "cfnLint" not in rest:
                codes.add(code)
    return codes - BEYOND


def refusal(source):
    """What the translator has against a template; empty where it takes it."""
    try:
        expected(copy.deepcopy(source))
    except Exception as error:
        causes = getattr(error, "causes", None) or [error]
        return " ".join(getattr(cause, "message", None) or str(cause) for cause in causes)
    return ""


def without(source, names):
    result = copy.deepcopy(source)
    for name in names:
        result["Resources"].pop(name, None)
    return result


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    boto3.setup_default_session(region_name="us-east-1")
    logging.disable(logging.CRITICAL)
    codes = transform_codes()
    compared = problems = 0

    def problem(path, *words):
        nonlocal problems
        problems += 1
        print(path, *words)

    for path in files(sys.argv[2:]):
        try:
            source = read(path, True)
        except Exception:
            continue  # No YAML at all: there is nothing to transform.
        if not holds_sam(source) or is_expanded_before(source):
            continue
        for parameter in (source.get("Parameters") or {}).values():
            # Whoever deploys gives a value.
            if isinstance(parameter, dict):
                parameter.setdefault("Default", "s3://bucket/key")
        answer = subprocess.run(
            [sys.argv[1], "check", "--format", "json", "--fail-on", "none", str(path)], capture_output=True, text=True
        )
        findings = [
            finding
            for file in json.loads(answer.stdout)["files"]
            for finding in file["diagnostics"]
            if finding["severity"] == "error"
        ]
        compared += 1
        said = refusal(source)
        if not findings:
            if said:
                problem(path, "is refused and has no error:", said[:300])
            continue
        wrong = {}
        for finding in findings:
            where = finding.get("path") or []
            if len(where) > 1 and where[0] == "Resources":
                wrong.setdefault(where[1], set()).add(finding["code"])
        # What an alias repeats is said once, where it is written.
        repeats = re.search(r":\s+\*\w", path.read_text(encoding="utf-8"))
        rest = without(source, wrong)
        if rest["Resources"] and not repeats and all((f.get("path") or [None])[0] == "Resources" for f in findings):
            left = refusal(rest)
            if left and not any(name in left for name in wrong):
                problem(path, "is refused without the resources that have errors:", left[:300])
        for name, own in wrong.items():
            if own & codes and not refusal(without(source, wrong.keys() - {name})):
                problem(path, f"'{name}' is taken and has {sorted(own & codes)}")
    print(f"{compared} templates, {problems} verdicts differ")
    return 1 if problems or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
