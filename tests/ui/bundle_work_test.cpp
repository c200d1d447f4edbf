// A carrier's work, by finger: bundles on a stick, real ones, whole, damaged, cut, of another province, and none.
#include "sync/bundle/export.h"
#include "sync/bundle/import.h"
#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/screen_tablet.h"

using namespace ocop;
using test::ScreenTablet;
namespace place = presenter::place;

namespace {

constexpr auto vietnamese = text::Language::Vietnamese;

std::string say(text::Key key) { return std::string(text::sentence(key, vietnamese)); }

void enrol(service::Folder& folder, const KeyPair& province) {
  const auto keys = folder.device_key();
  REQUIRE_OK(keys);
  service::EnrolmentAnswer answer;
  answer.identity.server_url = "https://ocop.example.vn";
  answer.identity.device = keys->public_key;
  answer.identity.device_secret = keys->secret_key;
  answer.identity.province = province.public_key;
  answer.officer = {"Nguyễn Thị Mai", {"00004"}};
  REQUIRE_OK(service::save_enrolment(folder, answer));
}

// The tablet of one who travels, a colleague's stick, and what the colleague exported onto it.
struct Carrier {
  Carrier() {
    enrol(*at.tablet.folder, province);
    enrol(*colleague.folder, province);
    at.tablet.outside.import_by = [this](const std::string& path) -> Result<service::Imported> {
      service::SyncService control(*at.tablet.folder);
      return bundle::import_bundle(control, stick, path);
    };
    write(*colleague.folder, "goi.ocop");
    list();
  }

  void write(service::Folder& folder, const std::string& name) {
    REQUIRE_OK(service::add_producer(folder, {{{"name", domain::Value::text("HTX Chè Đắng"), {}}}}));
    service::SyncService control(folder);
    REQUIRE_OK(bundle::export_bundle(control, entropy, service::PhotoPolicy::All, {stick, name}));
  }
  void put(const std::string& name, ByteView bytes) {
    REQUIRE_OK(stick.append(name, 0, bytes));
    list();
  }
  const Bytes& good() { return stick.contents().at("goi.ocop"); }
  void list() {
    presenter::BundleFiles found;
    found.folder = "exported";
    for (const auto& [name, bytes] : stick.contents())
      found.files.push_back({name, name, "KINGSTON", bytes.size(), 1'793'577'600'000});
    at.tablet.outside.bundle_files = found;
  }
  void open() {
    at.open(place::Sync{});
    at.ui.tap("sync/import");
  }
  void import(const std::string& name) {
    open();
    at.ui.tap("bundles/file " + name);
    at.require_sound(name);
  }
  std::string shown(const std::string& item) { return std::string(at.ui.item("bundles/" + item).label); }

  ScreenTablet at;
  test::Colleague colleague;
  fake::SeededEntropy entropy{5};
  KeyPair province = make_key_pair(entropy);
  fake::MemoryFiles stick;
};

}  // namespace

TEST_CASE("a carrier takes a colleague's bundle from a stick, is told what to do with it, and again changes nothing") {
  Carrier carrier;
  carrier.import("goi.ocop");
  CHECK(carrier.shown("outcome") == "Đã nhập đủ goi.ocop");
  CHECK(carrier.shown("taken 1").find("Giữ hộ máy khác") == 0);
  CHECK(carrier.shown("next") == say(text::Key::BundleNextCarry));
  const auto kept = service::count_carried(*carrier.at.tablet.folder);
  REQUIRE_OK(kept);
  CHECK(kept->to_province == 1);
  carrier.at.ui.tap("bundles/sync");
  CHECK(carrier.at.ui.has("sync/journal 1"));
  CHECK(std::string(carrier.at.ui.item("sync/journal 1").label).find("giữ hộ máy khác") != std::string::npos);
  carrier.import("goi.ocop");
  CHECK(carrier.shown("taken 1") == say(text::Key::BundleNothingNew));
  CHECK(carrier.shown("next") == say(text::Key::BundleNextNothing));
}

TEST_CASE("of a bundle that was cut or changed on the way the rest is kept, and the good file mends it") {
  for (const bool is_cut : {true, false}) {
    Carrier carrier;
    Bytes bad = carrier.good();
    if (is_cut) bad.resize(bad.size() - 2048);  // the last entry, and the end
    else bad[600] ^= 1;                         // in the first
    carrier.put("hong.ocop", bad);
    carrier.import("hong.ocop");
    CHECK(carrier.shown("outcome") == "Mới nhập được một phần của hong.ocop");
    CHECK(carrier.at.ui.has("bundles/missing 1"));
    CHECK(carrier.shown("next") == say(text::Key::BundleNextAgain));
    carrier.import("goi.ocop");
    CHECK(carrier.shown("outcome") == "Đã nhập đủ goi.ocop");
  }
}

TEST_CASE("a file of which nothing is whole, that is no bundle or another province's is refused in words") {
  Carrier carrier;
  const Bytes& good = carrier.good();
  const std::string letter = "Kính gửi chị Mai";
  carrier.put("dut.ocop", Bytes(good.begin(), good.begin() + 100));
  carrier.put("thu.ocop", as_bytes(letter));
  test::Colleague stranger(77, "Lò Thị Xa");
  const KeyPair elsewhere = make_key_pair(carrier.entropy);
  enrol(*stranger.folder, elsewhere);
  carrier.write(*stranger.folder, "xa.ocop");
  carrier.list();
  const std::pair<const char*, text::Key> rows[] = {{"dut.ocop", text::Key::ErrorBundleIncomplete},
                                                    {"thu.ocop", text::Key::ErrorNotABundle},
                                                    {"xa.ocop", text::Key::ErrorBundleElsewhere}};
  for (const auto& [name, why] : rows) {
    carrier.import(name);
    CHECK(carrier.shown("outcome") == "Chưa nhập được " + std::string(name));
    CHECK(carrier.shown("taken 1") == say(why));
    CHECK_FALSE(carrier.at.ui.has("bundles/next"));
  }
  CHECK(service::count_carried(*carrier.at.tablet.folder).value().to_province == 0);
}

TEST_CASE("a stick without a bundle, and one that is plugged in later") {
  Carrier carrier;
  const auto found = carrier.at.tablet.outside.bundle_files;
  carrier.at.tablet.outside.bundle_files = presenter::BundleFiles{{}, "exported"};
  carrier.open();
  CHECK(carrier.at.ui.has("bundles/none"));
  carrier.at.tablet.outside.bundle_files = found;
  carrier.at.ui.tap("bundles/look");
  CHECK_FALSE(carrier.at.ui.has("bundles/none"));
  CHECK(carrier.at.ui.has("bundles/file goi.ocop"));
}
