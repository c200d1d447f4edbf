// Catch2, and the one matcher that every test of a Result needs: on failure it prints the error's name and detail.
#pragma once

#include <catch2/catch.hpp>

#include "core/base/result.h"

#define REQUIRE_OK(expression)                                                        \
  do {                                                                                \
    const auto& require_ok_result = (expression);                                     \
    if (!require_ok_result.has_value())                                               \
      FAIL(#expression << ": " << require_ok_result.error().name() << ": " << require_ok_result.error().detail); \
    SUCCEED();                                                                        \
  } while (false)

#define REQUIRE_ERROR(expression, expected)                                           \
  do {                                                                                \
    const auto& require_error_result = (expression);                                  \
    REQUIRE_FALSE(require_error_result.has_value());                                  \
    REQUIRE(require_error_result.error().name() == ::ocop::error_row(::ocop::ErrorCode::expected).name); \
  } while (false)
