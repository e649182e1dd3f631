/// This project's own words on the attributes of resources, parameters and outputs.
extension LanguageNotes {
  private static let attributePages =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
  private static let guidePages = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
  private static let samPages =
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/"

  static let resourceAttributes: [String: Note] = [
    "Type": Note(
      summary: "What the resource is", text: "The resource's type: `AWS::Service::Name`, or `Custom::Name`.",
      link: guidePages + "resources-section-structure.html"),
    "Properties": Note(
      summary: "How the resource is set up",
      text: "The resource's settings; which there are depends on its type.",
      link: guidePages + "resources-section-structure.html"),
    "DependsOn": Note(
      summary: "What is created first",
      text:
        "Resources that are to be created before this one and deleted after it. `Ref`, `GetAtt` and `Sub` say so by themselves.",
      link: attributePages + "aws-attribute-dependson.html"),
    "Condition": Note(
      summary: "When it is created",
      text: "The condition of `Conditions` under which this is created at all.",
      link: guidePages + "conditions-section-structure.html"),
    "DeletionPolicy": Note(
      summary: "What happens on deletion",
      text:
        "Whether the real resource is deleted (`Delete`), kept (`Retain`, `RetainExceptOnCreate`) or saved (`Snapshot`) when it leaves the stack.",
      link: attributePages + "aws-attribute-deletionpolicy.html"),
    "UpdateReplacePolicy": Note(
      summary: "What happens on replacement",
      text:
        "Whether the old resource is deleted (`Delete`), kept (`Retain`) or saved (`Snapshot`) when an update replaces it by a new one.",
      link: attributePages + "aws-attribute-updatereplacepolicy.html"),
    "Metadata": Note(
      summary: "Data about the resource",
      text: "Data that goes with the resource: `BuildMethod` for `sam build`, settings of tools.",
      link: attributePages + "aws-attribute-metadata.html"),
    "CreationPolicy": Note(
      summary: "When creation is complete",
      text: "How many signals to wait for, and how long, before the resource counts as created.",
      link: attributePages + "aws-attribute-creationpolicy.html"),
    "UpdatePolicy": Note(
      summary: "How updates are carried out",
      text: "How instances, aliases or domains are moved to a new version.",
      link: attributePages + "aws-attribute-updatepolicy.html"),
    "Connectors": Note(
      summary: "Permissions to other resources",
      text:
        "SAM connectors from this resource: what it may do with other resources, without writing policies.",
      link: samPages + "managing-permissions-connectors.html"),
    "IgnoreGlobals": Note(
      summary: "Globals that do not apply",
      text: "Properties of `Globals` that this resource does not take over; `*` for all of them.",
      link: samPages + "sam-specification-template-anatomy-globals.html"),
    "Version": Note(
      summary: "Version of a custom resource",
      text: "The version of the custom resource's interface; `1.0` is the only one.",
      link: guidePages + "resources-section-structure.html"),
  ]

  static let parameterAttributes: [String: Note] = {
    let link = guidePages + "parameters-section-structure.html"
    return [
      "Type": Note(summary: "Type of the value", text: "What kind of value the parameter takes.", link: link),
      "Default": Note(
        summary: "Value where none is given",
        text: "The value that is taken where none is given at deployment.",
        link: link),
      "Description": Note(
        summary: "What the value is for", text: "Shown where the value is asked for.", link: link),
      "AllowedValues": Note(
        summary: "Values to choose from", text: "The only values that may be given.", link: link),
      "AllowedPattern": Note(
        summary: "Pattern of the value", text: "A regular expression that the whole value must match.",
        link: link),
      "ConstraintDescription": Note(
        summary: "What to say of a wrong value", text: "Shown where a value breaks one of the constraints.",
        link: link),
      "MinLength": Note(
        summary: "Fewest characters", text: "The fewest characters that the value may have.", link: link),
      "MaxLength": Note(
        summary: "Most characters", text: "The most characters that the value may have.", link: link),
      "MinValue": Note(
        summary: "Smallest number", text: "The smallest number that may be given.", link: link),
      "MaxValue": Note(summary: "Largest number", text: "The largest number that may be given.", link: link),
      "NoEcho": Note(
        summary: "Whether the value is hidden",
        text:
          "`true` hides the value wherever the stack is shown. Where the template puts it may still show it.",
        link: link),
    ]
  }()

  static let outputAttributes: [String: Note] = {
    let link = guidePages + "outputs-section-structure.html"
    return [
      "Value": Note(summary: "What is returned", text: "The value that the stack returns.", link: link),
      "Description": Note(summary: "What the value is", text: "Shown with the value.", link: link),
      "Export": Note(
        summary: "Name for other stacks",
        text:
          "Makes the value available to other stacks of the account and region, by a name that no other export has.",
        link: link),
      "Condition": Note(
        summary: "When there is a value",
        text: "The condition of `Conditions` under which there is this output.",
        link: link),
    ]
  }()
}
