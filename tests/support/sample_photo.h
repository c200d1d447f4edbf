// Photos as large as a test wants them.
#pragma once

#include <cstdint>
#include <string>

namespace ocop::test {

// A valid photo of about `bytes`: a small one with comments, as cameras write them, of letters that do not compress.
// Another seed, another photo.
std::string padded_photo(std::size_t bytes, std::uint64_t seed = 5);

}  // namespace ocop::test
