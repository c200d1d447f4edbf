// What every implementation of the port owes is in tests/contract/files_test.cpp; here are the faults one can ask for.
#include "platform/fake/memory_files.h"

#include "platform/fake/fake_world.h"
#include "tests/support/catch.h"

using namespace ocop;
using namespace ocop::fake;

TEST_CASE("the nth write fails as told, torn if wished") {
  MemoryFiles files;
  files.fail_write(1, ErrorCode::StorageFull, MemoryFiles::Torn::Yes);
  REQUIRE_OK(files.append("a", 0, as_bytes("abcd")));
  REQUIRE_ERROR(files.append("a", 4, as_bytes("efgh")), StorageFull);
  REQUIRE(as_text(*files.read("a", 0, 99)) == "abcdef");
  files.fail_write(0, ErrorCode::StorageReadOnly);
  REQUIRE_ERROR(files.publish("a", "b"), StorageReadOnly);
  files.fail_write(0, ErrorCode::StorageFault);
  REQUIRE_ERROR(files.remove("a"), StorageFault);
  REQUIRE(files.writes() == 4);
}

TEST_CASE("a disk that lies about syncing loses what was written, an honest one does not") {
  MemoryFiles files;
  REQUIRE_OK(files.append("kept", 0, as_bytes("abc")));
  files.lie_about_syncing();
  REQUIRE_OK(files.append("kept", 3, as_bytes("def")));
  REQUIRE_OK(files.append("gone", 0, as_bytes("x")));
  files.lose_power();
  REQUIRE(as_text(*files.read("kept", 0, 99)) == "abc");
  REQUIRE_ERROR(files.size("gone"), NotFound);
}

TEST_CASE("a full disk refuses, and removing makes room") {
  MemoryFiles files;
  files.set_free_bytes(4);
  REQUIRE_ERROR(files.append("a", 0, as_bytes("12345")), StorageFull);
  REQUIRE_OK(files.append("a", 0, as_bytes("1234")));
  REQUIRE(*files.free_bytes() == 0);
  REQUIRE_OK(files.remove("a"));
  REQUIRE(*files.free_bytes() == 4);
}

TEST_CASE("a seed gives the same chance twice, another seed another") {
  SeededEntropy first(7), second(7), third(8);
  const auto drawn = first.draw_64();
  REQUIRE(drawn == second.draw_64());
  REQUIRE(drawn != third.draw_64());
}

TEST_CASE("the stepped executor runs in order, bounded, and nothing after closing") {
  SteppedExecutor executor;
  std::vector<int> order;
  for (int i = 0; i < 3; ++i) REQUIRE(executor.post([&order, i] { order.push_back(i); }));
  REQUIRE(executor.step());
  REQUIRE(executor.drain() == 2);
  REQUIRE(order == std::vector<int>{0, 1, 2});
  for (std::size_t i = 0; i < limits::job_queue_max; ++i) REQUIRE(executor.post([] {}));
  REQUIRE_FALSE(executor.post([] {}));
  executor.drain();
  executor.close();
  REQUIRE_FALSE(executor.post([] {}));
}

TEST_CASE("the camera takes what it was given, in turn, and then nothing") {
  FakeCamera camera;
  camera.will_take(Bytes{1, 2});
  camera.will_take(Error{ErrorCode::TimedOut, "shaken"});
  REQUIRE(camera.take()->size() == 2);
  REQUIRE_ERROR(camera.take(), TimedOut);
  REQUIRE_ERROR(camera.take(), NotFound);
}
