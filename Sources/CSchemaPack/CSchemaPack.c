#include "CSchemaPack.h"

const unsigned char sam_ls_resources_pack[] __attribute__((aligned(8))) = {
#embed "../../schema/resources.pack"
};
const size_t sam_ls_resources_pack_size = sizeof sam_ls_resources_pack;

#if __has_embed("../../schema/documentation.pack") == __STDC_EMBED_FOUND__
const unsigned char sam_ls_documentation_pack[] __attribute__((aligned(8))) = {
#embed "../../schema/documentation.pack"
};
const size_t sam_ls_documentation_pack_size = sizeof sam_ls_documentation_pack;
#else
const unsigned char sam_ls_documentation_pack[] = {0};
const size_t sam_ls_documentation_pack_size = 0;
#endif
