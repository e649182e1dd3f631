/// This project's own words on the parts of the template language.
///
/// Source of the facts: the CloudFormation user guide and template reference, the SAM specification.
enum LanguageNotes {
  /// What is told of one word of the language.
  struct Note {
    /// A few words beside the name.
    var summary: String
    /// One to three sentences.
    var text: String
    /// How it is written, in YAML.
    var example: String?
    var link: String
  }

  private static let guide = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
  private static let reference = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
  private static let serverless =
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/"

  static func sectionSummary(_ name: String) -> String? { sections[name]?.summary }
  static func functionSummary(_ name: String) -> String? { functions[name]?.summary }

  // MARK: Sections

  static let sections: [String: Note] = [
    "AWSTemplateFormatVersion": Note(
      summary: "Version of the template format",
      text: "Names the format that the template is written in. There is one: `2010-09-09`.",
      link: guide + "format-version-structure.html"),
    "Description": Note(
      summary: "What the template is for", text: "A text about the template, at most 1,024 bytes long.",
      link: guide + "template-description-structure.html"),
    "Metadata": Note(
      summary: "Data about the template",
      text: "Data that the deployment does not act on: how the console groups parameters, settings of tools.",
      link: guide + "metadata-section-structure.html"),
    "Parameters": Note(
      summary: "Values given at deployment",
      text: "Values that whoever deploys the stack can choose. `!Ref` gives a parameter's value.",
      link: guide + "parameters-section-structure.html"),
    "Rules": Note(
      summary: "Checks of the parameters",
      text: "Assertions about the parameters' values, checked before anything is created.",
      link: guide + "rules-section-structure.html"),
    "Mappings": Note(
      summary: "Tables of constants",
      text: "Constants looked up by two keys with `!FindInMap`, for example by region.",
      link: guide + "mappings-section-structure.html"),
    "Conditions": Note(
      summary: "When resources are created",
      text:
        "Named conditions on parameters. A resource or output with a `Condition`, or an `!If`, follows them.",
      link: guide + "conditions-section-structure.html"),
    "Transform": Note(
      summary: "Macros that rewrite the template",
      text:
        "Macros that CloudFormation runs over the template before it deploys it. `AWS::Serverless-2016-10-31` turns on SAM.",
      link: guide + "transform-section-structure.html"),
    "Globals": Note(
      summary: "Defaults for SAM resources",
      text:
        "Properties that every SAM resource of a kind starts from. A resource's own value wins; mappings are merged and lists joined.",
      link: serverless + "sam-specification-template-anatomy-globals.html"),
    "Resources": Note(
      summary: "What the stack is made of",
      text: "The resources to create, each under a logical id. The only section that a template must have.",
      link: guide + "resources-section-structure.html"),
    "Hooks": Note(
      summary: "Blue/green deployments",
      text: "Says how CodeDeploy replaces the stack's ECS tasks in a blue/green deployment.",
      link: guide + "blue-green.html"),
    "Outputs": Note(
      summary: "Values that the stack returns",
      text:
        "Values shown once the stack is deployed; those with an `Export` can be imported by other stacks.",
      link: guide + "outputs-section-structure.html"),
  ]

  // MARK: Functions

  private static func function(_ page: String) -> String {
    reference + "intrinsic-function-reference-\(page).html"
  }

  static let functions: [String: Note] = [
    "Ref": Note(
      summary: "Value of a parameter or resource",
      text:
        "Gives a parameter's value, or what identifies a resource: its name, id or ARN, as its type has it.",
      example: "!Ref LogicalId", link: function("ref")),
    "Condition": Note(
      summary: "Another condition", text: "Stands for a condition that is defined under `Conditions`.",
      example: "!Condition IsProduction", link: reference + "intrinsic-function-reference-conditions.html"),
    "Fn::GetAtt": Note(
      summary: "Attribute of a resource",
      text: "Gives an attribute of a resource that is known once it is created, such as its ARN.",
      example: "!GetAtt LogicalId.Attribute", link: function("getatt")),
    "Fn::Sub": Note(
      summary: "Text with values filled in",
      text:
        "Replaces `${Name}` by what `Ref` gives and `${Name.Attribute}` by what `GetAtt` gives. `${!Name}` stays as `${Name}`.",
      example: "!Sub \"arn:${AWS::Partition}:s3:::${Bucket}/*\"", link: function("sub")),
    "Fn::Join": Note(
      summary: "Values joined to a text",
      text: "Puts the items of a list together with a delimiter between them.",
      example: "!Join [\",\", [first, second]]", link: function("join")),
    "Fn::Split": Note(
      summary: "Text taken apart to a list",
      text: "Cuts a text at every delimiter and gives the pieces as a list.",
      example: "!Split [\",\", \"first,second\"]", link: function("split")),
    "Fn::Select": Note(
      summary: "One item of a list", text: "Gives the item at an index of a list; the first has index 0.",
      example: "!Select [0, !GetAZs \"\"]", link: function("select")),
    "Fn::If": Note(
      summary: "One of two values",
      text:
        "Gives the second argument where the condition holds, else the third. `!Ref AWS::NoValue` in a branch leaves the property out.",
      example: "!If [Condition, then, else]", link: reference + "intrinsic-function-reference-conditions.html"
    ),
    "Fn::FindInMap": Note(
      summary: "Value of a mapping",
      text: "Looks up a constant in `Mappings` by its map's name and two keys.",
      example: "!FindInMap [Map, TopKey, SecondKey]", link: function("findinmap")),
    "Fn::ImportValue": Note(
      summary: "Output of another stack",
      text: "Gives a value that another stack of the account and region exports.",
      example: "!ImportValue ExportName", link: function("importvalue")),
    "Fn::Base64": Note(
      summary: "Text in Base64", text: "Encodes a text in Base64, as EC2's user data needs it.",
      example: "!Base64 text", link: function("base64")),
    "Fn::Cidr": Note(
      summary: "CIDR blocks", text: "Divides an address block into a list of smaller ones of equal size.",
      example: "!Cidr [10.0.0.0/16, 4, 8]", link: function("cidr")),
    "Fn::GetAZs": Note(
      summary: "Availability zones",
      text: "Lists the availability zones of a region; of the stack's own for an empty text.",
      example: "!GetAZs \"\"", link: function("getavailabilityzones")),
    "Fn::Transform": Note(
      summary: "Macro's output",
      text: "Runs a macro over this part of the template and puts its output in place.",
      example: "Fn::Transform:\n  Name: AWS::Include\n  Parameters:\n    Location: s3://bucket/part.yaml",
      link: function("transform")),
    "Fn::Equals": Note(
      summary: "Whether two values are equal", text: "Holds where both values are the same text.",
      example: "!Equals [!Ref Stage, prod]", link: reference + "intrinsic-function-reference-conditions.html"),
    "Fn::And": Note(
      summary: "Whether all conditions hold", text: "Holds where each of two to ten conditions does.",
      example: "!And [!Condition First, !Condition Second]",
      link: reference + "intrinsic-function-reference-conditions.html"),
    "Fn::Or": Note(
      summary: "Whether a condition holds", text: "Holds where at least one of two to ten conditions does.",
      example: "!Or [!Condition First, !Condition Second]",
      link: reference + "intrinsic-function-reference-conditions.html"),
    "Fn::Not": Note(
      summary: "Whether a condition does not hold", text: "Holds where its one condition does not.",
      example: "!Not [!Condition First]", link: reference + "intrinsic-function-reference-conditions.html"),
    "Fn::ForEach": Note(
      summary: "Repeated template parts",
      text: "Repeats what it holds for every item of a list. Needs the `AWS::LanguageExtensions` transform.",
      example:
        "Fn::ForEach::Topics:\n  - Name\n  - [Orders, Refunds]\n  - Topic${Name}:\n      Type: AWS::SNS::Topic",
      link: function("foreach")),
    "Fn::Length": Note(
      summary: "Number of items",
      text: "Counts the items of a list. Needs the `AWS::LanguageExtensions` transform.",
      example: "Fn::Length: !Ref List", link: function("length")),
    "Fn::ToJsonString": Note(
      summary: "Value as JSON text",
      text: "Writes a mapping or a list as JSON text. Needs the `AWS::LanguageExtensions` transform.",
      example: "Fn::ToJsonString:\n  key: value", link: function("ToJsonString")),
    "Fn::GetStackOutput": Note(
      summary: "Output of a stack", text: "Gives an output of another stack, which need not export it.",
      link: function("getstackoutput")),
    "Fn::Contains": Note(
      summary: "Whether a list has a text", text: "Holds, in `Rules`, where the list has the text.",
      link: reference + "intrinsic-function-reference-rules.html"),
    "Fn::EachMemberEquals": Note(
      summary: "Whether all items equal a text",
      text: "Holds, in `Rules`, where every item of the list is the text.",
      link: reference + "intrinsic-function-reference-rules.html"),
    "Fn::EachMemberIn": Note(
      summary: "Whether a list holds all of another",
      text: "Holds, in `Rules`, where every item of the first list is one of the second.",
      link: reference + "intrinsic-function-reference-rules.html"),
    "Fn::RefAll": Note(
      summary: "All values of a parameter type",
      text: "Lists, in `Rules`, all values of a parameter type in the account and region.",
      link: reference + "intrinsic-function-reference-rules.html"),
    "Fn::ValueOf": Note(
      summary: "Attribute of a parameter", text: "Gives, in `Rules`, an attribute of what a parameter names.",
      link: reference + "intrinsic-function-reference-rules.html"),
    "Fn::ValueOfAll": Note(
      summary: "Attributes of a parameter type",
      text: "Lists, in `Rules`, an attribute of everything of a parameter type.",
      link: reference + "intrinsic-function-reference-rules.html"),
  ]

  // MARK: Pseudo parameters

  static let pseudoParametersLink = reference + "pseudo-parameter-reference.html"

  static let pseudoParameters: [String: String] = [
    "AWS::AccountId": "The number of the account that the stack is in: twelve digits.",
    "AWS::NotificationARNs": "The list of SNS topics that are told of the stack's events.",
    "AWS::NoValue": "Nothing: a property that an `!If` gives this value is as if it were not written.",
    "AWS::Partition":
      "The partition of the region: `aws`, `aws-cn`, `aws-us-gov`, …. The second part of every ARN.",
    "AWS::Region": "The region that the stack is in, such as `eu-central-1`.",
    "AWS::StackId": "The ARN of the stack.",
    "AWS::StackName": "The name of the stack.",
    "AWS::URLSuffix":
      "The domain of the region's endpoints: `amazonaws.com`, or `amazonaws.com.cn` in China.",
  ]
}
