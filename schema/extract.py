"""Facts of the pinned upstream packages as one JSON file, the input of `schema-compiler`.

Runs where the packages are importable (`schema/update` makes such a place). Only names, types and
constraints are written: whatever is prose is dropped here and again by the compiler.
"""

import copy
import json
import sys
from pathlib import Path

import cfnlint
import jsonpatch
from cfnlint.config import _DEFAULT_RULESDIR
from cfnlint.helpers import REGIONS
from cfnlint.rules._rules import Rules
from cfnlint.schema._schema import Schema

DATA = Path(cfnlint.__file__).parent / "data"
SCHEMAS = DATA / "schemas"
PROSE = {"description", "title", "examples", "$comment", "markdownDescription"}
ROOT_DROPPED = {"handlers", "tagging", "resourceLink", "typeConfiguration", "propertyTransform", "sourceUrl", "taggable"}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def without_prose(node, is_map=False):
    """A schema without its prose; `is_map` where the keys are names and not keywords."""
    if isinstance(node, list):
        return [without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    maps = ("properties", "patternProperties", "definitions", "dependentSchemas", "gather", "dependencies")
    return {
        key: value if not is_map and key in ("default", "const", "enum") else without_prose(value, not is_map and key in maps)
        for key, value in node.items()
        if is_map or key not in PROSE
    }


# The shipped schemas hold cfn-lint's patches for most types already; the rest are applied here.


def type_patches():
    found = {}
    for path in sorted((SCHEMAS / "patches" / "extensions" / "all").glob("*/*.json")):
        found.setdefault(path.parent.name, []).append(load(path))
    return found


def patched(schema, patches):
    """The schema with each operation of the patches that is not already in effect."""
    schema = copy.deepcopy(schema)
    for operations in patches:
        for operation in operations:
            if operation["op"] == "remove":
                try:
                    jsonpatch.JsonPatch([operation]).apply(schema, in_place=True)
                except jsonpatch.JsonPatchConflict:
                    pass
            else:
                jsonpatch.JsonPatch([operation]).apply(schema, in_place=True)
    return schema


def attribute_name(pattern):
    """cfn-lint names attributes by regular expression: `Outputs\\..*` is `Outputs.*` here."""
    return pattern.replace("\\..*", ".*").replace("\\", "") if pattern != ".*" else "*"


def attributes_and_ref(name, schema):
    facts = Schema(schema)
    ids = schema.get("primaryIdentifier", [])
    return {
        "attributes": [
            [attribute_name(pattern), name, pointer] for pattern, pointer in sorted(facts.get_atts.data.items())
        ],
        "ref": [name, ids[0]] if len(ids) == 1 else None,
    }


def types():
    providers = {path.stem: load(path) for path in sorted((SCHEMAS / "providers").glob("*.json"))}
    sam = providers.pop("sam")
    patches = type_patches()
    regions = sorted(set(REGIONS) | set(providers))
    variants = {}
    for region in regions:
        for name, digest in providers.get(region, providers["us-east-1"]).items():
            variants.setdefault(name, {}).setdefault(digest, []).append(region)
    for name, digest in sam.items():
        variants[name] = {digest: regions}
    result = {}
    for name, found in sorted(variants.items()):
        entries = []
        for digest, where in sorted(found.items(), key=lambda item: ("us-east-1" not in item[1], item[1])):
            schema = load(SCHEMAS / "resources" / f"{digest}.json")
            schema = patched(schema, patches.get(name.lower().replace("::", "_"), []))
            entries.append({"regions": where, "schema": schema})
        result[name] = {"isSAM": name in sam, **attributes_and_ref(name, entries[0]["schema"]), "variants": entries}
        for entry in entries:
            entry["schema"] = without_prose({k: v for k, v in entry["schema"].items() if k not in ROOT_DROPPED})
    return regions, result


def documents():
    root = SCHEMAS / "other"
    return {
        str(path.relative_to(root).with_suffix("")): without_prose(load(path))
        for path in sorted(root.glob("**/*.json"))
        if "draft7" not in path.parts
    }


def conditional_rules():
    """The rules that are data: a schema that holds at some places of some types."""
    from cfnlint.rules.jsonschema.CfnLintJsonSchema import CfnLintJsonSchema
    from cfnlint.rules.jsonschema.CfnLintJsonSchemaRegional import CfnLintJsonSchemaRegional

    result = []
    for rule_id, rule in sorted(Rules.create_from_directory(_DEFAULT_RULESDIR).items()):
        if not isinstance(rule, CfnLintJsonSchema):
            continue
        places = sorted({place for place in rule.keywords if place.startswith("Resources/AWS::")})
        schema = rule.schema
        if not places or not schema:
            continue
        result.append(
            {
                "id": rule_id,
                "places": places,
                "allMatches": rule.all_matches,
                "isRegional": isinstance(rule, CfnLintJsonSchemaRegional),
                "schema": without_prose(schema),
            }
        )
    return result


def main(destination):
    regions, found = types()
    output = {
        "regions": regions,
        "types": found,
        "documents": documents(),
        "rules": conditional_rules(),
        "facts": {
            "schemaDate": load(SCHEMAS / "version.json")["schema_date"],
        },
    }
    Path(destination).write_text(json.dumps(output, sort_keys=True, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
