#include "app/presenter/form.h"

#include "core/domain/form_map.h"
#include "core/domain/units.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::FormFieldView;
using presenter::FormView;
using test::FieldTablet;
namespace form = presenter::form;
namespace place = presenter::place;

namespace {

struct Opened {
  FieldTablet tablet;
  Id dossier = tablet.add_dossier("Mật ong bạc hà");

  explicit Opened(const std::string& name = "form_02") { tablet.send(presenter::GoTo{place::Form{dossier, name}}); }
  const FormView& view() { return tablet.showing<FormView>(); }
  const FormFieldView& field(std::string_view id) {
    const auto* found = presenter::find_field(view().sections, id);
    if (found == nullptr) FAIL("no field " << id);
    return *found;
  }
  void fill(const std::string& id, const std::string& text) {
    tablet.send(form::Type{id, text});
    tablet.send(form::Leave{id});
  }
  std::string kept(std::string_view record, std::string_view name) {
    const auto dossier_now = tablet.dossier(dossier);
    return presenter::record_of(dossier_now, record)->text(name);
  }
};

service::Folder other_start(FieldTablet& tablet) {
  auto other = service::Folder::open(tablet.place / "ocop.sqlite", {tablet.files, tablet.clock, tablet.entropy});
  REQUIRE_OK(other);
  return std::move(*other);
}

}  // namespace

TEST_CASE("every field of every form is on its screen") {
  for (const std::string name : {"form_01", "form_02", "form_03"}) {
    Opened at(name);
    for (const auto& section : rules::find_form(name)->sections)
      for (const auto& field : section.fields) {
        INFO(name << " " << field.id);
        CHECK(presenter::find_field(at.view().sections, field.id) != nullptr);
      }
    CHECK(at.view().title.find(rules::find_form(name)->number) == 0);
    CHECK(at.view().subtitle == "Mật ong bạc hà");
  }
}

TEST_CASE("every field that a record keeps can be written from its form") {
  for (const auto& row : domain::form_fields()) {
    if (row.source != domain::FormField::Source::Field || row.record == "assessment" || row.form == "score_header")
      continue;
    Opened at{std::string(row.form)};
    std::string id(row.field);
    if (const auto dot = id.find('.'); dot != std::string::npos) id.insert(dot, ".2024");
    const auto dossier = at.tablet.dossier(at.dossier);
    const auto kept = presenter::kept_field(dossier, *rules::find_form(row.form), id, "trademark");
    INFO(row.form << " " << id);
    REQUIRE(kept);
    CHECK(domain::find_field(kept->at.type, kept->at.field) == kept->description);
  }
}

TEST_CASE("what is typed into a form reaches the producer, the product and the dossier") {
  Opened at;
  at.fill("holder_name", "HTX Ong Mèo Vạc");
  at.fill("holder_phone", "0912 345 678");
  at.fill("product_format", "Chai 500 ml");
  at.fill("markets", "Chợ phiên\nSiêu thị");
  CHECK(at.kept("producer", "name") == "HTX Ong Mèo Vạc");
  CHECK(at.kept("producer", "phone") == "0912 345 678");
  CHECK(at.kept("product", "format") == "Chai 500 ml");
  CHECK(at.kept("dossier", "markets") == "Chợ phiên\nSiêu thị");
  CHECK(at.tablet.application.view().save_state == presenter::SaveState::Saved);
}

TEST_CASE("text is on the disk within a second of the last key, without leaving the field") {
  Opened at;
  at.tablet.send(form::Type{"markets", "Chợ"});
  CHECK(at.kept("dossier", "markets").empty());
  CHECK(at.tablet.application.view().save_state == presenter::SaveState::Saving);
  CHECK(at.tablet.application.next_deadline_ms() <= at.tablet.clock.monotonic_ms() + 1000);
  at.tablet.let_pass(999);
  CHECK(at.kept("dossier", "markets") == "Chợ");
  CHECK(at.tablet.application.view().saved.find("Đã lưu ") == 0);
}

TEST_CASE("a date is written as people write it and kept as one") {
  Opened at;
  for (const std::string typed : {"22/5/2019", "22.05.2019", "22-5-2019", "22052019", "2019-05-22", " 22 5 2019 "}) {
    at.fill("founded_on", typed);
    INFO(typed);
    CHECK(at.kept("producer", "founded_on") == "2019-05-22");
    CHECK(at.field("founded_on").value == "22/05/2019");
    at.fill("founded_on", "");
    CHECK(at.kept("producer", "founded_on").empty());
  }
  for (const std::string typed : {"31/2/2019", "22/5", "tháng 5", "22/5/19", "220/5/2019"}) {
    at.fill("founded_on", typed);
    INFO(typed);
    CHECK(at.kept("producer", "founded_on").empty());
    CHECK(at.field("founded_on").error == text::sentence(text::Key::FormBadDate, text::Language::Vietnamese));
    CHECK(at.field("founded_on").value == typed);  // still there to be mended
  }
}

TEST_CASE("a mistake is said beside its field once the field is left, and not while one types") {
  Opened at;
  at.tablet.send(form::Type{"holder_phone", "09"});
  at.tablet.let_pass(600);
  CHECK(at.field("holder_phone").error.empty());
  at.tablet.send(form::Leave{"holder_phone"});
  CHECK(at.field("holder_phone").error.find("0912 345 678") != std::string::npos);
  CHECK_FALSE(at.tablet.application.view().notice);
  at.fill("holder_email", "khong phai thu");
  CHECK(at.field("holder_email").error.find("thư điện tử") != std::string::npos);
  at.fill("yearly_results.2025.revenue_vnd", "một tỷ");
  CHECK(at.field("yearly_results.2025.revenue_vnd").error ==
        text::sentence(text::Key::FormBadNumber, text::Language::Vietnamese));
  at.fill("holder_phone", "0912 345 678");
  CHECK(at.field("holder_phone").error.empty());
}

TEST_CASE("choices, yes and no are saved with one tap and cleared with the second") {
  Opened at;
  at.tablet.send(form::Choose{"holder_type", "cooperative"});
  at.tablet.send(form::Choose{"has_business_registration", "false"});
  CHECK(at.kept("producer", "type") == "cooperative");
  CHECK(at.kept("producer", "has_business_registration") == "false");
  CHECK_FALSE(at.field("has_business_registration").is_missing);  // "no" is an answer
  at.tablet.send(form::Choose{"holder_type", "cooperative"});
  CHECK(at.kept("producer", "type").empty());
}

TEST_CASE("several of a list are ticked one by one") {
  Opened at;
  at.tablet.send(form::Toggle{"intellectual_property", "trademark"});
  at.tablet.send(form::Toggle{"intellectual_property", "copyright"});
  at.tablet.send(form::Toggle{"intellectual_property", "trademark"});
  CHECK(at.kept("product", "intellectual_property.copyright") == "true");
  CHECK(at.kept("product", "intellectual_property.trademark").empty());
  CHECK(at.field("intellectual_property").chosen == std::vector<std::string>{"copyright"});
}

TEST_CASE("a commune is searched without tones and chosen, and the program keeps its code") {
  Opened at;
  at.tablet.send(form::Change{"holder_unit"});
  at.tablet.send(form::Type{"holder_unit", "ba dinh"});
  REQUIRE_FALSE(at.field("holder_unit").choices.empty());
  CHECK(at.field("holder_unit").is_choosing);
  const std::string other = at.field("holder_unit").choices.back().id;
  at.tablet.send(form::Choose{"holder_unit", other});
  CHECK(at.kept("producer", "unit") == other);
  CHECK_FALSE(at.field("holder_unit").is_choosing);
  CHECK(at.field("holder_unit").value == domain::unit_name(other));
}

TEST_CASE("the set is changed the same way, and industry and group follow") {
  Opened at("form_01");
  const std::string before = at.field("industry").value + at.field("group").value;
  at.tablet.send(form::Change{"product_set"});
  CHECK(at.field("product_set").choices.size() == 26);
  at.tablet.send(form::Type{"product_set", "du lich"});
  REQUIRE_FALSE(at.field("product_set").choices.empty());
  at.tablet.send(form::Choose{"product_set", at.field("product_set").choices.back().id});
  CHECK(at.field("industry").value + at.field("group").value != before);
  CHECK(at.field("province").value == "Thành phố Hà Nội");
}

TEST_CASE("results by year: the last year is offered, earlier ones are added, cells are fields of their own") {
  Opened at;
  REQUIRE(at.field("yearly_results").rows.size() == 1);
  CHECK(at.field("yearly_results").rows[0][0].value == "2025");  // the clock says 2026
  CHECK(at.field("yearly_results").is_missing);
  at.fill("yearly_results.2025.revenue_vnd", "1.250.000.000");
  CHECK(at.kept("dossier", "yearly.2025.revenue_vnd") == "1250000000");
  CHECK_FALSE(at.field("yearly_results").is_missing);
  CHECK(at.field("yearly_results.2025.profit_vnd").is_missing);  // of a row that was begun
  CHECK(at.field("yearly_results.2025.revenue_vnd").help.find("đồng") != std::string::npos);
  at.tablet.send(form::AddRow{"yearly_results"});
  at.tablet.send(form::AddRow{"yearly_results"});
  REQUIRE(at.field("yearly_results").rows.size() == 3);
  CHECK(at.field("yearly_results").rows[2][0].value == "2023");
  at.fill("yearly_results.2023.profit_vnd", "-5000000");
  CHECK(at.kept("dossier", "yearly.2023.profit_vnd") == "-5000000");
}

TEST_CASE("what is missing is counted, and the next one is gone to") {
  Opened at;
  const int missing = at.view().missing;
  CHECK(missing > 10);
  CHECK(at.view().missing_line == "Còn thiếu " + std::to_string(missing) + " mục bắt buộc");
  at.tablet.send(form::NextMissing{});
  const std::string first = at.view().go_to;
  CHECK(at.field(first).is_missing);
  at.tablet.send(form::Arrived{});
  CHECK(at.view().go_to.empty());
  at.tablet.send(form::NextMissing{});
  CHECK(at.view().go_to != first);
  at.fill("markets", "Chợ");
  CHECK(at.view().missing == missing - 1);
}

TEST_CASE("what only a product with a past must say is required of it alone") {
  Opened at;
  CHECK_FALSE(at.field("changes_since_recognition").is_required);
  Opened other("form_01");
  other.tablet.send(form::Choose{"dossier_kind", "upgrade"});
  other.tablet.send(presenter::GoTo{place::Form{other.dossier, "form_02"}});
  CHECK(other.field("changes_since_recognition").is_required);
}

TEST_CASE("a signature is never demanded and leads to the photos") {
  Opened at("form_01");
  CHECK_FALSE(at.field("signature").is_required);
  CHECK(at.field("signature").kind == FormFieldView::Kind::Signature);
  CHECK_FALSE(at.field("signature").help.empty());
}

TEST_CASE("a field with two values is locked and leads to settling") {
  Opened at;
  at.tablet.send(form::Type{"markets", "Chợ phiên"});
  auto other = other_start(at.tablet);
  REQUIRE_OK(service::edit_record(
      other, {{at.dossier, at.dossier}, "dossier", {{"markets", domain::Value::text("Siêu thị"), {}}}}));
  at.tablet.let_pass(600);  // saved with the heads of when the typing began: beside the other
  CHECK(at.tablet.dossier(at.dossier).conflicts.size() == 1);
  REQUIRE(at.field("markets").is_in_conflict);
  at.tablet.send(form::Type{"markets", "khác"});
  at.tablet.let_pass(600);
  CHECK(at.tablet.dossier(at.dossier).conflicts[0].values.size() == 2);
}

TEST_CASE("a form that is refilled in the middle of a word still names what was shown at its beginning") {
  Opened at;
  at.tablet.send(form::Type{"markets", "Ch"});
  auto other = other_start(at.tablet);
  REQUIRE_OK(service::edit_record(
      other, {{at.dossier, at.dossier}, "dossier", {{"markets", domain::Value::text("Siêu thị"), {}}}}));
  presenter::SyncProgress progress;
  progress.changes_down = 1;
  at.tablet.application.sync_moved(progress);
  at.tablet.settle();
  CHECK(at.field("markets").value == "Ch");  // the finger's text stands
  at.tablet.send(form::Type{"markets", "Chợ"});
  at.tablet.let_pass(600);
  CHECK(at.tablet.dossier(at.dossier).conflicts.size() == 1);
}

TEST_CASE("an archived dossier is only read") {
  Opened at;
  REQUIRE_OK(service::archive(*at.tablet.folder, at.dossier, "trùng"));
  at.tablet.send(presenter::GoTo{place::Form{at.dossier, "form_02"}});
  CHECK_FALSE(at.view().locked.empty());
  at.tablet.send(form::Type{"markets", "Chợ"});
  at.tablet.send(form::Choose{"holder_type", "farm"});
  at.tablet.send(form::Toggle{"intellectual_property", "trademark"});
  at.tablet.send(form::AddRow{"yearly_results"});
  at.tablet.let_pass(1000);
  CHECK(at.kept("dossier", "markets").empty());
  CHECK(at.kept("producer", "type").empty());
  CHECK_FALSE(at.tablet.application.view().notice);
}

TEST_CASE("a dossier that was archived while one typed keeps the text and says why it is not saved") {
  Opened at;
  at.tablet.send(form::Type{"markets", "Chợ"});
  REQUIRE_OK(service::archive(*at.tablet.folder, at.dossier, "trùng"));
  at.tablet.let_pass(600);
  CHECK(at.tablet.application.view().save_state == presenter::SaveState::Failed);
  REQUIRE(at.tablet.application.view().notice);
  CHECK(at.tablet.application.view().notice->sentence ==
        text::sentence(text::Key::ErrorArchived, text::Language::Vietnamese));
  CHECK(at.field("markets").value == "Chợ");
  CHECK(at.tablet.application.may_close());  // nothing more can be done
}

TEST_CASE("what is on its way is saved before the program closes") {
  Opened at;
  at.tablet.send(form::Type{"markets", "Chợ"});
  CHECK_FALSE(at.tablet.application.may_close());
  at.tablet.settle();
  CHECK(at.tablet.application.may_close());
  CHECK(at.kept("dossier", "markets") == "Chợ");
}
