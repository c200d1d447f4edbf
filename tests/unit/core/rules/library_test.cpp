#include "core/rules/library.h"

#include <algorithm>
#include <set>

#include "tests/unit/core/rules/sheet.h"

using namespace ocop;
using namespace ocop::rules;

TEST_CASE("every pack that the program carries parses and has its caveats") {
  for (const std::string_view id : pack_ids()) {
    INFO(id);
    const auto pack = find_pack(id);
    REQUIRE_OK(pack);
    CHECK((*pack)->id == id);
    CHECK_FALSE((*pack)->caveats.empty());
  }
  CHECK((*current_pack())->id == "ocop-26-2026");
  CHECK_FALSE((*find_pack("ocop-148-2023"))->is_scorable);
  CHECK((*find_pack("ocop-1048-2019"))->is_scorable);
  CHECK_FALSE((*find_pack("ocop-1048-2019"))->is_complete);
  REQUIRE_ERROR(find_pack("ocop-9-2099"), UnknownPack);
}

TEST_CASE("a pack is parsed once and handed out again") { CHECK(*find_pack("ocop-26-2026") == *current_pack()); }

TEST_CASE("a set is found by full id, and by number alone in the current pack") {
  for (const char* id : {"ocop-26-2026/07", "ocop-26-2026/7", "07", "7"}) {
    INFO(id);
    const auto found = find_set(id);
    REQUIRE_OK(found);
    CHECK(found->set->id == "ocop-26-2026/07");
    CHECK(found->pack->id == "ocop-26-2026");
  }
  CHECK(find_set("ocop-1048-2019/07")->pack->id == "ocop-1048-2019");
}

TEST_CASE("a set that is not there is unknown, or its pack is incomplete") {
  for (const char* id : {"27", "0", "", "007", "-1", "7a", "ocop-26-2026/", "ocop-26-2026/x", "ocop-1048-2019/99"}) {
    INFO(id);
    REQUIRE_ERROR(find_set(id), UnknownSet);
  }
  for (const char* id : {"ocop-1048-2019/02", "ocop-148-2023/01"}) {
    INFO(id);
    REQUIRE_ERROR(find_set(id), PackIncomplete);
  }
  for (const char* id : {"ocop/01", "/7", "ocop-26-2026/07/1"}) {
    INFO(id);
    REQUIRE_ERROR(find_set(id), UnknownPack);
  }
}

TEST_CASE("kinds of evidence are the 15 of the law and six of ours, marked") {
  const auto kinds = evidence_kinds(**current_pack());
  REQUIRE(kinds.size() == 21);
  std::set<std::string> ids;
  for (const EvidenceKind& kind : kinds) {
    ids.insert(kind.id);
    CHECK_FALSE(kind.name.vi.empty());
    CHECK((kind.origin == EvidenceKind::Origin::Ours) == is_own_evidence_kind(kind.id));
  }
  CHECK(ids.size() == 21);
  CHECK(std::count_if(kinds.begin(), kinds.end(), [](const EvidenceKind& kind) {
          return kind.origin == EvidenceKind::Origin::Law;
        }) == 15);
  for (const char* id : {"product_photo", "label_photo", "workshop_photo", "raw_material_photo", "signature", "other"})
    CHECK(ids.count(id) == 1);
}

TEST_CASE("the criterion that reveals origin or health of a person is known as sensitive") {
  CHECK(is_sensitive_criterion("ocop-26-2026", "3.2"));
  CHECK_FALSE(is_sensitive_criterion("ocop-26-2026", "3.1"));
  CHECK_FALSE(is_sensitive_criterion("ocop-1048-2019", "3.2"));
}
