import SAMTemplate
import Testing
import YAMLSyntax

@Suite struct ScalarTypeTests {
}
