// The link of one tablet to the province: a transport that hands requests to the real province and does to them what
// links do.
#pragma once

#include <optional>
#include <vector>

#include "sync/engine/transport.h"
#include "sync/server/api.h"
#include "tests/simulation/faults.h"
#include "tests/support/chance.h"

namespace ocop::simulation {

// The province's side; killed and restarted as the world pleases.
class Door {
 public:
  virtual ~Door() = default;
  // Nothing: the province died before it had answered.
  virtual std::optional<server::HttpResponse> answer(const server::HttpRequest& request) = 0;
};

class Link final : public engine::Transport {
 public:
  Link(Door& door, test::Chance& chance, Tally& tally) : door_(door), chance_(chance), tally_(tally) {}

  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override;
  engine::Traffic traffic() const override { return traffic_; }

  bool is_sound = true;      // false: anything may happen to what travels
  void deliver_late();       // one old request arrives now; nobody hears its answer

 private:
  Result<engine::HttpResponse> pass(const server::HttpRequest& request);
  Result<engine::HttpResponse> spoil(server::HttpRequest request, std::size_t what);
  void alter(Bytes& body);
  void keep_for_later(const server::HttpRequest& request);

  Door& door_;
  test::Chance& chance_;
  Tally& tally_;
  engine::Traffic traffic_;
  std::vector<server::HttpRequest> late_;
};

}  // namespace ocop::simulation
