internal import CSchemaPack

/// The packs that are part of the binary.
enum EmbeddedPack {
  /// The facts.
  static let resources = PackReader(
    UnsafeRawBufferPointer(start: sam_ls_resources(), count: sam_ls_resources_pack_size))
}
