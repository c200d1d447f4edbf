// The province of the world, on a machine that dies like the others.
#pragma once

#include <functional>

#include "sync/server/province.h"
#include "tests/simulation/link.h"
#include "tests/simulation/machine.h"
#include "tests/support/temp_folder.h"

namespace ocop::simulation {

class Office final : public Door {
 public:
  Office(std::uint64_t seed, Chance& chance, Tally& tally)
      : machine_("province", seed), chance_(chance), tally_(tally) {}

  Status open();
  void close() { province_.reset(); }
  std::optional<server::HttpResponse> answer(const server::HttpRequest& request) override;
  // Something done at the province's machine, which may die under it like anything else.
  void work(const std::function<void(server::Province&)>& what);

  // Two folders of backups, on other disks. Back on one of them the province is where that backup was.
  Status back_up(std::size_t which);
  bool has_backup(std::size_t which) const { return backups_[which].folder != nullptr; }
  bool is_in_backup(std::size_t which, const Hash& photo) const;
  Status go_back_to_backup(std::size_t which);
  // The whole disk, copied and put back without the program's knowing.
  void take_image() { image_ = machine_.copy(); }
  bool has_image() const { return image_.has_value(); }
  Status go_back_to_image();

  server::Province& province() { return *province_; }
  service::Folder& folder() { return province_->folder(); }
  bool is_open() const { return province_.has_value(); }
  bool is_sound = true;   // false: it dies now and then
  std::string problem;    // of an opening that failed

 private:
  void die();

  struct Backup {
    std::unique_ptr<test::TempFolder> folder;  // of the database: the program renames it there by itself
    fake::MemoryFiles photos;
  };

  Status go_back(const Copy& copy);

  Machine machine_;
  Chance& chance_;
  Tally& tally_;
  bool has_died_ = false;  // during the work that was last done
  std::unique_ptr<server::FolderBlobStore> blobs_;
  std::optional<server::Province> province_;
  Backup backups_[2];
  std::optional<Copy> image_;  // of the time since the last backup
};

}  // namespace ocop::simulation
