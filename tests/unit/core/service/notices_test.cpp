// What the province withholds or holds apart never reads as arrived, and is listed with its reason.
#include "core/service/notices.h"

#include "tests/support/data_folder.h"

using namespace ocop;
using service::BatchOutcome;
using service::Whereabouts;

namespace {

// A dossier with a photo of which everything is at the province and in its backup.
struct Arrived {
  Arrived() : tablet(1), dossier(test::a_dossier(tablet, test::a_producer(tablet))) {
    REQUIRE_OK(service::add_evidence(*tablet, {dossier, test::sample_photo(), "label_photo", {}, ""}));
    answer(BatchOutcome::Merged, "");
    service::SyncService control(*tablet);
    const auto files = control.photos_to_send(service::PhotoPolicy::All, 10);
    REQUIRE_OK(files);
    for (const auto& file : *files) REQUIRE_OK(control.photo_at_province(file.sha256));
    tell({});
    REQUIRE(view().whereabouts == Whereabouts::Backup);
  }

  void answer(BatchOutcome outcome, const std::string& reason) {
    service::SyncService control(*tablet);
    service::ExchangeResult exchange;
    const auto batches = control.batches_to_send(SIZE_MAX, 0);
    REQUIRE_OK(batches);
    for (const Bytes& bytes : *batches) {
      const auto batch = journal::decode_batch(bytes).value();
      exchange.answers.push_back({batch.replica, batch.number, outcome, reason});
    }
    exchange.mark = {1, ++position, 0};
    REQUIRE_OK(control.import(exchange));
  }
  // And the backup covers it.
  void tell(const std::vector<service::Notice>& notices) {
    service::ExchangeResult exchange;
    exchange.mark = {1, ++position, 0};
    exchange.durable = exchange.mark;
    exchange.notices = notices;
    REQUIRE_OK(service::SyncService(*tablet).import(exchange));
  }
  journal::Stamp stamp_of(const Id& record, std::string_view field) {
    return test::shown(tablet, {dossier, record}, field).heads.front();
  }
  service::DossierView view() {
    auto out = service::read_dossier(*tablet, dossier);
    REQUIRE_OK(out);
    return std::move(*out);
  }
  service::DossierLine line() {
    const auto page = service::list_dossiers(*tablet, {});
    REQUIRE_OK(page);
    REQUIRE(page->lines.size() == 1);
    return page->lines.front();
  }
  std::uint64_t in_filter() {
    service::DossierQuery query;
    query.filter = service::DossierFilter::Withheld;
    const auto page = service::list_dossiers(*tablet, query);
    REQUIRE_OK(page);
    const auto counts = service::count_dossiers(*tablet);
    REQUIRE_OK(counts);
    CHECK(counts->withheld == page->total);
    return page->total;
  }

  test::DataFolder tablet;
  Id dossier;
  std::uint64_t position = 50;
};

}  // namespace

TEST_CASE("a dossier of which something is withheld is neither at the province nor in a backup till it is released") {
  Arrived world;
  const auto before = service::read_sync_overview(*world.tablet);
  REQUIRE_OK(before);
  CHECK(world.in_filter() == 0);
  const journal::Stamp stamp = world.stamp_of(world.dossier, "product");
  world.tell({{60, world.dossier, stamp, "move_not_permitted"}});
  CHECK(world.view().whereabouts == Whereabouts::Withheld);
  CHECK(world.line().whereabouts == Whereabouts::Withheld);
  CHECK(world.line().withheld == 1);
  CHECK(world.in_filter() == 1);
  CHECK(world.view().evidence.at(0).state == Whereabouts::Backup);  // the photo is another matter
  CHECK(service::whereabouts_name(Whereabouts::Withheld) == "withheld");
  auto overview = service::read_sync_overview(*world.tablet);
  REQUIRE_OK(overview);
  CHECK(overview->withheld == 1);
  CHECK(overview->changes_province == before->changes_province - 1);
  CHECK(overview->changes_backup == before->changes_backup - 1);

  world.tell({{61, world.dossier, stamp, "a_reason_of_tomorrow"}});  // the newest of a change counts
  CHECK(world.line().withheld == 1);
  CHECK(world.view().whereabouts == Whereabouts::Withheld);
  world.tell({{62, world.dossier, stamp, "released"}});
  CHECK(world.view().whereabouts == Whereabouts::Backup);
  CHECK(world.line().withheld == 0);
  CHECK(world.in_filter() == 0);
  overview = service::read_sync_overview(*world.tablet);
  REQUIRE_OK(overview);
  CHECK(overview->changes_backup == before->changes_backup);
  world.tablet.require_whole();
}

TEST_CASE("a photo is no further than the record that says what it shows") {
  Arrived world;
  const Id evidence = world.view().evidence.at(0).record.key.record;
  world.tell({{60, world.dossier, world.stamp_of(evidence, "kind"), "not_by_this_office"}});
  CHECK(world.view().evidence.at(0).state == Whereabouts::Withheld);
  CHECK(world.view().whereabouts == Whereabouts::Withheld);
}

TEST_CASE("what is unsent is on the tablet first, whatever else is withheld") {
  Arrived world;
  world.tell({{60, world.dossier, world.stamp_of(world.dossier, "product"), "move_not_permitted"}});
  REQUIRE_OK(service::set_score(*world.tablet, test::score(world.dossier, "1.1", "a")));
  CHECK(world.view().whereabouts == Whereabouts::Tablet);
  CHECK(world.line().withheld == 1);
}

TEST_CASE("changes that the province holds apart are counted by reason and keep their dossier from arriving") {
  Arrived world;
  REQUIRE_OK(service::set_score(*world.tablet, test::score(world.dossier, "1.1", "a")));
  world.answer(BatchOutcome::Held, "revoked");
  CHECK(world.view().whereabouts == Whereabouts::Tablet);
  const auto held = world.view().held;
  REQUIRE(held.size() == 1);
  CHECK(held[0].reason == "revoked");
  CHECK(held[0].changes == 1);
  CHECK(world.line().withheld == 1);
  CHECK(world.in_filter() == 1);
}

TEST_CASE("all that is withheld is listed root by root, with the dossier that it belongs to") {
  Arrived world;
  CHECK(service::list_withheld(*world.tablet, std::nullopt).value().empty());
  REQUIRE_OK(service::set_score(*world.tablet, test::score(world.dossier, "1.1", "a")));
  world.answer(BatchOutcome::Held, "twin_of_tomorrow");
  const Id elsewhere = *Id::parse("00112233445566778899aabbccddeeff");
  world.tell({{60, world.dossier, world.stamp_of(world.dossier, "product"), "move_not_permitted"},
              {61, elsewhere, {7, 7}, "certificate_not_permitted"}});  // a root that is not here yet
  const auto all = service::list_withheld(*world.tablet, std::nullopt);
  REQUIRE_OK(all);
  REQUIRE(all->size() == 3);
  int dossiers = 0;
  for (const auto& one : *all) {
    dossiers += one.is_dossier ? 1 : 0;
    CHECK(one.name == (one.is_dossier ? "Trà Shan tuyết" : ""));
    CHECK((one.root == world.dossier) == one.is_dossier);
  }
  CHECK(dossiers == 2);
  const auto of_one = service::list_withheld(*world.tablet, world.dossier);
  REQUIRE_OK(of_one);
  REQUIRE(of_one->size() == 2);
  CHECK(std::get<service::NoticeView>((*of_one)[0].what).officer == "Nguyễn Thị Hoa");
  CHECK(std::get<service::HeldApart>((*of_one)[1].what).reason == "twin_of_tomorrow");
}
