#include "tests/tidy/source_tree.h"

#include <algorithm>

#include "tests/support/catch.h"

using namespace ocop::tidy;

TEST_CASE("the tree that is checked is this one, without what was built") {
  const auto& files = project_files();
  const auto has = [&](std::string_view path) {
    return std::any_of(files.begin(), files.end(), [&](const SourceFile& file) { return file.path == path; });
  };
  CHECK(has("core/base/result.h"));
  CHECK(has("tests/tidy/source_tree_test.cpp"));
  CHECK(has(".ci/run"));
  CHECK(std::none_of(files.begin(), files.end(), [](const SourceFile& file) { return is_in(file.path, "build"); }));
  CHECK(std::none_of(files.begin(), files.end(), [](const SourceFile& file) { return is_in(file.path, ".git"); }));
}

TEST_CASE("comments and literals are no code, and columns stay where they were") {
  CHECK(code_only("int a;  // b\nint c;") == "int a;      \nint c;");
  CHECK(code_only("a /* b\nc */ d") == "a     \n     d");
  CHECK(code_only(R"(f("x // y", 'z');)") == R"(f("      ", ' ');)");
  CHECK(code_only(R"(f("a\"b");)") == R"(f("    ");)");
  CHECK(code_only("x = R\"(a\" // b)\"; y") == "x =             ; y");
  CHECK(code_only("x = R\"q(a)\")q\"; y") == "x =           ; y");
  CHECK(code_only("n = 10'000; m") == "n = 10'000; m");
  CHECK(code_only("unended \"") == "unended \"");
}

TEST_CASE("a folder holds what lies below it and not its namesakes") {
  CHECK(is_in("core/base/text.h", "core"));
  CHECK(is_in("core/base/text.h", "core/base"));
  CHECK(is_in("core/base", "core/base"));
  CHECK_FALSE(is_in("core/base_more/text.h", "core/base"));
}

TEST_CASE("findings are printed as file, line and rule, and none as nothing") {
  CHECK(report({}).empty());
  CHECK(report({{"a.h", 3, "why"}, {"b.h", 0, "how"}}) == "\na.h:3: why\nb.h:0: how");
}
