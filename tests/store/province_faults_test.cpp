// What a province does for its tablets and its office, on a machine that fails (fault_trial.h).
#include "sync/server/exchange.h"
#include "tests/store/subjects.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::test;

namespace {

using Prepare = std::function<void(Office&)>;
using Act = std::function<Status(Office&)>;

void try_all(const std::string& name, const Prepare& prepare, const Act& act) {
  try_all_faults<Office>(name, prepare, act);
}

void with_nothing(Office&) {}

}  // namespace

TEST_CASE("On a failing machine somebody is invited or not") {
  try_all("invite", with_nothing,
          [](Office& office) { return status_of(invite(office.province, "Lan", {commune})); });
}

TEST_CASE("On a failing machine a device is enrolled or not") {
  Sender lan;
  try_all("enrol", [&](Office& office) { lan.be_invited(office); },
          [&](Office& office) { return status_of(enrol(office.province, lan.request)); });
}

TEST_CASE("On a failing machine a device is revoked or not") {
  Sender lan;
  try_all("revoke", [&](Office& office) { lan.enrol(office); },
          [&](Office& office) { return revoke(office.province, lan.keys.public_key); });
}

TEST_CASE("On a failing machine the province takes an exchange wholly or not, and again without harm") {
  Sender lan;
  Bytes body;
  const Prepare with_device = [&](Office& office) {
    lan.enrol(office);
    body = lan.everything();
  };
  try_all("answer_sync", with_device, [&](Office& office) { return status_of(answer_sync(office.province, body)); });
}

TEST_CASE("On a failing machine a part of a photo is noted or not, and its last part makes it whole or not") {
  Sender lan;
  const std::uint64_t half = lan.jpeg.size() / 2, whole = lan.jpeg.size();
  const Prepare with_record = [&](Office& office) {
    lan.enrol(office);
    REQUIRE_OK(answer_sync(office.province, lan.everything()));
  };
  try_all("answer_blob, a part", with_record, [&](Office& office) { return lan.patch(office, 0, half); });
  try_all("answer_blob, the last",
          [&](Office& office) {
            with_record(office);
            REQUIRE_OK(lan.patch(office, 0, half));
          },
          [&](Office& office) { return lan.patch(office, half, whole); });
}
