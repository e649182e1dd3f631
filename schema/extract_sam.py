"""Facts of aws-sam-translator: what its classes declare, and what it makes of small templates."""

import contextlib
import importlib
import io
import json
import logging
import os
import re
from pathlib import Path

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import samtranslator
from samtranslator.internal.managed_policies import get_bundled_managed_policy_map
from samtranslator.model import Resource, SamResourceMacro
from samtranslator.model import sam_resources
from samtranslator.model.connector_profiles.profile import PROFILE
from samtranslator.plugins.globals.globals import Globals
from samtranslator.translator.transform import transform

ROOT = Path(samtranslator.__file__).parent
DOCS = json.loads((ROOT / "internal" / "schema_source" / "sam-docs.json").read_text(encoding="utf-8"))["properties"]

# Inputs, not facts: the least that the translator accepts of each type, and further properties (or events)
# that make it generate more. Names are chosen so that they can be found again in generated logical ids.
CODE = {"Runtime": "nodejs22.x", "Handler": "a.b", "InlineCode": "x"}
NETWORK = {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
STATES = {"Definition": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}}
BUCKET = "arn:aws:s3:::bucket"
LEAST = {
    "AWS::Serverless::Api": {"StageName": "Xstagex"},
    "AWS::Serverless::Application": {"Location": "s3://bucket/key"},
    "AWS::Serverless::CapacityProvider": {"VpcConfig": NETWORK},
    "AWS::Serverless::Function": CODE,
    "AWS::Serverless::GraphQLApi": {"SchemaInline": "type Query { a: String }", "Auth": {"Type": "AWS_IAM"}},
    "AWS::Serverless::HttpApi": {},
    "AWS::Serverless::LayerVersion": {"ContentUri": "s3://bucket/key"},
    "AWS::Serverless::MicrovmImage": {
        "Name": "image",
        "CodeUri": "s3://bucket/key",
        "BaseImageArn": "arn:aws:lambda:us-east-1:aws:microvm-image:base",
        "BaseImageVersion": "1",
    },
    "AWS::Serverless::NetworkConnector": {"VpcConfig": {**NETWORK, "NetworkProtocol": "IPv4"}},
    "AWS::Serverless::SimpleTable": {},
    "AWS::Serverless::StateMachine": STATES,
    "AWS::Serverless::WebFunction": {"CodeUri": "s3://bucket/key", "Runtime": "nodejs22.x", "AuthType": "IamAuth"},
    "AWS::Serverless::WebSocketApi": {
        "RouteSelectionExpression": "$request.body.action",
        "Routes": {"$default": {"FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:f"}},
    },
}
DOMAIN = {"DomainName": "example.com", "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/c"}
MORE = {
    "AWS::Serverless::Api": {
        "Auth": {"UsagePlan": {"CreateUsagePlan": "PER_API"}},
        "Domain": {**DOMAIN, "Route53": {"HostedZoneId": "Z1"}},
    },
    "AWS::Serverless::Function": {
        "AutoPublishAlias": "Xaliasx",
        "DeploymentPreference": {"Type": "AllAtOnce"},
        "EventInvokeConfig": {
            "DestinationConfig": {"OnSuccess": {"Type": "SQS"}, "OnFailure": {"Type": "SNS"}}
        },
        "FunctionUrlConfig": {"AuthType": "NONE"},
    },
    "AWS::Serverless::HttpApi": {"Domain": {**DOMAIN, "Route53": {"HostedZoneId": "Z1"}}},
    "AWS::Serverless::StateMachine": {"AutoPublishAlias": "Xaliasx"},
    "AWS::Serverless::WebSocketApi": {"Domain": {**DOMAIN, "Route53": {"HostedZoneId": "Z1"}}},
}
NEEDED = {"DeploymentPreference": {"AutoPublishAlias": "Xaliasx"}}
TOPIC = "arn:aws:sns:us-east-1:123456789012:topic"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s"
BROKER = [{"Type": "BASIC_AUTH", "URI": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"}]
PATTERN = {"Pattern": {"source": ["a"]}}
EVENTS = {
    "AlexaSkill": {},
    "Api": {"Path": "/", "Method": "get"},
    "CloudWatchEvent": PATTERN,
    "CloudWatchLogs": {"LogGroupName": "group", "FilterPattern": "x"},
    "Cognito": {"UserPool": {"Ref": "Xpoolx"}, "Trigger": "PreSignUp"},
    "DocumentDB": {
        "Cluster": "arn:aws:rds:us-east-1:123456789012:cluster:c",
        "DatabaseName": "d",
        "SourceAccessConfigurations": BROKER,
    },
    "DynamoDB": {"Stream": "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/s", "StartingPosition": "LATEST"},
    "EventBridgeRule": PATTERN,
    "HttpApi": {"Path": "/", "Method": "get"},
    "IoTRule": {"Sql": "SELECT *"},
    "Kinesis": {"Stream": STREAM, "StartingPosition": "LATEST"},
    "MQ": {
        "Broker": "arn:aws:mq:us-east-1:123456789012:broker:b",
        "Queues": ["q"],
        "SourceAccessConfigurations": BROKER,
    },
    "MSK": {
        "Stream": "arn:aws:kafka:us-east-1:123456789012:cluster/c/x",
        "Topics": ["t"],
        "StartingPosition": "LATEST",
    },
    "S3": {"Bucket": {"Ref": "Xbucketx"}, "Events": "s3:ObjectCreated:*"},
    "SNS": {"Topic": TOPIC},
    "SQS": {"Queue": QUEUE},
    "Schedule": {"Schedule": "rate(1 day)"},
    "ScheduleV2": {"ScheduleExpression": "rate(1 day)"},
    "SelfManagedKafka": {
        "KafkaBootstrapServers": ["a:1"],
        "Topics": ["t"],
        "SourceAccessConfigurations": [
            {"Type": "BASIC_AUTH", "URI": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"}
        ],
    },
}
HELPERS = {"Xbucketx": {"Type": "AWS::S3::Bucket"}, "Xpoolx": {"Type": "AWS::Cognito::UserPool"}}
NAMES = {"Xthingx": "<id>", "Xeventx": "<event>", "Xstagex": "<stage>", "Xaliasx": "<alias>", "Xbucketx": "<bucket>"}


class NoPolicies:
    def load(self):
        return {}


def translated(resources):
    """The resources that the translator makes: logical id to type."""
    template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": json.loads(json.dumps(resources))}
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        output = transform(template, {"AWS::Region": "us-east-1", "AWS::Partition": "aws"}, NoPolicies())
    return {name: resource["Type"] for name, resource in output["Resources"].items()}


def with_placeholders(logical_id):
    """`FunctionAliaslive` as `<id>Alias<alias>`; a hash of ten hexadecimal digits is `<hash>`."""
    for name, placeholder in NAMES.items():
        logical_id = logical_id.replace(name, placeholder)
    return re.sub(r"[0-9a-f]{10}$", "<hash>", logical_id)


def added(before, after):
    known = {with_placeholders(name) for name in before}
    found = {with_placeholders(name): kind for name, kind in after.items()}
    return [[name, kind] for name, kind in sorted(found.items()) if name not in known]


def generated(name):
    """What the translator makes of a type: always, and because of a property or an event."""
    least = {"Xthingx": {"Type": name, "Properties": LEAST[name]}}
    plain = translated(least)
    result = {"always": added({}, plain), "properties": {}, "events": {}}
    for key, value in MORE.get(name, {}).items():
        base = {"Xthingx": {"Type": name, "Properties": {**LEAST[name], **NEEDED.get(key, {})}}}
        full = {"Xthingx": {"Type": name, "Properties": {**base["Xthingx"]["Properties"], key: value}}}
        result["properties"][key] = added(translated(base), translated(full))
    resolver = getattr(class_of(name), "event_resolver", None)
    for event in sorted(key for key in resolver.resource_types if key) if resolver else []:
        properties = {**LEAST[name], "Events": {"Xeventx": {"Type": event, "Properties": EVENTS[event]}}}
        full = {"Xthingx": {"Type": name, "Properties": properties}}
        result["events"][event] = added({**plain, **HELPERS}, translated({**full, **HELPERS}))
    return result


def classes():
    found = [c for c in vars(sam_resources).values() if isinstance(c, type) and issubclass(c, SamResourceMacro)]
    return {c.resource_type: c for c in found if c.resource_type}


def class_of(name):
    return classes()[name]


KINDS = {str: "text", dict: "map", bool: "boolean", list: "list", int: "integer"}


def kinds(validate):
    """The kinds of value that a validator takes; `list of` and `map of` stand before the kinds of what they hold.

    Empty: any. The validators are closures, so what they check is read off the variables that they hold.
    """
    held = dict(zip(validate.__code__.co_freevars, (cell.cell_contents for cell in validate.__closure__ or ())))
    if "valid_type" in held:
        return [KINDS[held["valid_type"]]]
    if "valid_values" in held:
        return ["text"]
    if "validators" in held:
        found = [kinds(part) for part in held["validators"]]
        return sorted({kind for part in found for kind in part}) if all(found) else []
    if "validate_key" in held:
        return ["map"] + [f"map of {kind}" for kind in kinds(held["validate_item"])]
    if "validate_item" in held:
        return ["list"] + [f"list of {kind}" for kind in kinds(held["validate_item"])]
    return []


def declared(property_types):
    """What a class says of its properties."""
    return {
        name: {
            "required": bool(kind.required),
            "intrinsics": bool(kind.supports_intrinsics),
            "kinds": kinds(kind.validate),
        }
        for name, kind in property_types.items()
    }


def events(cls):
    resolver = getattr(cls, "event_resolver", None)
    if not resolver:
        return {}
    return {
        name: {"properties": declared(event.property_types), "principal": getattr(event, "principal", None)}
        for name, event in resolver.resource_types.items()
        if name
    }


def connectors():
    return {
        source: {
            destination: sorted(profile["Properties"]["AccessCategories"]) for destination, profile in found.items()
        }
        for source, found in PROFILE["Permissions"].items()
    }


def connector_profiles():
    """What a connector makes, by the types of its two ends, and where a resource has what the profiles ask of it."""
    return {
        "permissions": {
            source: {
                destination: {
                    "type": profile["Type"],
                    # Members of objects have no order in the pack; the statements of a policy have this one.
                    "order": list(profile["Properties"]["AccessCategories"]),
                    **profile["Properties"],
                }
                for destination, profile in found.items()
            }
            for source, found in PROFILE["Permissions"].items()
        },
        "resources": PROFILE["CfnResourceProperties"],
    }


def policy_templates():
    templates = json.loads((ROOT / "policy_templates_data" / "policy_templates.json").read_text())["Templates"]
    return {
        name: {"parameters": list(template["Parameters"]), "definition": template["Definition"]}
        for name, template in templates.items()
    }


def schema_module(name):
    """The module that describes a type for documentation: `aws_serverless_function`."""
    module = "aws_serverless_" + name.rsplit("::", 1)[-1].lower()
    try:
        return importlib.import_module(f"samtranslator.internal.schema_source.{module}")
    except ModuleNotFoundError:
        return None


def page(model, slug):
    """The AWS page whose texts most of a model's fields carry, the type's own before another's."""
    counts = {}
    for name, field in model.__fields__.items():
        extra = field.field_info.extra
        text = extra.get("markdownDescription") or extra.get("__samPassThrough", {}).get("markdownDescriptionOverride")
        for found, texts in DOCS.items() if text else ():
            if texts.get(name) == text:
                counts[found] = counts.get(found, 0) + 1
    # Types share texts: of the pages that fit about as well, the one named as the model is its own.
    likely = [found for found in counts if 2 * counts[found] >= max(counts.values())]
    name = model.__name__.lower()

    def order(found):
        last = found.rsplit("-", 1)[-1]
        return (-len(last) if name.startswith(last) else 0, -counts[found], f"-{slug}" not in found, found)

    return min(likely, key=order, default=None)


def models(name):
    """Of each object in a type's schema: AWS's page, and the CloudFormation properties its own are handed to."""
    module = schema_module(name)
    result = {}
    for key, model in sorted(vars(module).items()) if module else []:
        if not (isinstance(model, type) and hasattr(model, "__fields__")):
            continue
        handed = {}
        for field_name, field in model.__fields__.items():
            place = field.field_info.extra.get("__samPassThrough", {}).get("schemaPath")
            if place:
                steps = [step for step in place[1:] if step not in ("properties", "Properties")]
                handed[field_name] = ".".join(steps)
        facts = {key: value for key, value in (("page", page(model, name.rsplit("::", 1)[-1].lower())), ("passThrough", handed)) if value}
        if facts:
            result[key] = facts
    return result


def type_facts(name):
    cls = class_of(name)
    facts = {
        "properties": declared(cls.property_types),
        "referable": dict(getattr(cls, "referable_properties", {})),
        "rules": [[rule.value, names] for rule, names in getattr(cls, "__validation_rules__", [])],
        "events": events(cls),
        "models": models(name),
    }
    if name in LEAST:
        facts["generated"] = generated(name)
        same = [kind for pattern, kind in facts["generated"]["always"] if pattern in ("<id>", "<id><hash>")]
        facts["generatedType"] = same[0] if same else None
    return facts


def gateway_extensions():
    """The keys of API Gateway's own that the translator reads or writes in OpenAPI documents."""
    found = set()
    for path in Path(samtranslator.__file__).parent.glob("**/*.py"):
        found |= set(re.findall(r"[\"'](x-amazon-apigateway-[a-z-]+)[\"']", path.read_text(encoding="utf-8")))
    return sorted(found)


def sam():
    prefix = Globals._RESOURCE_PREFIX
    return {
        "globals": {
            resource.replace(prefix, ""): {
                "type": resource,
                "properties": [p for p in names if p not in Globals.unreleased_properties.get(resource, [])],
            }
            for resource, names in Globals.supported_properties.items()
            if resource not in Globals.unreleased_resource_types
        },
        "policyTemplates": policy_templates(),
        "gatewayExtensions": gateway_extensions(),
        "connectors": connectors(),
        "connectorProfiles": connector_profiles(),
        "managedPolicies": get_bundled_managed_policy_map("aws"),
        "resourceAttributes": {
            "kept": list(Resource._supported_resource_attributes),
            "passedOn": list(Resource._pass_through_attributes),
        },
        "types": {name: type_facts(name) for name in sorted(classes())},
    }
