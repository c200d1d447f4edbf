#include "app/presenter/proof.h"

#include <nlohmann/json.hpp>

#include "app/text/amounts.h"
#include "core/service/queries.h"
#include "core/service/receipts.h"
#include "core/service/sync_service.h"
#include "sync/protocol/enrolment.h"
#include "sync/protocol/receipt.h"
#include "tests/support/answers.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"
#include "tests/support/receipts.h"

using namespace ocop;
using presenter::ChipTone;
using presenter::ProofView;
using test::FieldTablet;
namespace place = presenter::place;
namespace proof = presenter::proof;

namespace {

constexpr auto vietnamese = text::Language::Vietnamese;

std::string say(text::Key key) { return std::string(text::sentence(key, vietnamese)); }

struct Proving {
  // Enrolled as a province enrols, with its signature on this tablet's key.
  void enrol() {
    const auto device = tablet.folder->device_key();
    REQUIRE_OK(device);
    protocol::Enrolment enrolment;
    enrolment.province = province.public_key;
    enrolment.officer = "Nguyễn Thị Mai";
    enrolment.units = {"00004"};
    protocol::sign_enrolment(enrolment, device->public_key, province.secret_key);
    service::EnrolmentAnswer answer;
    answer.identity.server_url = "https://ocop.example.vn";
    answer.identity.province = province.public_key;
    answer.officer = {"Nguyễn Thị Mai", {"00004"}};
    answer.certificate = protocol::write_enrolment(enrolment);
    REQUIRE_OK(service::save_enrolment(*tablet.folder, answer));
  }
  // What a province would sign that holds the same as this tablet.
  protocol::Receipt receipt() {
    protocol::Receipt out;
    out.province = province.public_key;
    out.dossier = dossier;
    out.wall_ms = tablet.clock.wall_ms();
    out.records = test::records_here(*tablet.folder, dossier);
    return out;
  }
  void keep(protocol::Receipt signed_now) {
    protocol::sign_receipt(signed_now, province.secret_key);
    REQUIRE_OK(service::save_receipt(*tablet.folder, dossier, protocol::write_receipt(signed_now)));
  }
  bool is_wanted() {
    const auto wanted = service::wanted_receipts(*tablet.folder, 9);
    REQUIRE_OK(wanted);
    return !wanted->empty();
  }
  const ProofView& open_receipt() {
    tablet.send(presenter::GoTo{place::Overview{dossier}});
    tablet.send(presenter::overview::OpenReceipt{});
    return view();
  }
  const ProofView& open_statement() {
    tablet.send(presenter::GoTo{place::Sync{}});
    tablet.send(presenter::sync::OpenStatement{});
    return view();
  }
  void end_session() {
    presenter::SyncProgress progress;
    progress.is_running = true;
    tablet.application.sync_moved(progress);
    tablet.application.sync_moved({});
    tablet.settle();
  }
  const ProofView& view() { return tablet.showing<ProofView>(); }

  FieldTablet tablet;
  KeyPair province = make_key_pair(tablet.entropy);
  Id dossier = tablet.add_dossier("Mật ong bạc hà");
};

}  // namespace

TEST_CASE("a dossier without a receipt says how one comes, and asks for it") {
  Proving proving;
  CHECK_FALSE(proving.is_wanted());
  const ProofView& view = proving.open_receipt();
  CHECK(view.title == say(text::Key::ReceiptTitle));
  CHECK(view.subtitle == "Mật ong bạc hà");
  CHECK(view.said == say(text::Key::ReceiptNone));
  CHECK(view.tone == ChipTone::Warning);
  CHECK(view.explained.empty());
  CHECK(view.rows.empty());
  CHECK(proving.is_wanted());
  proving.tablet.send(proof::Export{});  // there is nothing to export
  CHECK(proving.tablet.outside.exported.text.empty());
  proving.tablet.send(proof::OpenSync{});
  (void)proving.tablet.showing<presenter::SyncView>();
}

TEST_CASE("a receipt says that the province has all, lists what, and whose signature it bears") {
  Proving proving;
  auto receipt = proving.receipt();
  Hash photo;
  photo.bytes[0] = 0x3F;
  receipt.photos = {{photo, 96'000, true}};
  proving.keep(receipt);
  const ProofView& view = proving.open_receipt();
  CHECK(view.said.find("Tỉnh đã nhận đủ hồ sơ này: 3 thay đổi, 1 tệp ảnh") == 0);
  CHECK(view.tone == ChipTone::Good);
  CHECK_FALSE(view.is_to_send);
  CHECK_FALSE(proving.is_wanted());
  REQUIRE(view.rows.size() == 4);  // producer, product, dossier and the photo
  CHECK(view.rows[3].label == "Tệp ảnh 3f000000");
  CHECK(view.rows[3].value == text::size_in_bytes(96'000, vietnamese));
  CHECK(view.rows[3].chip->tone == ChipTone::Good);
  REQUIRE(view.keys.size() == 1);
  CHECK(view.keys[0].find(proving.province.public_key.hex().substr(0, 8) + " ") != std::string::npos);

  proving.tablet.send(proof::Export{});
  CHECK(proving.tablet.outside.exported.stem == "ocop-giay-xac-nhan");
  const auto read = engine::read_receipt_text(proving.tablet.outside.exported.text);
  REQUIRE_OK(read);
  CHECK(read->dossier == proving.dossier);
  REQUIRE(proving.tablet.application.view().notice);
  CHECK(proving.tablet.application.view().notice->sentence.find("Đã xuất: ") == 0);
  proving.tablet.outside.export_answer = Error{ErrorCode::StorageFull, {}};
  proving.tablet.send(proof::Export{});
  CHECK(proving.tablet.application.view().notice->sentence == say(text::Key::ErrorStorageFull));
}

TEST_CASE("what arrived and is withheld is said beside the receipt of it") {
  Proving proving;
  service::SyncService control(*proving.tablet.folder);
  const auto record = service::read_record(*proving.tablet.folder, {proving.dossier, proving.dossier});
  REQUIRE_OK(record);
  service::ExchangeResult exchange;
  exchange.answers = test::answers_to_all(control, service::BatchOutcome::Merged);
  exchange.mark = {1, 11, 0};
  exchange.notices = {{10, proving.dossier, record->find("product")->heads.front(), "move_not_permitted"}};
  REQUIRE_OK(control.import(exchange));
  proving.keep(proving.receipt());
  const ProofView& view = proving.open_receipt();
  CHECK(view.said.find("Tỉnh đã nhận đủ hồ sơ này") == 0);
  CHECK(view.tone == ChipTone::Warning);
  REQUIRE(view.about.size() == 1);
  CHECK(view.about[0].find("Tỉnh chưa công nhận 1 mục") == 0);
  CHECK_FALSE(view.is_to_send);
}

TEST_CASE("a receipt that is older than what is here, or lacks something, says so and a new one is asked for") {
  Proving proving;
  proving.keep(proving.receipt());
  service::SetScore command;
  command.dossier = proving.dossier;
  command.criterion = "1.1";
  command.option = "a";
  REQUIRE_OK(service::set_score(*proving.tablet.folder, command));
  CHECK(proving.open_receipt().said.find("Tỉnh chưa có đủ hồ sơ này. Lúc ") == 0);
  CHECK(proving.view().about == std::vector{say(text::Key::ReceiptWanted)});
  CHECK(proving.is_wanted());

  auto lacking = proving.receipt();
  lacking.photos = {{Hash{}, 96'000, false}};
  lacking.waiting = 2;
  lacking.vouched = 1;
  proving.keep(lacking);
  proving.end_session();  // that brought it: the page reads again
  CHECK(proving.view().is_to_send);
  REQUIRE(proving.view().about.size() == 3);
  CHECK(proving.view().about[0].find("2 thay đổi đã tới tỉnh nhưng đang chờ") == 0);
  CHECK(proving.view().about[1].find("1 thay đổi do máy khác mang tới") == 0);
  CHECK(proving.view().rows.back().chip->label == say(text::Key::ReceiptPhotoMissing));
}

TEST_CASE("a kept receipt that cannot be read is an error in words, and the page opens") {
  Proving proving;
  REQUIRE_OK(service::save_receipt(*proving.tablet.folder, proving.dossier, Bytes{1, 2, 3}));
  proving.open_receipt();
  REQUIRE(proving.tablet.application.view().notice);
  CHECK(proving.tablet.application.view().notice->sentence == say(text::Key::ErrorStorageCorrupt));
}

TEST_CASE("a tablet says what it has not sent, and others can check its word by the province's key") {
  Proving proving;
  proving.enrol();
  const ProofView& view = proving.open_statement();
  CHECK(view.said == say(text::Key::StatementSomething));
  CHECK(view.tone == ChipTone::Warning);
  REQUIRE(view.rows.size() == 1);
  CHECK(view.rows[0].label == say(text::Key::StatementUnsent));
  CHECK(view.rows[0].value == "3");
  CHECK(view.keys.size() == 2);
  CHECK(view.about.empty());
  proving.tablet.send(proof::Export{});
  const auto read = engine::read_statement_text(proving.tablet.outside.exported.text);
  REQUIRE_OK(read);
  REQUIRE(read->enrolment);
  CHECK(read->enrolment->province == proving.province.public_key);
  proving.tablet.send(proof::OpenSync{});
  (void)proving.tablet.showing<presenter::SyncView>();
  CHECK(proving.tablet.application.view().depth == 2);  // back where it was opened, not on top of it
}

TEST_CASE("a tablet that no province enrolled says that nobody else can check its word") {
  FieldTablet tablet;
  tablet.send(presenter::GoTo{place::Proof{}});
  const ProofView& view = tablet.showing<ProofView>();
  CHECK(view.said == say(text::Key::StatementNothing));
  CHECK(view.tone == ChipTone::Good);
  CHECK(view.rows.empty());
  CHECK(view.about == std::vector{say(text::Key::StatementNotEnrolled)});
  CHECK(view.keys.size() == 1);
}

TEST_CASE("what is readable in a proof counts only where it is what was signed") {
  Proving proving;
  proving.enrol();
  const auto statement = engine::view_statement(*proving.tablet.folder);
  REQUIRE_OK(statement);
  auto shown = nlohmann::json::parse(statement->text);
  for (const char* key : {"nothing_unsent", "unsent", "unsealed", "unanswered", "held", "waiting", "photos", "carried",
                          "bundles", "officer", "at", "at_ms", "device", "signature", "province", "enrolment"}) {
    auto changed = shown;
    changed[key] = 77;
    CHECK_FALSE(engine::read_statement_text(changed.dump()));
    changed.erase(key);
    CHECK_FALSE(engine::read_statement_text(changed.dump()));
  }
  shown["more"] = "beside it";
  REQUIRE_OK(engine::read_statement_text(shown.dump()));
  for (const char* text : {"", "[]", "{}", "{\"device\":1}", "\"text\""}) {
    REQUIRE_ERROR(engine::read_statement_text(text), InvalidInput);
    REQUIRE_ERROR(engine::read_receipt_text(text), InvalidInput);
  }
}
