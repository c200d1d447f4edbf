// What a province does for its tablets and its office, on a machine that fails (fault_trial.h).
#include "sync/protocol/codec.h"
#include "sync/protocol/enrolment.h"
#include "sync/server/blobs.h"
#include "sync/server/devices.h"
#include "sync/server/exchange.h"
#include "sync/server/verify.h"
#include "tests/store/fault_trial.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::server;
using namespace ocop::test;

namespace {

class Office {
 public:
  explicit Office(Machine& machine)
      : blobs(machine.files), province(open(machine, blobs, IfMissing::Fail).value()) {}
  static void make(Machine& machine) {
    FolderBlobStore blobs(machine.files);
    REQUIRE_OK(open(machine, blobs, IfMissing::Create));
  }
  store::Database& database() { return province.database(); }
  void require_whole() { require_none(verify_province(province)); }

 private:
  static Result<Province> open(Machine& machine, BlobStore& blobs, IfMissing if_missing) {
    return Province::open(machine_path, machine.ports(), blobs, if_missing, FaultDisk::name);
  }

 public:
  FolderBlobStore blobs;
  Province province;
};

using Prepare = std::function<void(Office&)>;
using Act = std::function<Status(Office&)>;

void try_all(const std::string& name, const Prepare& prepare, const Act& act) {
  try_all_faults<Office>(name, prepare, act);
}

void with_nothing(Office&) {}

// A tablet with work to send, and what it puts on the wire.
class Sender {
 public:
  Sender() {
    dossier = a_dossier(tablet, a_producer(tablet));
    REQUIRE_OK(service::set_score(*tablet, score(dossier, "1.1", "c")));
    REQUIRE_OK(service::add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {"1.1"}, ""}));
    keys = tablet->device_key().value();
    thumbnail = service::SyncService(*tablet).photos_to_send(service::PhotoPolicy::Thumbnails, 1).value().front();
    jpeg = tablet->photos().read(thumbnail.sha256).value();
  }

  void be_invited(Office& office) {
    const auto code = invite(office.province, "Lan", {commune});
    REQUIRE_OK(code);
    request = protocol::make_enrolment_request(protocol::read_invitation_code(*code).value(), keys, "test");
  }
  void enrol(Office& office) {
    be_invited(office);
    const auto answer = server::enrol(office.province, request);
    REQUIRE_OK(answer);
    mac_key = agree_mac_key(keys.secret_key, answer->province, keys.public_key, answer->province).value();
  }
  // All that there is to send, as one request.
  Bytes everything() {
    service::SyncService sync(*tablet);
    const auto batches = sync.batches_to_send(SIZE_MAX, 0).value();
    protocol::RequestHeader header;
    header.device = protocol::name_of(keys.public_key);
    header.dictionary = 1;
    protocol::RequestOptions options;
    options.batches_bytes_max = 1 << 20;
    return protocol::write_request(header, batches, mac_key, options).body;
  }
  // From `offset` to `end` of the thumbnail, as a tablet does: where the province has another offset, on from there.
  Status patch(Office& office, std::uint64_t offset, std::uint64_t end) {
    TRY_ASSIGN(const auto device, find_device(office.database(), protocol::name_of(keys.public_key)));
    REQUIRE(device);
    for (int tries = 0; tries < 3; ++tries) {
      const protocol::BlobRequest asked{protocol::BlobMethod::Patch, thumbnail.sha256, offset, jpeg.size(), {}};
      const ByteView part = ByteView(jpeg).subspan(offset, end - offset);
      TRY_ASSIGN(const auto answer, answer_blob(office.province, *device, asked, part));
      if (answer.offset == end) return {};
      REQUIRE(answer.status == 409);
      offset = answer.offset;
    }
    FAIL("the photo does not arrive");
    return {};
  }

  DataFolder tablet{9, "Lan"};
  Id dossier;
  KeyPair keys;  // these two out of the tablet's database, which lies on the same failing memory
  service::PhotoFile thumbnail;
  Bytes jpeg;
  protocol::EnrolmentRequest request;
  MacKey mac_key;
};

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
