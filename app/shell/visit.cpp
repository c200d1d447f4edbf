#include "app/shell/visit.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ocop::shell {
namespace {

constexpr int criteria_max = 60;  // no set has as many: a sheet that goes on is a fault
constexpr int turns_a_second = 200;

struct Entry {
  std::string_view field, text;
};

// Invented people and places.
constexpr Entry registration_texts[] = {
    {"form/year", "2026"},
    {"form/representative_name", "Vừ Thị Mỷ"},
    {"form/representative_title", "Giám đốc"},
    {"form/contact_address", "Tổ dân phố số 4"},
    {"form/contact_phone", "0912 345 678"},
    {"form/contact_email", "ongmeovac@vidu.vn"},
    {"form/sample_count", "5"},
    {"form/signed_on", "21/11/2026"},
    {"form/signed_by", "Vừ Thị Mỷ"},
};
constexpr std::string_view registration_taps[] = {"report_paper/true", "report_electronic/true",
                                                  "pledge_accepted/true"};

constexpr std::string_view report_taps[] = {
    "holder_type/cooperative", "representative_gender/female", "has_business_registration/true",
    "has_quality_declaration/true", "has_food_safety_certificate/true", "has_production_certificate/false",
    "intellectual_property/trademark"};
constexpr Entry report_texts[] = {
    {"form/representative_ethnicity", "Mông"},
    {"form/representative_address", "Thôn Sủng Máng"},
    {"form/founded_on", "22/5/2019"},
    {"form/registration_number", "5100412345"},
    {"form/product_format", "Chai thủy tinh 500 ml"},
    {"form/product_standard", "TCVN 12605:2019"},
    {"form/history", "Ví dụ: thành lập năm 2019 từ chín hộ nuôi ong."},
    {"form/structure", "Ban quản trị ba người, chín thành viên, hai tổ sản xuất."},
    {"form/raw_material_technology", "Hoa rừng tự nhiên; quay mật nguội, lọc hai lần."},
    {"form/quality_packaging_changes", "Đổi sang chai thủy tinh và tem truy xuất từ năm 2025."},
    {"form/markets", "Chợ phiên Lộc Bình, cửa hàng tại Lạng Sơn, ba đại lý ở Hà Nội."},
    {"form/yearly_results.2025.revenue_vnd", "1250000000"},
    {"form/yearly_results.2025.profit_vnd", "210000000"},
    {"form/business_plan", "Mở rộng lên 600 đàn, thêm hai đại lý, đăng ký nhãn hiệu tập thể."},
    {"form/signed_place", "Mẫu Sơn"},
    {"form/signed_on", "21/11/2026"},
    {"form/signed_by", "Vừ Thị Mỷ"},
};

std::vector<std::string> options_on(const ui::Inspection& items) {
  constexpr std::string_view begin = "scoring/option ";
  std::vector<std::string> out;
  for (const auto& item : items.items)
    if (item.path.compare(0, begin.size(), begin) == 0 && item.path != "scoring/option none") out.push_back(item.path);
  return out;
}

}  // namespace

Visit::Visit(Shell& shell, World world)
    : shell_(shell), world_(std::move(world)), driver_(shell, [this] { shell_.turn(); }) {}

Status Visit::run() {
  world_.cut_network(true);
  TRY(picture("home", "the officer's dossiers; the network is off"));
  TRY(make_dossier());
  TRY(fill_registration());
  TRY(fill_report());
  TRY(add_photos());
  TRY(open_sheet());
  TRY(score_sheet());
  TRY(look_at_dossier());
  TRY(send());
  TRY(tap("back"));
  TRY(picture("home-at-the-end", "the dossier in the list"));
  TRY(look_at_receipt());
  world_.say("the visit is over");
  return {};
}

// --- what every station needs ---------------------------------------------------------------------------------------

Status Visit::come_to_rest(int seconds_max) {
  for (int turn = 0; turn < seconds_max * turns_a_second; ++turn) {
    TRY(driver_.settle());
    if (world_.is_quiet()) return driver_.settle();
    shell_.turn();
  }
  return Error{ErrorCode::TimedOut, "the program never comes to rest:\n" + driver_.items().print()};
}

Status Visit::tap(std::string_view path) {
  TRY(driver_.tap(path));
  return come_to_rest();
}

Status Visit::write(std::string_view field, std::string_view text) {
  TRY(driver_.tap(field));
  TRY(driver_.clear_field());
  TRY(driver_.type(text));
  return {};
}

Status Visit::picture(const std::string& name, const std::string& line) {
  TRY(come_to_rest());
  TRY_ASSIGN(const Bytes png, shell_.screenshot_png());
  ++pictures_;
  const std::string number = (pictures_ < 10 ? "0" : "") + std::to_string(pictures_);
  TRY(world_.keep_picture(number + "-" + name + ".png", png));
  world_.say(number + "  " + line);
  return {};
}

// --- the dossier and its forms --------------------------------------------------------------------------------------

Status Visit::make_dossier() {
  TRY(tap("home/new_dossier"));
  TRY(tap("new_dossier/find_producer"));
  TRY(driver_.press_keys("HTX Ong vis duj Maaux Sown"));  // Telex, key by key
  TRY(picture("new-dossier-telex", "a producer is searched, with Telex on the keyboard of the screen"));
  TRY(tap("new_dossier/add_producer"));
  TRY(write("new_dossier/product_name", "Mật ong hoa rừng (ví dụ)"));
  TRY(write("new_dossier/find_set", "mat ong"));
  TRY(tap("sets/ocop-26-2026/04"));
  TRY(tap("kind/first"));
  TRY(picture("new-dossier", "a new producer, a product, its set"));
  TRY(tap("new_dossier/create"));
  return picture("overview-new", "the dossier is made: nothing is filled in yet");
}

Status Visit::fill_registration() {
  TRY(tap("overview/form_01"));
  for (const auto& [field, text] : registration_texts) TRY(write(field, text));
  TRY(picture("form-01-writing", "the registration is being written"));
  for (const std::string_view path : registration_taps) TRY(tap(path));
  TRY(picture("form-01", "the registration, form 01"));
  return tap("back");
}

Status Visit::fill_report() {
  TRY(tap("overview/form_02"));
  for (const std::string_view path : report_taps) TRY(tap(path));
  TRY(picture("form-02-choices", "the producer's own report, form 02"));
  for (const auto& [field, text] : report_texts) TRY(write(field, text));
  TRY(tap("form/yearly_results-add"));
  TRY(write("form/yearly_results.2024.revenue_vnd", "980000000"));
  TRY(write("form/yearly_results.2024.profit_vnd", "150000000"));
  TRY(picture("form-02", "results by year"));
  TRY(tap("back"));
  return picture("overview-forms", "both forms are filled in");
}

// --- evidence and scoring -------------------------------------------------------------------------------------------

Status Visit::take_photo(std::string_view kind) {
  TRY(tap("evidence/take"));
  return tap("kind_sheet/kind " + std::string(kind));
}

Status Visit::add_photos() {
  TRY(tap("overview/evidence"));
  TRY(tap("evidence/take"));
  TRY(picture("evidence-kind", "a photo was taken: what does it show?"));
  TRY(tap("kind_sheet/kind product_photo"));
  for (const std::string_view kind : {"workshop_photo", "raw_material_photo", "label_photo"}) TRY(take_photo(kind));
  TRY(picture("evidence", "the photos of the dossier"));
  return tap("back");
}

// Honest answers of a product that may be ranked: its preconditions hold, it has a story, nothing excludes it.
Status Visit::answer_questions() {
  constexpr std::string_view begin = "scoring/declare ", yes = "/yes";
  std::vector<std::string> taps;
  for (const auto& item : driver_.items().items) {
    const std::string_view path = item.path;
    const bool is_question = path.size() > begin.size() + yes.size() && path.substr(0, begin.size()) == begin &&
                             path.substr(path.size() - yes.size()) == yes && item.is_enabled;
    if (!is_question || item.state == "chosen") continue;
    const bool holds = path.find("/precondition") != path.npos || path.find("/applies_only_if_story") != path.npos;
    taps.push_back(holds ? std::string(path) : std::string(path.substr(0, path.size() - yes.size())) + "/no");
  }
  for (const std::string& path : taps) TRY(tap(path));
  return {};
}

Status Visit::open_sheet() {
  TRY(tap("overview/scoring"));
  if (!options_on(driver_.items()).empty()) return {};
  TRY(answer_questions());
  TRY(picture("scoring-questions", "the questions that come before the points"));
  return tap("scoring/next");
}

Status Visit::write_note() {
  TRY(tap("scoring/note"));
  TRY(write("note_sheet/text", "Đã xem sổ nhật ký thu mua, có xác nhận của thôn."));
  TRY(picture("scoring-note", "a note beside a score"));
  return tap("note_sheet/done");
}

// Mostly the best option or the one before it, and the least for the proofs of quality near the end of the sheet:
// points for four stars, and a gate that holds the product at two.
Status Visit::score_criterion(int index) {
  const auto options = options_on(driver_.items());
  if (options.empty()) return Error{ErrorCode::NotFound, "no option on the screen:\n" + driver_.items().print()};
  const std::size_t last = options.size() - 1;
  const bool is_weak = index == 28 || index == 29;
  const std::size_t chosen = is_weak ? 0 : index % 3 == 1 && last > 0 ? last - 1 : last;
  TRY(tap(options[chosen]));
  TRY(answer_questions());
  if (index == 1) {
    TRY(tap("scoring/take"));
    if (has("kind_sheet/kind raw_material_photo")) TRY(tap("kind_sheet/kind raw_material_photo"));
    TRY(picture("scoring-with-photo", "a criterion with its photo"));
  }
  if (index == 2) TRY(write_note());
  if (index == 6 || index == 29)
    TRY(picture("scoring-" + std::to_string(index + 1), "points, stars, and what holds back"));
  return {};
}

Status Visit::score_sheet() {
  int index = 0;
  for (; index < criteria_max && !options_on(driver_.items()).empty(); ++index) {
    TRY(score_criterion(index));
    TRY(tap("scoring/next"));
  }
  if (index == criteria_max) return Error{ErrorCode::TimedOut, "the sheet never ends"};
  TRY(picture("scoring-list", std::to_string(index) + " criteria are scored"));
  return tap("back");
}

Status Visit::look_at_dossier() {
  return picture("overview", "points, stars, and the gates that hold the product back");
}

// --- sending --------------------------------------------------------------------------------------------------------

Status Visit::send() {
  TRY(tap("back"));
  TRY(tap("home/sync"));
  TRY(picture("sync-offline", "what waits to be sent, and what it costs"));
  if (has("sync/enrol")) {
    world_.say("--  this tablet is not enrolled: nothing is sent");
    return {};
  }
  TRY(driver_.tap("sync/start"));
  for (int turn = 0; turn < 2 * turns_a_second && !has("sync/retry"); ++turn) TRY(driver_.settle());
  TRY_ASSIGN(const Bytes png, shell_.screenshot_png());
  ++pictures_;
  TRY(world_.keep_picture(std::to_string(pictures_) + "-sync-no-signal.png", png));
  world_.say(std::to_string(pictures_) + "  no signal: nothing is lost, it will try again");
  world_.cut_network(false);
  if (has("sync/stop")) TRY(driver_.tap("sync/stop"));
  TRY(come_to_rest());
  if (has("sync/photos/all")) TRY(tap("sync/photos/all"));
  TRY(driver_.tap("sync/start"));
  TRY(come_to_rest(300));
  TRY(picture("sync-sent", "the network is back: everything is sent"));
  TRY(tap("sync/statement"));
  TRY(picture("statement", "signed: this tablet holds nothing unsent"));
  return tap("back");
}

Status Visit::look_at_receipt() {
  constexpr std::string_view begin = "home/dossier ";
  const auto& items = driver_.items().items;
  const auto row = std::find_if(items.begin(), items.end(), [&](const auto& item) {
    return item.path.compare(0, begin.size(), begin) == 0;
  });
  if (row == items.end()) return Error{ErrorCode::NotFound, "no dossier in the list:\n" + driver_.items().print()};
  TRY(tap(std::string(row->path)));
  TRY(tap("overview/receipt"));
  TRY(picture("receipt", "what the province signed that it has of the dossier"));
  TRY(tap("back"));
  return tap("back");
}

}  // namespace ocop::shell
