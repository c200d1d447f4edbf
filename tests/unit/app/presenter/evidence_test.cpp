#include "app/presenter/evidence.h"

#include "core/base/limits.h"
#include "tests/support/catch.h"
#include "tests/support/colleague.h"
#include "tests/support/field_tablet.h"
#include "tests/support/places.h"

using namespace ocop;
using presenter::EvidenceView;
using test::FieldTablet;
namespace evidence = presenter::evidence;
namespace place = presenter::place;
using Sheet = EvidenceView::Sheet;

namespace {

Bytes photo(const std::string& name) {
  const std::string bytes = test::read_text(OCOP_SOURCE_DIR "/platform/fake/photos/" + name);
  REQUIRE_FALSE(bytes.empty());
  return {bytes.begin(), bytes.end()};
}

struct Photos {
  FieldTablet tablet;
  Id dossier = tablet.add_dossier("Cà phê bột");

  void open(const std::string& criterion = {}, bool takes_photo = false) {
    tablet.send(presenter::GoTo{place::Evidence{dossier, criterion, takes_photo}});
  }
  const EvidenceView& view() { return tablet.showing<EvidenceView>(); }
  std::string notice() {
    const auto shown = tablet.application.view().notice;
    return shown ? shown->sentence : std::string{};
  }
  std::string error(ErrorCode code) {
    return std::string(text::sentence(text::error_sentence(code), text::Language::Vietnamese));
  }
};

}  // namespace

TEST_CASE("a photo is saved before anything is asked, then its kind is asked") {
  Photos photos;
  photos.tablet.outside.photos.push_back(photo("product_coffee.jpg"));
  photos.open();
  CHECK(photos.view().tiles.empty());
  photos.tablet.send(evidence::Take{});
  CHECK(photos.tablet.dossier(photos.dossier).evidence.size() == 1);
  CHECK(photos.view().sheet == Sheet::Kind);
  REQUIRE(photos.view().kinds.size() > 15);
  CHECK(photos.view().kinds.front().id == "product_photo");
  photos.tablet.send(evidence::ChooseKind{"label_photo"});
  CHECK(photos.view().sheet == Sheet::None);
  CHECK(photos.tablet.dossier(photos.dossier).evidence[0].kind == "label_photo");
  REQUIRE(photos.view().tiles.size() == 1);
  CHECK(photos.view().tiles[0].thumbnail.has_value());
  CHECK(photos.view().tiles[0].state.label == "trên máy này");
  CHECK_FALSE(photos.view().is_taking);
}

TEST_CASE("a photo taken from a criterion is evidence for it, and its kind leads back there") {
  Photos photos;
  photos.tablet.outside.photos.push_back(photo("product_fig.jpg"));
  photos.tablet.send(presenter::GoTo{place::Scoring{photos.dossier, "4.1"}});
  photos.tablet.send(presenter::scoring::TakePhoto{});
  REQUIRE(photos.view().sheet == Sheet::Kind);
  photos.tablet.send(evidence::ChooseKind{"product_photo"});
  const auto& scoring = photos.tablet.showing<presenter::ScoringView>();
  CHECK(scoring.criterion.photos.size() == 1);
  CHECK(photos.tablet.dossier(photos.dossier).evidence[0].criteria == std::vector<std::string>{"4.1"});
  CHECK(photos.tablet.dossier(photos.dossier).evidence[0].kind == "product_photo");
}

TEST_CASE("a camera that was closed leads back to the criterion without a word") {
  Photos photos;
  photos.tablet.send(presenter::GoTo{place::Scoring{photos.dossier, "4.1"}});
  photos.tablet.send(presenter::scoring::TakePhoto{});
  CHECK(photos.tablet.showing<presenter::ScoringView>().criterion.code == "4.1");
  CHECK(photos.notice().empty());
}

TEST_CASE("what is no photo, and a photo that is cut short, are refused in words") {
  Photos photos;
  const std::string letter = "Đây là một tệp văn bản mang tên anh.jpg";
  Bytes cut = photo("product_fig.jpg");
  cut.resize(cut.size() / 2);
  photos.tablet.outside.photos.push_back(Bytes(letter.begin(), letter.end()));
  photos.tablet.outside.photos.push_back(cut);
  photos.tablet.outside.photos.push_back(Error{ErrorCode::TimedOut, {}});
  photos.open();
  photos.tablet.send(evidence::Take{});
  CHECK(photos.notice() == photos.error(ErrorCode::NotAJpeg));
  CHECK_FALSE(photos.view().is_taking);
  photos.tablet.send(evidence::Take{});
  CHECK(photos.notice() == photos.error(ErrorCode::JpegDamaged));
  photos.tablet.send(evidence::Take{});
  CHECK(photos.notice() == photos.error(ErrorCode::TimedOut));
  CHECK(photos.tablet.dossier(photos.dossier).evidence.empty());
}

TEST_CASE("little room is said, and without room no photo is taken") {
  Photos photos;
  photos.tablet.files.set_free_bytes(limits::free_space_reserve_bytes + 12'500'000);
  photos.open();
  CHECK(photos.view().room.find("2 ảnh") != std::string::npos);
  CHECK(photos.view().can_take);
  photos.tablet.files.set_free_bytes(limits::free_space_reserve_bytes);
  photos.tablet.send(presenter::GoBack{});
  photos.open();
  CHECK(photos.view().room == photos.error(ErrorCode::StorageFull));
  photos.tablet.outside.photos.push_back(photo("product_fig.jpg"));
  photos.tablet.send(evidence::Take{});
  CHECK(photos.tablet.outside.photos.size() == 1);  // the camera was not opened
}

TEST_CASE("who goes back while a photo is being saved still reads that it was refused") {
  Photos photos;
  photos.tablet.outside.photos.push_back(Bytes{'n', 'o'});
  photos.open();
  photos.tablet.application.apply({evidence::Take{}});
  REQUIRE(photos.tablet.screen.step());  // the camera's answer: the photo is on its way to the database
  photos.tablet.application.apply({presenter::ApplicationIntent{presenter::GoBack{}}});
  photos.tablet.settle();
  CHECK(photos.notice() == photos.error(ErrorCode::NotAJpeg));
}

TEST_CASE("a picture that arrives when its screen has gone is kept all the same") {
  Photos photos;
  photos.tablet.outside.photos.push_back(photo("product_fig.jpg"));
  photos.open();
  photos.tablet.application.apply({evidence::Take{}});
  photos.tablet.application.apply({presenter::ApplicationIntent{presenter::GoBack{}}});
  photos.tablet.settle();
  CHECK(photos.tablet.dossier(photos.dossier).evidence.size() == 1);
}

TEST_CASE("photos are chosen for a criterion by a tap, and by another no longer") {
  Photos photos;
  const auto added = service::add_evidence(
      *photos.tablet.folder, {photos.dossier, photo("product_fig.jpg"), "label_photo", {"2.3"}, "nhan.jpg"});
  REQUIRE_OK(added);
  photos.open("4.1");
  CHECK(photos.view().choosing_for == "4.1");
  CHECK_FALSE(photos.view().tiles[0].is_chosen);
  photos.tablet.send(evidence::Toggle{*added});
  CHECK(photos.view().tiles[0].is_chosen);
  CHECK(photos.tablet.dossier(photos.dossier).evidence[0].criteria == std::vector<std::string>{"2.3", "4.1"});
  photos.tablet.send(evidence::Toggle{*added});
  CHECK(photos.tablet.dossier(photos.dossier).evidence[0].criteria == std::vector<std::string>{"2.3"});
}

TEST_CASE("one photo is shown in its review size with what is known of it, and edited") {
  Photos photos;
  const auto added = service::add_evidence(*photos.tablet.folder,
                                           {photos.dossier, photo("product_fig.jpg"), "label_photo", {}, "nhan.jpg"});
  REQUIRE_OK(added);
  photos.open();
  photos.tablet.send(evidence::Open{*added});
  REQUIRE(photos.view().open);
  CHECK(photos.view().open->picture == photos.tablet.dossier(photos.dossier).evidence[0].review->sha256);
  CHECK(photos.view().open->fetch_original.empty());  // it is here
  CHECK(photos.view().open->not_here.empty());
  photos.tablet.send(evidence::AskCriteria{});
  CHECK(photos.view().criteria.size() == 32);
  photos.tablet.send(evidence::ToggleCriterion{"2.3"});
  CHECK(photos.view().criteria[9].is_chosen);
  photos.tablet.send(evidence::CloseSheet{});
  photos.tablet.send(evidence::TypeCaption{"Mặt sau"});
  photos.tablet.send(evidence::LeaveCaption{});
  const auto kept = photos.tablet.dossier(photos.dossier).evidence[0];
  CHECK(kept.criteria == std::vector<std::string>{"2.3"});
  CHECK(kept.record.text("caption") == "Mặt sau");
  photos.tablet.send(evidence::Close{});
  CHECK_FALSE(photos.view().open);
}

TEST_CASE("a photo of a colleague whose files have not come yet says so, and looking at it asks for them") {
  Photos photos;
  test::Colleague colleague;
  test::carry(*photos.tablet.folder, *colleague.folder);
  const auto added = service::add_evidence(*colleague.folder,
                                           {photos.dossier, photo("product_fig.jpg"), "label_photo", {}, "nhan.jpg"});
  REQUIRE_OK(added);
  test::carry(*colleague.folder, *photos.tablet.folder);
  photos.open();
  REQUIRE(photos.view().tiles.size() == 1);
  CHECK_FALSE(photos.view().tiles[0].thumbnail);
  photos.tablet.send(evidence::Open{*added});
  CHECK_FALSE(photos.view().open->not_here.empty());
  CHECK_FALSE(photos.view().open->picture);
  const Hash review = photos.tablet.dossier(photos.dossier).evidence[0].review->sha256;
  const auto row = photos.tablet.folder->photos().find(review);
  REQUIRE_OK(row);
  REQUIRE(row->has_value());
  CHECK((*row)->is_wanted);

  const Hash original = photos.tablet.dossier(photos.dossier).evidence[0].original->sha256;
  CHECK_FALSE((*photos.tablet.folder->photos().find(original))->is_wanted);  // only when the officer asks
  CHECK(photos.view().open->fetch_original.find("Lấy ảnh gốc về máy (") == 0);
  photos.tablet.send(evidence::FetchOriginal{});
  CHECK((*photos.tablet.folder->photos().find(original))->is_wanted);
  REQUIRE(photos.tablet.application.view().notice);
  CHECK(photos.tablet.application.view().notice->sentence ==
        text::sentence(text::Key::EvidenceOriginalAsked, text::Language::Vietnamese));
}

TEST_CASE("an archived dossier takes no photos and no edits") {
  Photos photos;
  REQUIRE_OK(service::archive(*photos.tablet.folder, photos.dossier, "trùng hồ sơ"));
  photos.open();
  CHECK_FALSE(photos.view().locked.empty());
  CHECK_FALSE(photos.view().can_take);
}
