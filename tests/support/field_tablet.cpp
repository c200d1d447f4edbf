#include "tests/support/field_tablet.h"

#include <stdexcept>

#include "core/service/queries.h"
#include "tests/support/catch.h"

namespace ocop::test {

constexpr int rounds_max = 200;  // a question answered asks another, a few times; never for ever

void ScriptedOutside::later(std::function<void()> job) { REQUIRE(screen_.post(std::move(job))); }

void ScriptedOutside::take_photo(std::function<void(Result<Bytes>)> then) {
  Result<Bytes> taken = ErrorCode::Cancelled;
  if (!photos.empty()) {
    taken = std::move(photos.front());
    photos.pop_front();
  }
  later([then = std::move(then), taken = std::move(taken)]() mutable { then(std::move(taken)); });
}

void ScriptedOutside::enrol(const presenter::EnrolmentRequest& request, std::function<void(Status)> then) {
  enrolments.push_back(request);
  later([then = std::move(then), answer = enrolment_answer] { then(answer); });
}

void ScriptedOutside::export_text(const presenter::TextFile& file, std::function<void(Result<std::string>)> then) {
  exported = file;
  later([then = std::move(then), answer = export_answer] { then(answer); });
}

void ScriptedOutside::export_bundle(std::function<void(Result<std::string>)> then) {
  later([then = std::move(then), answer = bundle_answer] { then(answer); });
}

void ScriptedOutside::find_bundles(std::function<void(Result<presenter::BundleFiles>)> then) {
  later([then = std::move(then), answer = bundle_files] { then(answer); });
}

void ScriptedOutside::import_bundle(const std::string& path, std::function<void(Result<service::Imported>)> then) {
  later([this, path, then = std::move(then)] {
    then(import_by ? import_by(path) : Result<service::Imported>(ErrorCode::Cancelled));
  });
}

FieldTablet::FieldTablet(presenter::Settings settings) : application(start(settings)) { settle(); }

presenter::Application& FieldTablet::start(const presenter::Settings& settings) {
  auto created = service::Folder::create(place / "ocop.sqlite", {files, clock, entropy},
                                         {"Nguyễn Thị Mai", {"00004", "00008"}});
  REQUIRE_OK(created);
  folder = std::make_unique<service::Folder>(std::move(*created));
  desk = std::make_unique<presenter::Desk>(*folder, database, screen);
  owned = std::make_unique<presenter::Application>(presenter::Application::Parts{*desk, outside, clock, settings});
  return *owned;
}

void FieldTablet::fail(const std::string& why) {
  FAIL(why);
  throw std::logic_error(why);
}

void FieldTablet::send(presenter::Intent intent) {
  application.apply({std::move(intent)});
  settle();
}

void FieldTablet::settle() {
  for (int i = 0; i < rounds_max; ++i) {
    application.tick();
    if (database.drain() + screen.drain() == 0) return;
  }
  FAIL("the application never comes to rest");
}

void FieldTablet::let_pass(std::int64_t ms) {
  clock.advance_ms(ms);
  settle();
}

Id FieldTablet::add_producer(const std::string& name) {
  const auto id = service::add_producer(*folder, {{{"name", domain::Value::text(name), {}}}});
  REQUIRE_OK(id);
  return *id;
}

Id FieldTablet::add_dossier(const std::string& product, const std::string& set) {
  service::NewDossier command;
  command.producer = add_producer("HTX " + product);
  command.product_name = product;
  command.set = set;
  const auto id = service::new_dossier(*folder, command);
  REQUIRE_OK(id);
  return *id;
}

service::DossierView FieldTablet::dossier(const Id& id) {
  auto view = service::read_dossier(*folder, id);
  REQUIRE_OK(view);
  return std::move(*view);
}

}  // namespace ocop::test
