// The programs whose work is made to fail (fault_trial.h): a tablet's and the province's. And a tablet beside them that
// nobody harms.
#pragma once

#include "core/service/commands.h"
#include "core/service/sync_service.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/enrolment.h"
#include "sync/server/blobs.h"
#include "sync/server/devices.h"
#include "sync/server/verify.h"
#include "tests/store/fault_trial.h"
#include "tests/support/data_folder.h"

namespace ocop::test {

class Tablet {
 public:
  explicit Tablet(Machine& machine)
      : folder(service::Folder::open(machine_path, machine.ports(), FaultDisk::name).value()), sync(folder) {}
  static void make(Machine& machine) {
    REQUIRE_OK(service::Folder::create(machine_path, machine.ports(), {"Hoa", {commune}}, FaultDisk::name));
  }
  store::Database& database() { return folder.database(); }
  void require_whole() { require_none(service::verify_folder(folder)); }

  service::Folder folder;
  service::SyncService sync;
};

class Office {
 public:
  explicit Office(Machine& machine)
      : blobs(machine.files), province(open(machine, blobs, server::IfMissing::Fail).value()) {}
  static void make(Machine& machine) {
    server::FolderBlobStore blobs(machine.files);
    REQUIRE_OK(open(machine, blobs, server::IfMissing::Create));
  }
  store::Database& database() { return province.database(); }
  void require_whole() { require_none(server::verify_province(province)); }

 private:
  static Result<server::Province> open(Machine& machine, server::BlobStore& blobs, server::IfMissing if_missing) {
    return server::Province::open(machine_path, machine.ports(), blobs, if_missing, FaultDisk::name);
  }

 public:
  server::FolderBlobStore blobs;
  server::Province province;
};

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
    const auto code = server::invite(office.province, "Lan", {commune});
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
    TRY_ASSIGN(const auto device, server::find_device(office.database(), protocol::name_of(keys.public_key)));
    REQUIRE(device);
    for (int tries = 0; tries < 3; ++tries) {
      const protocol::BlobRequest asked{protocol::BlobMethod::Patch, thumbnail.sha256, offset, jpeg.size(), {}};
      const ByteView part = ByteView(jpeg).subspan(offset, end - offset);
      TRY_ASSIGN(const auto answer, server::answer_blob(office.province, *device, asked, part));
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

}  // namespace ocop::test
