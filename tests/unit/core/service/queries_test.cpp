#include <algorithm>
#include <list>

#include "core/service/json.h"
#include "tests/support/data_folder.h"

using namespace ocop;
using namespace ocop::service;
using namespace ocop::test;
using domain::Value;

namespace {

std::vector<std::string> found(DataFolder& tablet, const std::string& typed) {
  DossierQuery query;
  query.search = typed;
  std::vector<std::string> out;
  const auto page = list_dossiers(*tablet, query).value();
  for (const DossierLine& line : page.lines) out.push_back(line.name);
  std::sort(out.begin(), out.end());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "Dossiers are found as people type: without tones, with either placement of them, đ as d, by beginnings of words") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet, "HTX Đặc sản Hòa Bình");
  a_dossier(tablet, producer, "Trà Shan tuyết");
  a_dossier(tablet, producer, "Mật ong rừng");
  REQUIRE(found(tablet, "tra shan") == Names{"Trà Shan tuyết"});
  REQUIRE(found(tablet, "TUYẾT trà") == Names{"Trà Shan tuyết"});
  REQUIRE(found(tablet, "mat on") == Names{"Mật ong rừng"});
  REQUIRE(found(tablet, "ong r") == Names{"Mật ong rừng"});
  REQUIRE(found(tablet, "ật").empty());  // not the beginning of a word
  REQUIRE(found(tablet, "dac san").size() == 2);
  REQUIRE(found(tablet, "Đặc-sản").size() == 2);
  REQUIRE(found(tablet, "hòa").size() == 2);
  REQUIRE(found(tablet, "hoà").size() == 2);
  REQUIRE(found(tablet, "phu thien").size() == 2);  // the commune
  REQUIRE(found(tablet, "").size() == 2);
  REQUIRE(found(tablet, "   ").size() == 2);
  REQUIRE(found(tablet, "...").empty());
  REQUIRE(found(tablet, "\"* OR NEAR(").empty());
  REQUIRE(found(tablet, "tra -shan").size() == 1);
  REQUIRE(found(tablet, std::string(3'000, 'x')).empty());
}

TEST_CASE("Producers are found by name, place and representative, and by punctuation none") {
  DataFolder tablet(1);
  const Id id = add_producer(*tablet, {{field("name", "HTX Bản Đôn"), field("representative_name", "Y Thông Niê"),
                                        field("registration_number", "5907")}}).value();
  a_producer(tablet, "Cơ sở Lan Anh");
  const auto hits = [&](std::string_view typed) { return list_producers(*tablet, typed, 10).value().size(); };
  REQUIRE(hits("ban don") == 1);
  REQUIRE(list_producers(*tablet, "y thong", 10).value().front().id == id);
  REQUIRE(hits("5907") == 1);
  REQUIRE(hits("") == 2);
  REQUIRE(hits("!!") == 0);
  REQUIRE(list_producers(*tablet, "", 1).value().size() == 1);
}

TEST_CASE("Sensitive and personal values are not in the search index") {
  DataFolder tablet(1);
  const Id producer = add_producer(*tablet, {{field("name", "HTX A"), field("representative_ethnicity", "Gia Rai"),
                                              field("phone", "0912345678"), field("address", "Thôn Plei")}}).value();
  const Id dossier = a_dossier(tablet, producer);
  SetScore noted = score(dossier, "1.1", "b");
  noted.note = "bí mật";
  REQUIRE_OK(set_score(*tablet, noted));
  for (const char* typed : {"gia rai", "0912345678", "plei", "bi mat"}) {
    INFO(typed);
    REQUIRE(found(tablet, typed).empty());
    REQUIRE(list_producers(*tablet, typed, 10).value().empty());
  }
}

TEST_CASE("A renamed producer is found by the new name and not by the old, on its dossiers too") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet, "HTX Cũ");
  a_dossier(tablet, producer, "Trà");
  const store::RecordKey key{producer, producer};
  REQUIRE_OK(edit_record(*tablet, {key, "producer", {field("name", "HTX Mới", shown(tablet, key, "name"))}}));
  REQUIRE(found(tablet, "moi") == Names{"Trà"});
  REQUIRE(found(tablet, "cu").empty());
  REQUIRE(list_producers(*tablet, "cu", 5).value().empty());
  REQUIRE(list_dossiers(*tablet, {}).value().lines.front().producer_name == "HTX Mới");
}

TEST_CASE("A dossier that arrives before its producer shows the name when that comes") {
  DataFolder one(1), other(2);
  const Id producer = a_producer(one, "HTX Kông");
  const Id dossier = a_dossier(one, producer, "Trà");
  auto changes = sent_by(one);
  auto dossier_first = changes;
  std::erase_if(dossier_first, [&](const auto& change) { return change.root != dossier; });
  import(other, dossier_first);
  REQUIRE(list_dossiers(*other, {}).value().lines.front().name.empty());
  REQUIRE(found(other, "kong").empty());
  import(other, changes);
  REQUIRE(list_dossiers(*other, {}).value().lines.front().name == "Trà");
  REQUIRE(found(other, "kong") == Names{"Trà"});
  other.require_whole();
}

TEST_CASE("Lists are paged, counted and filtered") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  std::vector<Id> ids;
  for (int n = 0; n < 7; ++n) {
    tablet.clock.advance_ms(1000);
    ids.push_back(a_dossier(tablet, producer, "Sản phẩm " + std::to_string(n)));
  }
  DossierQuery query;
  query.count_max = 3;
  query.offset = 6;
  REQUIRE(list_dossiers(*tablet, query).value().lines.size() == 1);
  REQUIRE(list_dossiers(*tablet, query).value().total == 7);
  query.offset = 0;
  query.order = DossierQuery::Order::Newest;
  REQUIRE(list_dossiers(*tablet, query).value().lines.front().id == ids.back());
  query.order = DossierQuery::Order::ById;
  auto page = list_dossiers(*tablet, query).value();
  REQUIRE(
      std::is_sorted(page.lines.begin(), page.lines.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
  const auto counts = count_dossiers(*tablet).value();
  REQUIRE(counts.all == 7);
  REQUIRE(counts.drafts == 7);
  REQUIRE(counts.unsent == 7);
  REQUIRE(counts.in_conflict == 0);
  REQUIRE(counts.returned == 0);
  for (const auto filter : {DossierFilter::Returned, DossierFilter::InConflict}) {
    query.filter = filter;
    REQUIRE(list_dossiers(*tablet, query).value().total == 0);
  }
}

TEST_CASE("An id may be shortened to a unique prefix of six digits, and not further") {
  DataFolder tablet(1);
  const Id producer = a_producer(tablet);
  const std::string hex = producer.hex();
  REQUIRE(find_id(*tablet, "producer", hex).value() == producer);
  REQUIRE(find_id(*tablet, "producer", hex.substr(0, 6)).value() == producer);
  REQUIRE(find_id(*tablet, "", hex.substr(0, 7)).value() == producer);
  REQUIRE_ERROR(find_id(*tablet, "producer", hex.substr(0, 5)), InvalidInput);
  REQUIRE_ERROR(find_id(*tablet, "producer", "zzzzzz"), InvalidInput);
  REQUIRE_ERROR(find_id(*tablet, "producer", hex + "0"), InvalidInput);
  REQUIRE_ERROR(find_id(*tablet, "dossier", hex), NotFound);
  Id near = producer;
  near.bytes[15] ^= 1;
  REQUIRE_OK(edit_record(*tablet, {{near, near}, "producer", {field("name", "B")}}));
  REQUIRE_ERROR(find_id(*tablet, "producer", hex.substr(0, 10)), Ambiguous);
  REQUIRE_ERROR(find_conflict(*tablet, "000000"), NotFound);
  REQUIRE_ERROR(read_dossier(*tablet, producer), NotFound);
  REQUIRE_ERROR(read_producer(*tablet, Id{}), NotFound);
}

TEST_CASE("The overview of syncs counts what is here, at the province and in its backup") {
  DataFolder tablet(1);
  const Id dossier = a_dossier(tablet, a_producer(tablet));
  REQUIRE_OK(add_evidence(*tablet, {dossier, sample_photo(), "product_photo", {}, ""}));
  auto overview = read_sync_overview(*tablet).value();
  REQUIRE_FALSE(overview.is_enrolled);
  const auto all = overview.changes_tablet;
  REQUIRE(all == 4);  // producer, product, dossier, evidence
  REQUIRE(overview.photos_tablet == 3);
  REQUIRE(overview.bytes_changes > 0);
  REQUIRE(overview.photos_to_send[2] == 1);
  REQUIRE(overview.bytes_to_send[2] == sample_photo().size());

  SyncService sync(*tablet);
  ExchangeResult exchange;
  const auto batches = sync.batches_to_send(SIZE_MAX, 0).value();
  for (const Bytes& bytes : batches) {
    const auto batch = journal::decode_batch(bytes).value();
    exchange.answers.push_back({batch.replica, batch.number, BatchOutcome::Merged, {}});
  }
  exchange.mark = {1, 10, 5};
  REQUIRE_OK(sync.import(exchange));
  REQUIRE_OK(sync.photo_at_province(read_dossier(*tablet, dossier).value().evidence.front().original->sha256));
  overview = read_sync_overview(*tablet).value();
  REQUIRE(overview.changes_tablet == 0);
  REQUIRE(overview.changes_province == all);
  REQUIRE(overview.changes_backup == 0);
  REQUIRE(overview.photos_tablet == 2);
  exchange.durable = Mark{1, 10, 5};
  exchange.answers.clear();
  REQUIRE_OK(sync.import(exchange));
  overview = read_sync_overview(*tablet).value();
  REQUIRE(overview.changes_backup == all);
  REQUIRE(sync.batches_to_send(SIZE_MAX, 0).value().empty());
  REQUIRE(sync.standing().value().highest == Mark{1, 10, 5});
  tablet.require_whole();
}

TEST_CASE("A batch that the province holds apart is not called safe, and its reason is kept") {
  DataFolder tablet(1);
  a_producer(tablet);
  SyncService sync(*tablet);
  const auto batch = journal::decode_batch(sync.batches_to_send(SIZE_MAX, 0).value().front()).value();
  ExchangeResult exchange;
  exchange.answers.push_back({batch.replica, batch.number, BatchOutcome::Held, "limit_exceeded"});
  exchange.mark = {1, 1, 1};
  REQUIRE_OK(sync.import(exchange));
  const auto overview = read_sync_overview(*tablet).value();
  REQUIRE(overview.held == 1);
  REQUIRE(overview.changes_province == 0);
  REQUIRE(tablet.count("SELECT reason = 'limit_exceeded' FROM batches") == 1);
}

TEST_CASE("What the province tells a tablet is kept: cursor, marks, scope, notices, its clock, the journal of syncs") {
  DataFolder tablet(1);
  SyncService sync(*tablet);
  REQUIRE_ERROR(sync.identity(), NotEnrolled);
  ExchangeResult exchange;
  exchange.cursor = {7, 9, random_id(tablet.entropy)};
  exchange.mark = {3, 9, UINT64_MAX};
  exchange.durable = Mark{3, 5, 6};
  exchange.scope = Scope{2, {"00004", commune}};
  exchange.notices = {{8, Id{}, {1, 2}, "not_eligible"}};
  exchange.province_wall_ms = tablet.clock.wall_ms() + 10'000;
  exchange.round_trip_ms = 400;
  REQUIRE_OK(sync.import(exchange));
  const Standing standing = sync.standing().value();
  REQUIRE(standing.cursor == exchange.cursor);
  REQUIRE(standing.highest == exchange.mark);
  REQUIRE(standing.durable == exchange.durable);
  REQUIRE(standing.scope_version == 2);
  REQUIRE(tablet->officer().value().units == exchange.scope->units);
  REQUIRE(tablet.count("SELECT count(*) FROM notices WHERE reason = 'not_eligible'") == 1);
  auto about = tablet->about().value();
  REQUIRE(about.province_offset_ms == 10'200);
  REQUIRE(about.province_offset_error_ms == 200);
  tablet.clock.reboot();
  REQUIRE(tablet->about().value().province_offset_error_ms == -1);

  REQUIRE_OK(sync.note(SyncEvent::Started, 1, 2));
  tablet.clock.advance_ms(367LL * 24 * 3'600'000);
  REQUIRE_OK(sync.note(SyncEvent::Started, 1, 2));
  REQUIRE_OK(sync.note(SyncEvent::Finished, 3, 4));
  const auto overview = read_sync_overview(*tablet).value();
  REQUIRE(overview.events.size() == 2);  // those of a year ago are gone
  REQUIRE(overview.events.front().event == SyncEvent::Finished);
  REQUIRE(overview.last_finished_wall_ms == tablet.clock.wall_ms());
}

TEST_CASE("Photos that others cite are fetched piece by piece, checked whole, and a wrong one starts again") {
  DataFolder one(1), other(2);
  const Id dossier = a_dossier(one, a_producer(one));
  REQUIRE_OK(add_evidence(*one, {dossier, sample_photo(), "product_photo", {}, ""}));
  carry(one, other);
  SyncService from(*one), to(*other);
  REQUIRE(to.photos_to_fetch(PhotoPolicy::None, 10).value().empty());
  const auto wanted = to.photos_to_fetch(PhotoPolicy::All, 10).value();
  REQUIRE(wanted.size() == 1);  // larger sizes come when asked for
  REQUIRE(wanted.front().size == PhotoSize::Thumbnail);
  const Hash hash = wanted.front().sha256;
  const Bytes bytes = from.read_photo(hash, 0, SIZE_MAX).value();
  REQUIRE_OK(to.append_fetched(hash, 0, ByteView(bytes).first(10)));
  REQUIRE(to.fetched_bytes(hash).value() == 10);
  Bytes wrong(bytes.begin() + 10, bytes.end());
  wrong.back() ^= 1;
  REQUIRE_OK(to.append_fetched(hash, 10, wrong));
  REQUIRE_ERROR(to.finish_fetched(hash), HashMismatch);
  REQUIRE(to.fetched_bytes(hash).value() == 0);
  REQUIRE_OK(to.append_fetched(hash, 0, bytes));
  REQUIRE_OK(to.finish_fetched(hash));
  REQUIRE(to.photos_to_fetch(PhotoPolicy::All, 10).value().empty());
  const auto view = read_dossier(*other, dossier).value();
  REQUIRE(view.evidence.front().thumbnail->is_here);
  REQUIRE_FALSE(view.evidence.front().original->is_here);
  REQUIRE_OK(other->photos().mark_wanted(view.evidence.front().review->sha256));
  REQUIRE(to.photos_to_fetch(PhotoPolicy::All, 10).value().size() == 1);
  REQUIRE(to.photos_to_fetch(PhotoPolicy::Thumbnails, 10).value().empty());
  other.require_whole();
}

TEST_CASE("Where it matters a list is not a scan of everything") {
  std::list<std::string> kept;
  DataFolder tablet(1);
  const auto plan = [&](const std::string& sql) {
    kept.push_back("EXPLAIN QUERY PLAN " + sql);  // a connection remembers statements by their text
    auto query = tablet->database().query(kept.back()).value();
    std::string out;
    while (query.next().value()) out += query.text(3) + "\n";
    return out;
  };
  // As the sources have them; a full scan of changes, records or photos is a word SCAN with that name.
  for (const char* sql :
       {"SELECT count(*) FROM changes WHERE state < 2",
        "SELECT id, command, bytes FROM changes WHERE state < 2 AND state = 0 AND replica = 1 ORDER BY id",
        "SELECT replica FROM changes WHERE state < 2 AND state = 0 GROUP BY replica ORDER BY min(id)",
        "SELECT bytes FROM changes WHERE root = x'00' AND replica = 1 AND last >= 1 AND first <= 1 ORDER BY last LIMIT "
        "1",
        "SELECT max(id) FROM changes WHERE root = x'00'", "SELECT bytes, position FROM waiting WHERE root = x'00'",
        "SELECT record FROM records WHERE root = x'00' ORDER BY record",
        "SELECT root FROM dossiers WHERE producer = x'00' OR product = x'00'",
        "SELECT count(*) FROM photos WHERE on_tablet = 1 AND at_province = 0 AND root = x'00'",
        "SELECT sha256 FROM photos WHERE on_tablet = 1 AND at_province = 0 AND size <= 2 ORDER BY size, sha256 LIMIT 5",
        "SELECT id, root, record, field FROM conflicts WHERE root = x'00' ORDER BY id"}) {
    const std::string text = plan(sql);
    INFO(sql << "\n" << text);
    const bool scans =
        text.find("SCAN changes\n") != std::string::npos || text.find("SCAN records\n") != std::string::npos ||
        text.find("SCAN photos\n") != std::string::npos || text.find("SCAN dossiers\n") != std::string::npos ||
        text.find("SCAN waiting\n") != std::string::npos || text.find("SCAN conflicts\n") != std::string::npos;
    REQUIRE_FALSE(scans);
  }
}
