// Reading plain structs out of a JSON tree: every wrong shape becomes one error that names its place.
//
//   Reader reader(ErrorCode::PackInvalid);
//   const Node root = reader.root(tree);
//   pack.id = root.at("id").text();            // a missing or wrong value gives "" and is noted
//   TRY(reader.status());                      // PackInvalid, "/sets[3]/parts[0]/max: not a whole number"
//
// Only the first complaint is kept; after it, reading goes on with empty values, so no line of a parser needs a check
// of its own. A Node never outlives its tree and its Reader. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/json_value.h"

namespace ocop::rules {

class Reader;

class Node {
 public:
  Node(Reader& reader, const JsonValue* value, std::string where);

  bool exists() const { return value_ != nullptr; }
  bool has(std::string_view key) const { return value_ != nullptr && value_->find(key) != nullptr; }
  const std::string& where() const { return where_; }

  Node at(std::string_view key) const;         // complains when missing
  Node maybe(std::string_view key) const;      // exists() tells
  std::vector<Node> items() const;             // complains unless a list
  std::vector<Node> items_of(std::string_view key) const;        // at(key).items()
  std::vector<Node> maybe_items_of(std::string_view key) const;  // none when the key is missing

  // Text: not empty, NFC, no control characters, no space at its ends, at most limits::text_bytes_max.
  std::string text() const;
  std::string id() const;                      // text of a-z 0-9 _ - only
  std::string code() const;                    // text of A-Z a-z 0-9 . only: "A", "6.1.3"
  int integer(int least, int most) const;
  bool boolean() const;

  void complain(const std::string& what) const;

 private:
  std::string text_of(bool (*is_allowed)(char), const char* complaint) const;

  Reader* reader_;
  const JsonValue* value_;
  std::string where_;
};

class Reader {
 public:
  explicit Reader(ErrorCode code) : code_(code) {}
  Node root(const JsonValue& tree) { return Node(*this, &tree, ""); }
  void complain(const std::string& where, const std::string& what);
  Status status() const;

 private:
  ErrorCode code_;
  std::optional<std::string> first_;
};

// Complains when `id` stands in `seen`, else adds it there.
void expect_new(const Node& node, std::vector<std::string>& seen, const std::string& id);

}  // namespace ocop::rules
