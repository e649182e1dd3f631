import Foundation
import SAMTemplate
import Testing

@testable import LanguageServer

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "sam-ls-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

@Suite struct DiskFileTests {
  @Test func seesWhatIsThere() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.json", "{}")
    let file = DiskFile.look(at: path, knowing: nil)
    #expect(file.file?.kind == .file)
    #expect(file.file?.text.string(in: 0..<2) == "{}")
    #expect(DiskFile.look(at: folder.path, knowing: nil).file?.kind == .folder)
    #expect(DiskFile.look(at: path + "x", knowing: nil).file == .missing)
    #expect(DiskFile.look(at: path + "/x", knowing: nil).file == .missing)
  }

  @Test func readsNothingOfDevices() {
    #expect(DiskFile.look(at: "/dev/zero", knowing: nil).file == nil)
  }

  @Test func readsNoMoreThanItsLimit() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.json", String(repeating: " ", count: DiskFile.sizeLimit + 1))
    #expect(DiskFile.look(at: path, knowing: nil).file == nil)
  }

  @Test func keepsWhatHasNotChanged() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.json", "{}")
    let first = DiskFile.look(at: path, knowing: nil)
    #expect(DiskFile.look(at: path, knowing: first).file == first.file)
    try folder.write("a.json", "{ }")
    #expect(DiskFile.look(at: path, knowing: first).file != first.file)
  }
}

@Suite struct LocalFolderTests {
  @Test(arguments: [
    ("a.json", "/x", "/x/a.json"), ("./b/../a.json", "/x", "/x/a.json"), ("../a.json", "/x/y", "/x/a.json"),
    ("/a.json", "/x", "/a.json"), ("a.json", ".", "a.json"), ("../a.json", ".", "../a.json"),
  ])
  func joins(_ path: String, _ folder: String, _ result: String) {
    #expect(LocalFolder.path(path, in: folder) == result)
  }
}
