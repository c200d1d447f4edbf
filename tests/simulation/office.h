// The province of the world, on a machine that dies like the others.
#pragma once

#include <functional>

#include "sync/server/province.h"
#include "tests/simulation/link.h"
#include "tests/simulation/machine.h"

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
  Status grant(const PublicKey& device, const std::string& unit);

  server::Province& province() { return *province_; }
  service::Folder& folder() { return province_->folder(); }
  bool is_open() const { return province_.has_value(); }
  bool is_sound = true;   // false: it dies now and then
  std::string problem;    // of an opening that failed

 private:
  void die();

  Machine machine_;
  Chance& chance_;
  Tally& tally_;
  bool has_died_ = false;  // during the work that was last done
  std::unique_ptr<server::FolderBlobStore> blobs_;
  std::optional<server::Province> province_;
};

}  // namespace ocop::simulation
