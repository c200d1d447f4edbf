#include "sync/engine/receipts.h"

#include "tests/support/catch.h"
#include "tests/unit/sync/engine/fakes.h"

using namespace ocop;
using namespace ocop::engine;
using namespace ocop::fakes;

namespace {

const Options at_once{service::PhotoPolicy::All, Waiting::None};

void want_two(Tablet& tablet) {
  samples::SteppedEntropy entropy(5);
  for (int i = 0; i < 2; ++i) tablet.receipts_wanted.push_back(random_id(entropy));
}

}  // namespace

TEST_CASE("receipts that are wanted are fetched, checked and kept") {
  Tablet tablet;
  want_two(tablet);
  Province province;
  const auto summary = run(tablet, province, at_once);
  CHECK(summary.ok);
  CHECK(summary.requests == 3);
  CHECK(tablet.receipts_saved == 2);
}

TEST_CASE("a province that gives no receipt does not spoil the session") {
  Tablet tablet;
  want_two(tablet);
  Province province;
  province.gives_receipts = false;
  CHECK(run(tablet, province, at_once).ok);
  CHECK(tablet.receipts_saved == 0);
  CHECK(province.log.size() == 3);
}

TEST_CASE("a receipt that another signed is not kept") {
  Tablet tablet;
  want_two(tablet);
  Province province;
  province.receipt_seed = 23;
  const auto summary = run(tablet, province, at_once);
  CHECK_FALSE(summary.ok);
  CHECK(summary.error->name() == error_row(ErrorCode::ServerGarbage).name);
  CHECK(tablet.receipts_saved == 0);
}

TEST_CASE("a receipt that is lost on the way is asked for again") {
  Tablet tablet;
  want_two(tablet);
  Province province;
  province.faults = [](std::size_t at, const HttpRequest&) { return at == 1 ? Fault::AnswerLost : Fault::None; };
  CHECK(run(tablet, province).ok);
  CHECK(tablet.receipts_saved == 2);
}
