#include "core/service/receipts.h"

#include <set>

#include "core/service/offering.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;

TEST_CASE("Two who hold the same changes of a dossier compute the same digests, in whatever order they came") {
  DataFolder one{1, "Hoa"}, other{2, "Lan"};
  const Id producer = a_producer(one);
  const Id dossier = a_dossier(one, producer);
  const Id aside = a_dossier(one, producer, "Khác");
  carry(one, other);
  REQUIRE_OK(set_score(*one, score(dossier, "1.1", "a")));
  REQUIRE_OK(set_score(*other, score(dossier, "1.2", "a")));
  const auto before = digest_dossier(*one, dossier).value();
  CHECK(before != digest_dossier(*other, dossier).value());
  meet(one, other);
  const auto digests = digest_dossier(*one, dossier).value();
  CHECK(digests == digest_dossier(*other, dossier).value());
  CHECK(digests != before);
  REQUIRE(digests.size() == 4);  // dossier, assessment, producer, product: not the producer's other product
  std::set<std::string> types;
  for (const RecordDigest& digest : digests) {
    types.insert(digest.type);
    CHECK(digest.changes > 0);
    CHECK(digest.key.root != aside);
  }
  CHECK(types == std::set<std::string>{"assessment", "dossier", "producer", "product"});
  REQUIRE_ERROR(digest_dossier(*one, producer), NotFound);
}

TEST_CASE("A receipt is wanted, fetched and found again, and only for a dossier") {
  DataFolder tablet{1};
  const Id producer = a_producer(tablet);
  const Id dossier = a_dossier(tablet, producer);
  REQUIRE_OK(want_receipt(*tablet, dossier));
  REQUIRE_OK(want_receipt(*tablet, producer));
  CHECK(wanted_receipts(*tablet, 9).value() == std::vector<Id>{dossier});
  CHECK_FALSE(find_receipt(*tablet, dossier).value());
  REQUIRE_OK(save_receipt(*tablet, dossier, Bytes{1, 2, 3}));
  CHECK(wanted_receipts(*tablet, 9).value().empty());
  CHECK(find_receipt(*tablet, dossier).value()->bytes == Bytes{1, 2, 3});
  REQUIRE_OK(want_receipt(*tablet, dossier));
  CHECK(find_receipt(*tablet, dossier).value()->bytes == Bytes{1, 2, 3});  // the old one until the new one comes
  CHECK(wanted_receipts(*tablet, 9).value().size() == 1);
}

TEST_CASE("A tablet's word on what it holds unsent is signed, counts each kind, and is honest") {
  DataFolder tablet{1, "Hoa"}, other{2, "Lan"};
  const auto stated = [&] { return state_unsent(*tablet).value(); };
  CHECK(stated().is_nothing());
  CHECK(is_signed(stated()));
  const Id producer = a_producer(tablet);
  const Id dossier = a_dossier(tablet, producer);
  CHECK(stated().unsealed == 3);
  carry(tablet, other);  // seals
  CHECK(stated().unsealed == 0);
  CHECK(stated().unanswered == 3);
  REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
  CHECK(stated().photos == 3);
  tablet.sql("UPDATE changes SET state = 3 WHERE id = 1");
  CHECK(stated().held == 1);
  tablet.sql("UPDATE changes SET state = 2");
  tablet.sql("UPDATE batches SET outcome = 3");
  CHECK(stated().waiting == 3);
  tablet.sql("UPDATE batches SET outcome = 0");
  tablet.sql("INSERT INTO offers VALUES (1)");
  CHECK(stated().carried == 1);
  tablet.sql("INSERT INTO carried_bundles VALUES (x'01', x'02', x'03', 1, 1, 0, 1, 1, 0, 0)");
  CHECK(stated().bundles == 1);
  Unsent last = stated();
  CHECK_FALSE(last.is_nothing());
  CHECK(last.officer == "Hoa");
  CHECK(last.wall_ms == tablet.clock.wall_ms());
  REQUIRE(is_signed(last));
  last.photos = 0;
  CHECK_FALSE(is_signed(last));
}
