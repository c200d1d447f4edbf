// What the camera wrote beside the picture. For this folder only.
#pragma once

#include "core/base/bytes.h"
#include "core/photo/photo.h"

namespace ocop::photo {

// `segment` is the content of an EXIF segment, from "Exif\0\0" on, or empty. Sets what can be read and believed and
// leaves the rest as it is; never fails. libexif sees these 64 KB at most, never the file.
void read_exif(ByteView segment, PhotoFacts& facts);

}  // namespace ocop::photo
