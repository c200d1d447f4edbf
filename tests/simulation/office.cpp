#include "tests/simulation/office.h"

#include "sync/server/backup.h"

namespace ocop::simulation {

Status Office::open() {
  blobs_ = std::make_unique<server::FolderBlobStore>(machine_.ports().files);
  auto opened = server::Province::open(machine_.path(), machine_.ports(), *blobs_, server::IfMissing::Create,
                                       FaultDisk::name);
  if (!opened) return opened.error();
  province_.emplace(std::move(*opened));
  return {};
}

void Office::die() {
  machine_.plan().cut();
  province_.reset();
  machine_.end(Machine::draw_end(chance_), chance_);
  const Status opened = open();
  if (!opened) problem = "the province opens: " + std::string(opened.error().name()) + " " + opened.error().detail;
}

std::optional<server::HttpResponse> Office::answer(const server::HttpRequest& request) {
  std::optional<server::HttpResponse> out;
  work([&](server::Province& province) { out = server::respond(province, request); });
  if (has_died_) out.reset();
  return out;
}

void Office::work(const std::function<void(server::Province&)>& what) {
  has_died_ = false;
  machine_.clock.advance_ms(static_cast<std::int64_t>(chance_.below(2'000)));
  if (!province_) return;
  if (is_sound) return what(*province_);
  if (chance_.one_in(120)) {
    tally_.count("province: killed between requests");
    die();
    if (!province_) return;
  }
  FaultPlan& plan = machine_.plan();
  const bool is_full = chance_.one_in(80);
  if (is_full) {
    plan.fail_at(1 + chance_.below(24), FaultKind::Full, FaultPlan::Counts::Writes);
  } else if (chance_.one_in(20)) {
    plan.fail_at(1 + chance_.below(40), FaultKind::PowerLoss, FaultPlan::Counts::Writes);
  }
  what(*province_);
  const bool has_failed = plan.has_failed();
  if (!has_failed || is_full) plan.heal();
  if (!has_failed) return;
  tally_.count(is_full ? "province: full at a write" : "province: killed at a write");
  if (!is_full) {
    has_died_ = true;
    die();
  }
}

Status Office::back_up(std::size_t which) {
  Backup& backup = backups_[which];
  auto folder = backup.folder ? std::move(backup.folder) : std::make_unique<test::TempFolder>();
  const auto done = server::back_up(*province_, {folder->path(), backup.photos});
  backup.folder = std::move(folder);
  if (!done) return done.error();
  image_.reset();
  return {};
}

bool Office::is_in_backup(std::size_t which, const Hash& photo) const {
  return backups_[which].photos.contents().contains(store::PhotoFiles::path_of(photo));
}

Status Office::go_back_to_backup(std::size_t which) {
  const Backup& backup = backups_[which];
  Copy copy;
  copy.database[""] = {test::read_text(*backup.folder / "ocop.sqlite"), {}, true};
  copy.photos = backup.photos;
  image_.reset();
  return go_back(copy);
}

Status Office::go_back_to_image() { return go_back(*image_); }

Status Office::go_back(const Copy& copy) {
  machine_.plan().cut();
  province_.reset();
  machine_.end(Machine::End::Killed, chance_);
  machine_.put(copy);
  return open();
}

}  // namespace ocop::simulation
