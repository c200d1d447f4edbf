#include "core/rules/reader.h"

#include <algorithm>

#include "core/base/text.h"

namespace ocop::rules {

Node::Node(Reader& reader, const JsonValue* value, std::string where)
    : reader_(&reader), value_(value), where_(std::move(where)) {}

Node Node::at(std::string_view key) const {
  Node found = maybe(key);
  if (!found.exists()) found.complain("missing");
  return found;
}

Node Node::maybe(std::string_view key) const {
  return Node(*reader_, value_ == nullptr ? nullptr : value_->find(key), where_ + "/" + std::string(key));
}

std::vector<Node> Node::items() const {
  std::vector<Node> nodes;
  if (value_ == nullptr || value_->kind != JsonValue::Kind::List) {
    complain("not a list");
    return nodes;
  }
  nodes.reserve(value_->items.size());
  for (std::size_t i = 0; i < value_->items.size(); ++i)
    nodes.emplace_back(*reader_, &value_->items[i], where_ + "[" + std::to_string(i) + "]");
  return nodes;
}

std::vector<Node> Node::items_of(std::string_view key) const { return at(key).items(); }

std::vector<Node> Node::maybe_items_of(std::string_view key) const {
  const Node list = maybe(key);
  return list.exists() ? list.items() : std::vector<Node>{};
}

std::string Node::text() const {
  if (value_ == nullptr || value_->kind != JsonValue::Kind::Text) {
    complain("not a text");
    return {};
  }
  const auto cleaned = clean_text(value_->text);
  if (!cleaned) {
    complain("text too long or not UTF-8");
  } else if (*cleaned != value_->text) {
    complain("text is not NFC, or holds control characters");
  } else if (value_->text.empty()) {
    complain("empty text");
  } else if (trim(value_->text).size() != value_->text.size()) {
    complain("space at the end of a text");
  }
  return value_->text;
}

std::string Node::text_of(bool (*is_allowed)(char), const char* complaint) const {
  const std::string read = text();
  if (!std::all_of(read.begin(), read.end(), is_allowed)) complain(complaint);
  return read;
}

std::string Node::id() const {
  return text_of([](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; },
                 "an id has only a-z, 0-9, _ and -");
}

std::string Node::code() const {
  return text_of(
      [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'; },
      "a code has only letters, digits and points");
}

int Node::integer(int least, int most) const {
  if (value_ == nullptr || value_->kind != JsonValue::Kind::Integer) {
    complain("not a whole number");
    return least;
  }
  if (value_->integer < least || value_->integer > most) {
    complain("not from " + std::to_string(least) + " to " + std::to_string(most));
    return least;
  }
  return static_cast<int>(value_->integer);
}

bool Node::boolean() const {
  if (value_ != nullptr && value_->kind == JsonValue::Kind::Boolean) return value_->boolean;
  complain("not true or false");
  return false;
}

void Node::complain(const std::string& what) const { reader_->complain(where_, what); }

void Reader::complain(const std::string& where, const std::string& what) {
  if (!first_) first_ = (where.empty() ? "/" : where) + ": " + what;
}

Status Reader::status() const {
  if (first_) return Error{code_, *first_};
  return {};
}

void expect_new(const Node& node, std::vector<std::string>& seen, const std::string& id) {
  if (std::find(seen.begin(), seen.end(), id) != seen.end()) node.complain("stands twice: " + id);
  seen.push_back(id);
}

}  // namespace ocop::rules
