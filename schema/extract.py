"""Facts of the pinned upstream packages as one JSON file, the input of `schema-compiler`.

Runs where the packages are importable (`schema/update` makes such a place). Only names, types and
constraints are written: whatever is prose is dropped here and again by the compiler.
"""

import copy
import json
import sys
from pathlib import Path

import cfnlint
import cfnlint.version
import extract_sam
import jsonpatch
import samtranslator
from cfnlint import helpers
from cfnlint.config import _DEFAULT_RULESDIR
from cfnlint.rules._rules import Rules
from cfnlint.rules.formats.FormatKeyword import FormatKeyword
from cfnlint.rules.functions._BaseFn import BaseFn
from cfnlint.rules.jsonschema.CfnLintJsonSchema import CfnLintJsonSchema
from cfnlint.rules.jsonschema.CfnLintJsonSchemaRegional import CfnLintJsonSchemaRegional
from cfnlint.schema._schema import Schema

DATA = Path(cfnlint.__file__).parent / "data"
HERE = Path(__file__).resolve().parent
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
    maps = ("properties", "patternProperties", "definitions", "dependentSchemas", "dependentRequired",
            "dependentExcluded", "gather", "dependencies")
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
    corrections = {}
    for correction in load(HERE / "corrections.json"):
        corrections.setdefault(correction["type"], []).append(correction["operations"])
    regions = sorted(set(helpers.REGIONS) | set(providers))
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
            schema = patched(schema, corrections.get(name, []))
            entries.append({"regions": where, "schema": schema})
        result[name] = {"isSAM": name in sam, **attributes_and_ref(name, entries[0]["schema"]), "variants": entries}
        for entry in entries:
            entry["schema"] = without_prose({k: v for k, v in entry["schema"].items() if k not in ROOT_DROPPED})
    return regions, result


def documents(rules):
    root = SCHEMAS / "other"
    found = {
        str(path.relative_to(root).with_suffix("")): without_prose(load(path))
        for path in sorted(root.glob("**/*.json"))
        if "draft7" not in path.parts
    }
    # The definition of a state machine that computes with JSONata differs; cfn-lint derives it when it runs.
    derived = dict(rules)["E3601"]._convert_schema_to_jsonata()
    found["step_functions/statemachine-jsonata"] = without_prose(derived)
    return found


def conditional_rules(rules):
    """The rules that are data: a schema that holds at some places of some types."""
    result = []
    for rule_id, rule in rules:
        if not isinstance(rule, CfnLintJsonSchema):
            continue
        places = sorted({place for place in rule.keywords if place.startswith("Resources/AWS::")})
        schema = getattr(rule, "identity_schema", None) or rule.schema
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


def functions(rules):
    """The intrinsic functions: the section of their schema, what they return, where they are known."""
    found = {
        rule.fn.name: {
            "rule": rule_id,
            "types": sorted(rule.types),
            "section": "functions/" + rule.fn.name.replace("Fn::", "").lower(),
        }
        for rule_id, rule in rules
        if isinstance(rule, BaseFn) and rule.fn.name
    }
    for name in helpers.FUNCTIONS_ALL | helpers.FUNCTION_RULES:
        found.setdefault(name.replace("::[a-zA-Z0-9]+", ""), {"types": []})
    extensions = set()
    for _, rule in rules:
        for method in vars(type(rule)).values():
            code = getattr(method, "__code__", None)
            if code and "has_language_extensions_transform" in code.co_names:
                if Path(code.co_filename).parent.name == "functions":
                    extensions.add("Fn::" + type(rule).__name__)
    for name, facts in found.items():
        facts["needsLanguageExtensions"] = name in extensions
        facts["isCondition"] = name in helpers.FUNCTION_CONDITIONS | {"Condition"}
        facts["isRule"] = name in helpers.FUNCTION_RULES
    return found


def pseudo_parameters():
    return {
        name: ["array"] if name in helpers.PSEUDOPARAMS_MULTIPLE
        else ["string"] if name in helpers.PSEUDOPARAMS_SINGLE
        else []
        for name in helpers.PSEUDOPARAMS
    }


def iam_actions():
    policies = load(DATA / "AdditionalSpecs" / "Policies.json")
    return {service: sorted(facts["Actions"]) for service, facts in policies.items()}


def runtimes():
    return {
        name: {key: value for key, value in facts.items() if value is not None}
        for name, facts in load(DATA / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json").items()
    }


def facts(rules):
    return {
        "schemaDate": load(SCHEMAS / "version.json")["schema_date"],
        "upstream": {"cfn-lint": cfnlint.version.__version__, "aws-sam-translator": samtranslator.__version__},
        "formats": {
            rule.format_keyword: {"rule": rule_id, "pattern": rule.pattern}
            for rule_id, rule in rules
            if isinstance(rule, FormatKeyword) and rule.format_keyword
        },
        "functions": functions(rules),
        "iamActions": iam_actions(),
        "limits": helpers.LIMITS,
        "parameterTypes": {
            "single": sorted(helpers.VALID_PARAMETER_TYPES_SINGLE),
            "list": sorted(helpers.VALID_PARAMETER_TYPES_LIST),
        },
        "pseudoParameters": pseudo_parameters(),
        "packagedProperties": sorted(helpers.TEMPLATED_PROPERTY_CFN_PATHS),
        "runtimes": runtimes(),
        "sam": extract_sam.sam(),
        "snapshotTypes": sorted(helpers.valid_snapshot_types),
        "statefulTypes": load(DATA / "AdditionalSpecs" / "StatefulResources.json")["ResourceTypes"],
    }


def main(destination):
    rules = sorted(Rules.create_from_directory(_DEFAULT_RULESDIR).items())
    regions, found = types()
    output = {
        "regions": regions,
        "types": found,
        "documents": documents(rules),
        "rules": conditional_rules(rules),
        "facts": facts(rules),
    }
    # A reference to a SAM resource is one to the resource that the translator makes of it.
    for name, declared in output["facts"]["sam"]["types"].items():
        same = declared.pop("generatedType", None)
        if same in found and name in found:
            found[name].update(attributes=found[same]["attributes"], ref=found[same]["ref"])
            found[name]["extra"] = {"generatedType": same}
    text = json.dumps(output, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    Path(destination).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
