// The container: what is whole is found, whatever else is wrong with the file.
#include "sync/bundle/tar.h"

#include "platform/fake/memory_files.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::bundle;

namespace {

const std::vector<std::pair<std::string, std::string>> three = {
    {"ocop-bundle/a/0", "một"}, {"ocop-bundle/a/1", std::string(700, 'x')}, {"ocop-bundle/a/2", ""}};
constexpr std::size_t block = 512;
const std::vector<std::size_t> ends = {2 * block, 5 * block, 6 * block};  // of the entries

Bytes written(const std::vector<std::pair<std::string, std::string>>& entries) {
  fake::MemoryFiles files;
  TarWriter writer(files, "f");
  for (const auto& [name, text] : entries) REQUIRE_OK(writer.add(name, as_bytes(text)));
  REQUIRE_OK(writer.finish());
  CHECK(writer.bytes() == files.contents().at("f").size());
  return files.contents().at("f");
}

struct Read {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  bool has_end = false;
};

Read read(const Bytes& file) {
  fake::MemoryFiles files;
  REQUIRE_OK(files.append("f", 0, file));
  TarReader reader(files, "f");
  Read out;
  for (;;) {
    const auto entry = reader.next();
    REQUIRE_OK(entry);
    if (!*entry) break;
    out.names.push_back((*entry)->name);
    out.texts.emplace_back(as_text((*entry)->bytes));
  }
  out.has_end = reader.has_end();
  return out;
}

}  // namespace

TEST_CASE("what was written is read, and the file ends where it says") {
  const Bytes file = written(three);
  CHECK(file.size() == ends.back() + 2 * block);
  const Read back = read(file);
  REQUIRE(back.names.size() == 3);
  for (std::size_t i = 0; i < three.size(); ++i) {
    CHECK(back.names[i] == three[i].first);
    CHECK(back.texts[i] == three[i].second);
  }
  CHECK(back.has_end);
}

TEST_CASE("a header is a header of POSIX ustar") {
  const Bytes file = written({{"name", "12345678"}});
  const auto field = [&](std::size_t at, std::size_t bytes) {
    return std::string(as_text(ByteView(file).subspan(at, bytes)));
  };
  CHECK(field(0, 5) == std::string("name\0", 5));
  CHECK(field(124, 12) == std::string("00000000010\0", 12));
  CHECK(field(156, 1) == "0");
  CHECK(field(257, 8) == std::string("ustar\00000", 8));
}

TEST_CASE("a file that is cut anywhere gives the entries that are whole") {
  const Bytes file = written(three);
  const std::vector<std::size_t> content_ends = {block + three[0].second.size(), ends[0] + block + 700, ends[2]};
  for (std::size_t length = 0; length <= file.size(); ++length) {
    const Read back = read(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));
    std::size_t whole = 0;
    while (whole < content_ends.size() && length >= content_ends[whole]) ++whole;
    INFO("cut to " << length);
    CHECK(back.names.size() == whole);
    CHECK(back.has_end == (length >= ends.back() + block));
    for (std::size_t i = 0; i < back.texts.size(); ++i) CHECK(back.texts[i] == three[i].second);
  }
}

TEST_CASE("a damaged header costs its own entry and no other") {
  const Bytes good = written(three);
  for (const std::size_t at : {std::size_t{0}, std::size_t{130}, std::size_t{150}, std::size_t{257}}) {
    Bytes file = good;
    file[ends[0] + at] ^= 1;
    const Read back = read(file);
    CHECK(back.names == std::vector<std::string>{three[0].first, three[2].first});
    CHECK(back.has_end);
  }
}

TEST_CASE("two files one after the other are one") {
  Bytes file = written({three[0]});
  append(file, written({three[1], three[2]}));
  CHECK(read(file).names.size() == 3);
}

TEST_CASE("what is larger than any entry is passed over") {
  fake::MemoryFiles files;
  TarWriter writer(files, "f");
  REQUIRE_OK(writer.add("film", Bytes(3 * 1024 * 1024, 7)));
  REQUIRE_OK(writer.add("small", as_bytes("1")));
  REQUIRE_OK(writer.finish());
  CHECK(read(files.contents().at("f")).names == std::vector<std::string>{"small"});
}

TEST_CASE("a large file that is none ends soon, and a missing one is not found") {
  const Read back = read(Bytes(5 * 1024 * 1024, 'a'));
  CHECK(back.names.empty());
  CHECK_FALSE(back.has_end);
  fake::MemoryFiles files;
  CHECK(TarReader(files, "f").next().error().code == ErrorCode::NotFound);
}

TEST_CASE("a file that cannot be written says so") {
  fake::MemoryFiles files;
  files.fail_write(0, ErrorCode::StorageFull);
  TarWriter writer(files, "f");
  REQUIRE_OK(writer.add("a", as_bytes("1")));
  REQUIRE_ERROR(writer.finish(), StorageFull);
}
