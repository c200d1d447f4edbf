// What can be shown to somebody else, in every shape: a receipt, whole, in part or not here; the tablet's own word; and
// the originals that may go.
#include "core/service/prune.h"
#include "core/service/receipts.h"
#include "core/service/sync_service.h"
#include "sync/protocol/receipt.h"
#include "tests/support/answers.h"
#include "tests/support/catch.h"
#include "tests/support/places.h"
#include "tests/support/receipts.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/everywhere.h"

using namespace ocop;
using test::check_everywhere;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

Id dossier_with_photo(test::FieldTablet& tablet) {
  const Id dossier = tablet.add_dossier("Mật ong bạc hà cao nguyên đá Đồng Văn, hộp quà tặng");
  const std::string bytes = test::read_text(OCOP_SOURCE_DIR "/platform/fake/photos/product_fig.jpg");
  const Bytes jpeg(bytes.begin(), bytes.end());
  REQUIRE_OK(service::add_evidence(*tablet.folder, {dossier, jpeg, "label_photo", {}, ""}));
  return dossier;
}

Id certified(test::FieldTablet& tablet, bool is_whole) {
  const Id dossier = dossier_with_photo(tablet);
  fake::SeededEntropy entropy(11);
  const KeyPair province = make_key_pair(entropy);
  protocol::Receipt receipt;
  receipt.province = province.public_key;
  receipt.dossier = dossier;
  receipt.wall_ms = tablet.clock.wall_ms();
  receipt.vouched = is_whole ? 0 : 12;
  receipt.records = test::records_here(*tablet.folder, dossier);
  for (unsigned char i = 0; i < 3; ++i) {
    Hash name;
    name.bytes[0] = i;
    receipt.photos.push_back({name, 96'000, is_whole || i != 1});
  }
  protocol::sign_receipt(receipt, province.secret_key);
  REQUIRE_OK(service::save_receipt(*tablet.folder, dossier, protocol::write_receipt(receipt)));
  return dossier;
}

// The dossier, whose photo is where it may be pruned.
Id put_into_two_backups(test::FieldTablet& tablet) {
  const Id dossier = dossier_with_photo(tablet);
  service::SyncService control(*tablet.folder);
  test::take_all_photos(control, true);
  return dossier;
}

}  // namespace

TEST_CASE("proofs are sound in every shape: a receipt, a part of one, none, and what is not sent") {
  check_everywhere("proof-receipt", [](ScreenTablet& at) { at.open(place::Proof{certified(at.tablet, true)}); });
  check_everywhere("proof-part", [](ScreenTablet& at) { at.open(place::Proof{certified(at.tablet, false)}); });
  check_everywhere("proof-none", [](ScreenTablet& at) { at.open(place::Proof{at.tablet.add_dossier("Chè")}); });
  check_everywhere("proof-unsent", [](ScreenTablet& at) {
    dossier_with_photo(at.tablet);
    at.open(place::Proof{});
  });
  check_everywhere("proof-nothing", [](ScreenTablet& at) { at.open(place::Proof{}); });
}

TEST_CASE("originals that may go, and one that went, are sound in every shape") {
  check_everywhere("sync-prunable", [](ScreenTablet& at) {
    put_into_two_backups(at.tablet);
    at.open(place::Sync{});
  });
  check_everywhere("evidence-pruned", [](ScreenTablet& at) {
    const Id dossier = put_into_two_backups(at.tablet);
    REQUIRE_OK(service::prune_originals(*at.tablet.folder));
    at.open(place::Evidence{dossier});
    at.tablet.send(presenter::evidence::Open{at.tablet.dossier(dossier).evidence.front().record.key.record});
  });
}
