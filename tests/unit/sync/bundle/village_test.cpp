// Tablets without a network, a stick, a colleague who carries it, and the province: as by sync, whatever happens.
#include "core/service/sync_sessions.h"
#include "core/store/meta.h"
#include "tests/unit/sync/bundle/world.h"

using namespace ocop;
using namespace ocop::bundle;
using namespace ocop::bundle::test;

TEST_CASE("exported is not yet sent, and is sent when the answer has come back") {
  Village village;
  DataFolder& mai = village.tablet(0);
  const Id dossier = village.write_dossier(mai);
  const auto before = pending(mai);
  const auto exported = village.stick.export_from(mai, "up");
  REQUIRE_OK(exported);
  CHECK(exported->changes == before.changes);
  CHECK(exported->photos == 3);
  CHECK(exported->bytes == village.stick.content("up").size());
  CHECK(pending(mai).changes == before.changes);
  CHECK(pending(mai).photos == 3);

  const auto taken = village.stick.import_to(village.world, "up");
  REQUIRE_OK(taken);
  CHECK(taken->is_whole());
  CHECK(taken->changes == before.changes);
  CHECK(taken->photos == 3);
  CHECK(taken->devices.size() == 1);
  const auto counts = village.stick.answer(village.world, "Mai", "down");
  REQUIRE_OK(counts);
  CHECK(counts->answers > 0);
  CHECK(counts->photos_arrived == 3);
  CHECK(counts->photos == 0);
  CHECK(pending(mai).changes == before.changes);

  const auto imported = village.stick.import_to(mai, "down");
  REQUIRE_OK(imported);
  CHECK(imported->is_whole());
  CHECK(imported->answered == counts->answers);
  CHECK(imported->photos_arrived == 3);
  CHECK_FALSE(imported->is_older);
  CHECK(pending(mai).changes == 0);
  CHECK(pending(mai).photos == 0);
  const auto summary = sync(mai, *village.world.province);
  CHECK(summary.exchanges == 1);
  CHECK(summary.changes_up + summary.changes_down + summary.photos_up + summary.photos_down == 0);
  CHECK(mai->journal().root_state(dossier).value() ==
        village.world.province->folder().journal().root_state(dossier).value());
  village.check_whole();
}

TEST_CASE("importing twice changes nothing, at the province and on the tablet") {
  Village village;
  DataFolder& mai = village.tablet(0);
  village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  REQUIRE_OK(village.stick.import_to(village.world, "up"));
  REQUIRE_OK(village.stick.answer(village.world, "Mai", "down"));
  const auto position = [&] {
    return village.world.province->database().integer("SELECT position FROM province_order").value().value();
  };
  const auto after_first = position();
  const auto again = village.stick.import_to(village.world, "up");
  REQUIRE_OK(again);
  CHECK(again->changes == 0);
  CHECK(again->photos == 0);
  CHECK(position() == after_first);

  REQUIRE_OK(village.stick.import_to(mai, "down"));
  const auto standing = service::SyncService(*mai).standing().value();
  const auto second = village.stick.import_to(mai, "down");
  REQUIRE_OK(second);
  CHECK(second->is_older);
  CHECK(second->changes + second->answered + second->photos_arrived == 0);
  CHECK(service::SyncService(*mai).standing().value().cursor == standing.cursor);
  CHECK(service::SyncService(*mai).standing().value().highest == standing.highest);
  village.check_whole();
}

TEST_CASE("a colleague carries what neither of them reads, and brings the answer back") {
  Village village(3);
  DataFolder& mai = village.tablet(0);
  DataFolder& binh = village.tablet(1);
  const Id dossier = village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "mai"));

  const auto kept = village.stick.import_to(binh, "mai");
  REQUIRE_OK(kept);
  CHECK(kept->carried == kept->entries);
  CHECK(kept->changes == 0);
  CHECK(service::list_dossiers(*binh, {}).value().total == 0);
  CHECK(service::count_carried(*binh).value().to_province == 1);
  CHECK(pending(binh).changes == 0);
  CHECK(village.stick.import_to(binh, "mai").value().again == kept->entries);
  CHECK(service::count_carried(*binh).value().to_province == 1);

  const auto both = village.stick.export_from(binh, "both");
  REQUIRE_OK(both);
  CHECK(both->carried == 1);
  REQUIRE(village.stick.import_to(village.world, "both").value().devices.size() == 2);
  REQUIRE_OK(village.stick.answer(village.world, "Mai", "answer-mai"));
  REQUIRE_OK(village.stick.answer(village.world, "Bình", "answer-binh"));
  REQUIRE_OK(village.stick.import_to(binh, "answer-mai"));
  REQUIRE(village.stick.import_to(binh, "answer-binh").value().photos_down == 1);
  CHECK(service::count_carried(*binh).value().to_tablets == 1);
  REQUIRE_OK(village.stick.export_from(binh, "back"));
  const auto home = village.stick.import_to(mai, "back");
  REQUIRE_OK(home);
  CHECK(home->photos_arrived == 3);
  CHECK(home->again > 0);  // her own bundle, come home
  CHECK(pending(mai).changes == 0);

  sync(village.tablet(2), *village.world.province);
  village.check_same(dossier);
  village.check_whole();
}

TEST_CASE("bundles and direct syncs overlap in any order and end as by sync alone") {
  for (unsigned order = 0; order < 8; ++order) {
    INFO("order " << order);
    Village village;
    DataFolder& mai = village.tablet(0);
    DataFolder& binh = village.tablet(1);
    server::Province& province = *village.world.province;
    const Id dossier = village.write_dossier(mai);
    REQUIRE_OK(village.stick.export_from(mai, "first"));
    if ((order & 1) != 0) sync(mai, province);
    REQUIRE_OK(service::set_score(*mai, ocop::test::score(dossier, "1.4", "b")));
    REQUIRE_OK(village.stick.export_from(mai, "second", PhotoPolicy::None));
    if ((order & 2) != 0) {
      REQUIRE_OK(village.stick.import_to(village.world, "second"));
      REQUIRE(village.stick.import_to(village.world, "first").value().is_older);
    } else {
      REQUIRE_OK(village.stick.import_to(village.world, "first"));
      REQUIRE_OK(village.stick.answer(village.world, "Mai", "answer-first"));
      REQUIRE_OK(village.stick.import_to(village.world, "second"));
    }
    sync(binh, province);
    REQUIRE_OK(service::set_score(*binh, ocop::test::score(dossier, "1.1", "a")));
    sync(binh, province);
    REQUIRE_OK(village.stick.answer(village.world, "Mai", "answer"));
    if ((order & 4) != 0) sync(mai, province);
    REQUIRE_OK(village.stick.import_to(mai, "answer"));
    if ((order & 2) == 0) REQUIRE(village.stick.import_to(mai, "answer-first").value().is_older);
    sync(mai, province);
    sync(binh, province);
    village.check_same(dossier);
    village.check_whole();
  }
}

TEST_CASE("an answer is believed only of the batch that the province has, not of a copy's under the same number") {
  Village village(1);
  DataFolder& mai = village.tablet(0);
  const Id dossier = village.write_dossier(mai);
  sync(mai, *village.world.province);
  REQUIRE_OK(service::set_score(*mai, ocop::test::score(dossier, "1.2", "b")));
  DataFolder copy(mai, 99);  // with that score, which is not sealed yet
  REQUIRE_OK(service::set_score(*mai, ocop::test::score(dossier, "1.4", "b")));  // in the same change, for her alone
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  REQUIRE_OK(village.stick.export_from(copy, "stays in a pocket"));
  REQUIRE_OK(village.stick.import_to(village.world, "up"));
  REQUIRE_OK(village.stick.answer(village.world, "Mai", "down"));

  const auto home = village.stick.import_to(mai, "down");
  REQUIRE_OK(home);
  CHECK(home->answered == 1);
  CHECK(pending(mai).changes == 0);
  REQUIRE_OK(village.stick.import_to(copy, "down"));
  CHECK(pending(copy).changes == 1);  // written anew, since the province has another form of it
  sync(copy, *village.world.province);
  sync(mai, *village.world.province);
  village.check_same(dossier);
  CHECK(copy->journal().root_state(dossier).value() == mai->journal().root_state(dossier).value());
  copy.require_whole();
  village.check_whole();
}

TEST_CASE("of a batch that the province holds apart the answer says so, and the tablet does not call it sent") {
  Village village(1);
  DataFolder& mai = village.tablet(0);
  village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  REQUIRE_OK(village.stick.import_to(village.world, "up"));
  auto& database = village.world.province->database();
  REQUIRE_OK(database.run("INSERT INTO held_batches (hash, device, replica, number, reason, at_ms, bytes) "
                          "SELECT name, device, replica, number, 'limit', at_ms, bytes FROM received_batches"));
  REQUIRE_OK(database.run("DELETE FROM received_batches"));
  REQUIRE_OK(village.stick.answer(village.world, "Mai", "down"));
  CHECK(village.stick.import_to(mai, "down").value().answered == 1);
  CHECK(mai.count("SELECT count(*) FROM batches WHERE outcome = 4 AND reason = 'limit'") == 1);
  CHECK(mai.count("SELECT count(*) FROM changes WHERE state = 2 AND position IS NULL") == 0);
}

TEST_CASE("how far photos go along is the officer's choice") {
  const std::pair<PhotoPolicy, std::uint64_t> choices[] = {
      {PhotoPolicy::None, 0}, {PhotoPolicy::Thumbnails, 1}, {PhotoPolicy::Review, 2}, {PhotoPolicy::All, 3}};
  for (const auto& [policy, files] : choices) {
    Village village(1);
    village.write_dossier(village.tablet(0));
    REQUIRE(village.stick.export_from(village.tablet(0), "up", policy).value().photos == files);
    CHECK(village.stick.import_to(village.world, "up").value().photos == files);
    REQUIRE_OK(village.stick.answer(village.world, "Mai", "down"));
    CHECK(village.stick.import_to(village.tablet(0), "down").value().photos_arrived == files);
    CHECK(pending(village.tablet(0)).photos == 3 - files);
  }
}

TEST_CASE("a photo that is half at the province goes on where it is, by either way") {
  Village village(1);
  DataFolder& mai = village.tablet(0);
  village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "up"));
  const Bytes whole = village.stick.content("up");
  village.stick.put("cut", ByteView(whole).first(whole.size() - 2000));  // in the original's last piece
  const auto taken = village.stick.import_to(village.world, "cut");
  REQUIRE_OK(taken);
  CHECK(taken->photos == 2);
  CHECK(taken->missing == 1);
  CHECK(taken->is_cut);
  CHECK_FALSE(taken->is_whole());
  CHECK(sync(mai, *village.world.province).photos_up == 3);
  CHECK(village.stick.import_to(village.world, "up").value().photos == 0);
  village.check_whole();
}

TEST_CASE("a tablet that nobody enrolled can neither make nor take a bundle") {
  Village village;
  DataFolder alone(9);
  REQUIRE_ERROR(village.stick.export_from(alone, "up"), NotEnrolled);
  REQUIRE_OK(village.stick.export_from(village.tablet(0), "mai"));
  REQUIRE_ERROR(village.stick.import_to(alone, "mai"), NotEnrolled);
}

TEST_CASE("an export does not write over a file and leaves none when the stick is full") {
  Village village;
  DataFolder& mai = village.tablet(0);
  village.write_dossier(mai);
  village.stick.put("up", as_bytes("ảnh cưới"));
  REQUIRE_ERROR(village.stick.export_from(mai, "up"), AlreadyExists);
  CHECK(as_text(village.stick.content("up")) == "ảnh cưới");
  village.stick.files.fail_write(0, ErrorCode::StorageFull);
  REQUIRE_ERROR(village.stick.export_from(mai, "other"), StorageFull);
  CHECK(village.stick.files.contents().count("other") == 0);
  REQUIRE_OK(village.stick.export_from(mai, "other"));
}

TEST_CASE("each bundle that is made, taken in, carried or refused is told in the journal of syncs") {
  using Kind = service::SyncSession::Kind;
  Village village(2);
  DataFolder& mai = village.tablet(0);
  DataFolder& binh = village.tablet(1);
  const auto newest = [](DataFolder& tablet) {
    const auto sessions = service::read_sync_sessions(*tablet);
    REQUIRE_OK(sessions);
    REQUIRE_FALSE(sessions->empty());
    return sessions->front();
  };
  village.write_dossier(mai);
  REQUIRE_OK(village.stick.export_from(mai, "one"));
  CHECK(newest(mai).kind == Kind::Export);
  CHECK(newest(mai).changes > 0);
  CHECK(newest(mai).photo_files == 3);
  CHECK(newest(mai).carried == 0);

  const auto carried = village.stick.import_to(binh, "one");
  REQUIRE_OK(carried);
  CHECK(newest(binh).kind == Kind::Import);
  CHECK(newest(binh).carried == carried->carried);
  CHECK(newest(binh).changes == 0);
  binh.clock.advance_ms(1'000);
  REQUIRE_OK(village.stick.export_from(binh, "both"));
  CHECK(newest(binh).kind == Kind::Export);
  CHECK(newest(binh).carried == 1);

  sync(binh, *village.world.province);
  CHECK(newest(binh).kind == Kind::Sync);
  CHECK(newest(binh).carried == 1);
  CHECK(newest(binh).is_finished);
  REQUIRE_OK(village.stick.export_from(binh, "back"));
  REQUIRE_OK(village.stick.import_to(mai, "back"));
  CHECK(newest(mai).kind == Kind::Import);
  CHECK(newest(mai).answered > 0);
  CHECK(newest(mai).photos_arrived == 3);

  Bytes cut = village.stick.content("one");
  cut.resize(cut.size() / 2);
  village.stick.put("cut", cut);
  const auto part = village.stick.import_to(binh, "cut");
  REQUIRE_OK(part);
  CHECK(newest(binh).missing == part->missing + part->damaged);
  CHECK(newest(binh).is_cut);
  const Bytes letter(600, 'x');
  village.stick.put("letter", letter);
  CHECK(village.stick.import_to(binh, "letter").error().code == ErrorCode::NotABundle);
  CHECK(newest(binh).kind == Kind::Import);
  CHECK(newest(binh).error == ErrorCode::NotABundle);
  const auto lines = mai.count("SELECT count(*) FROM sync_events");
  CHECK(village.stick.import_to(mai, "not there").error().code == ErrorCode::NotFound);
  village.stick.files.set_free_bytes(0);
  CHECK_FALSE(village.stick.export_from(mai, "full"));
  CHECK(mai.count("SELECT count(*) FROM sync_events") == lines);  // nothing went out, nothing came in
}
