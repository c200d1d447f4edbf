#include "app/presenter/conflict.h"

#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::ConflictView;
using test::FieldTablet;
namespace conflict = presenter::conflict;
namespace place = presenter::place;

namespace {

constexpr std::int64_t day_ms = 24 * 3600 * std::int64_t{1000};

// Two officers who score one criterion, each without seeing the other's.
struct Two {
  FieldTablet tablet;
  test::Colleague colleague;
  Id dossier = tablet.add_dossier("Rượu ngô men lá");

  void disagree(const std::string& criterion = "3.5", const std::string& mine = "a", const std::string& hers = "c") {
    test::carry(*tablet.folder, *colleague.folder);
    colleague.score(dossier, criterion, hers);
    service::SetScore command;
    command.dossier = dossier;
    command.criterion = criterion;
    command.option = mine;
    REQUIRE_OK(service::set_score(*tablet.folder, command));
    test::carry(*colleague.folder, *tablet.folder);
  }
  void edit(service::Folder& folder, const std::string& field, const std::string& text) {
    REQUIRE_OK(service::edit_record(folder, {{dossier, dossier}, "dossier", {{field, domain::Value::text(text), {}}}}));
  }
  void open() { tablet.send(presenter::GoTo{place::Conflicts{}}); }
  const ConflictView& view() { return tablet.showing<ConflictView>(); }
  int n_of(const std::string& officer) {
    for (const auto& value : view().values)
      if (value.officer == officer) return value.n;
    return 0;
  }
  std::string kept(const std::string& field) {
    return tablet.dossier(dossier).assessments.at("self").record.text(field);
  }
  std::string notice() {
    const auto shown = tablet.application.view().notice;
    return shown ? shown->sentence : std::string{};
  }
};

std::string say(text::Key key) { return std::string(text::sentence(key, text::Language::Vietnamese)); }

}  // namespace

TEST_CASE("two scores stand side by side with officer, time, words and points") {
  Two two;
  two.disagree();
  two.open();
  const auto& view = two.view();
  CHECK(view.count_label == "1 trên 1");
  CHECK(view.subtitle == "Rượu ngô men lá · 3.5 Sở hữu trí tuệ");
  CHECK(view.explained.find("1–3") != std::string::npos);
  REQUIRE(view.values.size() == 2);
  REQUIRE(two.n_of("Trần Văn Bình") != 0);
  REQUIRE(two.n_of("Nguyễn Thị Mai") != 0);
  for (const auto& value : view.values) {
    CHECK_FALSE(value.value.empty());
    CHECK(value.points == (value.officer == "Trần Văn Bình" ? "3 đ" : "1 đ"));
    CHECK(value.when.tone == presenter::ChipTone::Neutral);
    CHECK(value.photos_about == "Không có ảnh");
  }
}

TEST_CASE("nothing is settled without a reason, and one tap with it settles") {
  Two two;
  two.disagree();
  two.open();
  const int hers = two.n_of("Trần Văn Bình");
  two.tablet.send(conflict::TypeReason{"   "});
  two.tablet.send(conflict::Choose{hers});
  CHECK(two.view().reason_error == say(text::Key::ConflictReasonNeeded));
  CHECK(two.view().count == 1);
  two.tablet.send(conflict::TypeReason{"Đã xem bản gốc"});
  CHECK(two.view().reason_error.empty());
  two.tablet.send(conflict::Choose{hers});
  CHECK(two.view().count == 0);
  CHECK(two.view().explained == say(text::Key::ConflictNone));
  CHECK(two.kept("3.5.option") == "c");
  CHECK(two.tablet.dossier(two.dossier).conflicts.empty());
  CHECK(two.notice() == say(text::Key::ConflictSettled));
}

TEST_CASE("what one settled is settled on the other's tablet too") {
  Two two;
  two.disagree();
  test::carry(*two.tablet.folder, *two.colleague.folder);
  two.open();
  two.tablet.send(conflict::TypeReason{"Đã xem bản gốc"});
  two.tablet.send(conflict::Choose{two.n_of("Nguyễn Thị Mai")});
  test::carry(*two.tablet.folder, *two.colleague.folder);
  const auto hers = service::read_dossier(*two.colleague.folder, two.dossier);
  REQUIRE_OK(hers);
  CHECK(hers->conflicts.empty());
  CHECK(hers->assessments.at("self").scores.at("3.5").option == "a");
}

TEST_CASE("another option than the two is written with the same reason") {
  Two two;
  two.disagree();
  two.open();
  two.tablet.send(conflict::OpenOther{});
  CHECK(two.view().other_choices.size() == 4);  // a, b, c and none
  two.tablet.send(conflict::ChooseOther{"b"});
  CHECK_FALSE(two.view().reason_error.empty());
  two.tablet.send(conflict::TypeReason{"Cả hai nhầm"});
  two.tablet.send(conflict::OpenOther{});
  two.tablet.send(conflict::ChooseOther{"b"});
  CHECK(two.view().count == 0);
  CHECK(two.kept("3.5.option") == "b");
}

TEST_CASE("another value that is typed wrongly is refused beside its field") {
  Two two;
  test::carry(*two.tablet.folder, *two.colleague.folder);
  two.edit(*two.colleague.folder, "submitted_on", "2026-05-02");
  two.edit(*two.tablet.folder, "submitted_on", "2026-05-01");
  test::carry(*two.colleague.folder, *two.tablet.folder);
  two.open();
  REQUIRE(two.view().values.size() == 2);
  CHECK(two.view().values[0].value.ends_with("/05/2026"));
  two.tablet.send(conflict::TypeReason{"Xem công văn"});
  two.tablet.send(conflict::OpenOther{});
  two.tablet.send(conflict::TypeOther{"hôm qua"});
  two.tablet.send(conflict::SaveOther{});
  CHECK_FALSE(two.view().other_error.empty());
  two.tablet.send(conflict::TypeOther{"2026-05-03"});
  CHECK(two.view().other_error.empty());
  two.tablet.send(conflict::SaveOther{});
  CHECK(two.view().count == 0);
  CHECK(two.tablet.dossier(two.dossier).dossier.text("submitted_on") == "2026-05-03");
}

TEST_CASE("a value that arrives while one decides keeps everything and says so") {
  Two two;
  test::Colleague third(555, "Lò Thị Ban");
  test::carry(*two.tablet.folder, *third.folder);
  two.disagree();
  two.open();
  two.tablet.send(conflict::TypeReason{"Đã xem bản gốc"});
  third.score(two.dossier, "3.5", "b");
  test::carry(*third.folder, *two.tablet.folder);
  two.tablet.send(conflict::Choose{1});
  CHECK(two.notice() == say(text::Key::ConflictChangedMeanwhile));
  CHECK(two.view().values.size() == 3);
  CHECK(two.view().explained.find("1–3") != std::string::npos);
  CHECK(two.view().reason == "Đã xem bản gốc");
}

TEST_CASE("conflicts are looked at one after the other") {
  Two two;
  two.disagree("3.5");
  service::SetScore mine;
  mine.dossier = two.dossier;
  mine.criterion = "4.1";
  mine.option = "a";
  REQUIRE_OK(service::set_score(*two.tablet.folder, mine));
  two.colleague.score(two.dossier, "4.1", "b");
  test::carry(*two.colleague.folder, *two.tablet.folder);
  two.open();
  CHECK(two.view().count_label == "1 trên 2");
  CHECK_FALSE(two.view().has_previous);
  const std::string first = two.view().subtitle;
  two.tablet.send(conflict::TypeReason{"của mục này"});
  two.tablet.send(conflict::Next{});
  CHECK(two.view().count_label == "2 trên 2");
  CHECK(two.view().subtitle != first);
  CHECK(two.view().reason.empty());
  two.tablet.send(conflict::Next{});
  CHECK(two.view().position == 2);
  two.tablet.send(conflict::Previous{});
  CHECK(two.view().subtitle == first);
}

TEST_CASE("a clock that was off is said in days") {
  service::ConflictValue value;
  value.wall_ms = 10 * day_ms;
  CHECK(presenter::clock_doubt_days(value, 10 * day_ms) == 0);
  CHECK(presenter::clock_doubt_days(value, 7 * day_ms - 1) == 3);  // written in three days, by our clock
  value.province_offset_error_ms = 400;
  value.province_offset_ms = -3 * day_ms - 5;
  CHECK(presenter::clock_doubt_days(value, 10 * day_ms) == 3);
  value.province_offset_ms = day_ms / 2;
  CHECK(presenter::clock_doubt_days(value, 10 * day_ms) == 0);
}

TEST_CASE("a value of a clock in the future carries the doubt beside the officer") {
  Two two;
  two.colleague.clock.advance_ms(3 * day_ms);
  two.disagree();
  two.open();
  for (const auto& value : two.view().values) {
    const bool is_hers = value.officer == "Trần Văn Bình";
    CHECK((value.when.tone == presenter::ChipTone::Warning) == is_hers);
    if (is_hers) CHECK(value.when.label.find("đồng hồ máy lệch 3 ngày") != std::string::npos);
  }
}

TEST_CASE("a dossier archived while somebody edited it is restored or archived again") {
  for (const bool is_restored : {true, false}) {
    Two two;
    test::carry(*two.tablet.folder, *two.colleague.folder);
    two.edit(*two.colleague.folder, "business_plan", "Mở thêm xưởng");
    REQUIRE_OK(service::archive(*two.tablet.folder, two.dossier, "trùng hồ sơ"));
    test::carry(*two.colleague.folder, *two.tablet.folder);
    two.open();
    REQUIRE(two.view().is_archiving);
    REQUIRE(two.view().values.size() == 2);
    CHECK(two.view().values[0].officer == "Nguyễn Thị Mai");
    CHECK(two.view().values[1].officer == "Trần Văn Bình");
    CHECK_FALSE(two.view().can_write_other);
    two.tablet.send(conflict::TypeReason{"Đã hỏi lại chủ thể"});
    two.tablet.send(conflict::Choose{is_restored ? 2 : 1});
    CHECK(two.view().count == 0);
    CHECK(two.tablet.dossier(two.dossier).is_archived != is_restored);
    CHECK(two.tablet.dossier(two.dossier).dossier.text("business_plan") == "Mở thêm xưởng");
  }
}

TEST_CASE("who goes back while a decision is being saved still reads that it was not taken") {
  Two two;
  two.disagree();
  two.open();
  two.tablet.send(conflict::TypeReason{"Đã xem bản gốc"});
  test::Colleague third(555, "Lò Thị Ban");
  test::carry(*two.tablet.folder, *third.folder);
  REQUIRE_OK(
      service::settle(*two.tablet.folder, {service::list_conflicts(*two.tablet.folder)->front().id, 1, {}, "đã chọn"}));
  two.tablet.application.apply({conflict::Choose{2}});
  two.tablet.application.apply({presenter::ApplicationIntent{presenter::GoBack{}}});
  two.tablet.settle();
  CHECK(two.notice() == say(text::Key::ErrorChanged));
}

TEST_CASE("without a conflict there is nothing to decide, and taps do nothing") {
  Two two;
  two.open();
  CHECK(two.view().count == 0);
  CHECK(two.view().explained == say(text::Key::ConflictNone));
  two.tablet.send(conflict::Choose{1});
  CHECK(two.view().count == 0);
}
