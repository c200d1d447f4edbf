// Result<T>: a value, or the error that kept it from coming about.
//
// Expected failures are values in this project: no exception crosses a folder. The vocabulary is std::expected's, so
// that Result can become an alias of it when the oldest compiler has one.
//
//   Result<Dossier> open(Id id);
//   TRY_ASSIGN(auto dossier, open(id));        // returns the error to our caller, or goes on with the value
//   TRY(save(dossier));                        // the same for a Status
//
// An Error is a code of the closed table (core/base/error.h) and a detail for logs and support staff: file names, SQL
// messages, codes of criteria. The sentence for the officer is chosen by the code alone, in app/text.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/assert.h"
#include "core/base/error.h"

namespace ocop {

struct Error {
  ErrorCode code;
  std::string detail;

  std::string_view name() const { return error_row(code).name; }
};

template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose, as expected's
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose
  Result(ErrorCode code) : Result(Error{code, {}}) {}                        // NOLINT: implicit on purpose

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { OCOP_ASSERT(has_value()); return *std::get_if<0>(&state_); }
  const T& value() const& { OCOP_ASSERT(has_value()); return *std::get_if<0>(&state_); }
  T&& value() && { OCOP_ASSERT(has_value()); return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { OCOP_ASSERT(!has_value()); return *std::get_if<1>(&state_); }
  T value_or(T other) const { return has_value() ? value() : std::move(other); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}      // NOLINT: implicit on purpose
  Result(ErrorCode code) : Result(Error{code, {}}) {}    // NOLINT: implicit on purpose

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const { OCOP_ASSERT(!has_value()); return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace ocop

#define OCOP_JOIN_INNER(a, b) a##b
#define OCOP_JOIN(a, b) OCOP_JOIN_INNER(a, b)

#define TRY(expression)                                           \
  do {                                                            \
    auto&& try_result = (expression);                             \
    if (!try_result.has_value()) return ::ocop::Error{try_result.error()}; \
  } while (false)

#define TRY_ASSIGN(target, expression) TRY_ASSIGN_INNER(target, expression, OCOP_JOIN(try_assign_, __LINE__))
#define TRY_ASSIGN_INNER(target, expression, name)      \
  auto name = (expression);                             \
  if (!name.has_value()) return ::ocop::Error{name.error()}; \
  target = std::move(name).value()
