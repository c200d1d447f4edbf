// A file that a person named, anywhere on the machine, as the port to files wants it: a folder opened,
// and a name in it.
#pragma once

#include <string>

#include "platform/linux/posix_files.h"

namespace ocop::platform {

struct FilePlace {
  PosixFiles files;
  std::string name;
};

// NotFound: the folder is not there; InvalidInput: the path names no file, or a folder.
Result<FilePlace> find_place(const std::string& path);

}  // namespace ocop::platform
