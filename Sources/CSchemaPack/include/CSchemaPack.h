#ifndef C_SCHEMA_PACK_H
#define C_SCHEMA_PACK_H
#include <stddef.h>

/// The schema pack (`schema/resources.pack`), embedded as read-only data: mapped with the binary, so only
/// the pages that are touched cost memory.
extern const unsigned char sam_ls_resources_pack[];
extern const size_t sam_ls_resources_pack_size;

/// The documentation pack (`schema/documentation.pack`); size 0 where the build had none.
extern const unsigned char sam_ls_documentation_pack[];
extern const size_t sam_ls_documentation_pack_size;

/// The packs as pointers: Swift does not import arrays of unknown size.
static inline const void *_Nonnull sam_ls_resources(void) { return sam_ls_resources_pack; }
static inline const void *_Nonnull sam_ls_documentation(void) { return sam_ls_documentation_pack; }

#endif
