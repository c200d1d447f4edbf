// A bench that cannot go on says why and ends.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "core/base/result.h"

namespace ocop::bench {

[[noreturn]] inline void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

[[noreturn]] inline void give_up(const Error& error) { give_up(std::string(error.name()) + ": " + error.detail); }

template <typename T>
T need(Result<T> result) {
  if (!result) give_up(result.error());
  return std::move(result).value();
}

inline void need(const Status& status) {
  if (!status) give_up(status.error());
}

}  // namespace ocop::bench
