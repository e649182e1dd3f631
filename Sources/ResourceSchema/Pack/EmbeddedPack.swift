internal import CSchemaPack

/// The packs that are part of the binary.
enum EmbeddedPack {
  /// The facts. Every schema that is read asks for them: to make the reader of an address that the linker knows costs less
  /// than to ask whether one was made before.
  @inline(__always)
  static var resources: PackReader {
    PackReader(UnsafeRawBufferPointer(start: sam_ls_resources(), count: sam_ls_resources_pack_size))
  }

  /// Upstream's descriptions; empty where the build had none.
  static let documentation = PackReader(
    UnsafeRawBufferPointer(start: sam_ls_documentation(), count: sam_ls_documentation_pack_size))
}
