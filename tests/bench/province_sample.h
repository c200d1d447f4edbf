// Invented dossiers in any number, the same for the same seed: what the benches fill a tablet and a province with. None
// of it is in the compression dictionary of the protocol.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/service/folder.h"
#include "core/service/sync_control.h"

namespace ocop::bench {

// Small and even enough for sample data; never for keys.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 2654435769U + 1) {}
  std::uint64_t draw();
  std::uint64_t below(std::uint64_t end) { return draw() % end; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  Id id();

 private:
  std::uint64_t state_;
};

std::string product_name(Chance& chance);
std::string sentence(Chance& chance, std::size_t words);

// A producer, its product and a dossier with a few scores, as changes of one foreign replica, each its first in its
// root.
std::vector<journal::Change> dossier_changes(Chance& chance, Replica replica, const std::string& unit);

// A tablet with that many dossiers, as a sync brings them; their ids.
Result<std::vector<Id>> fill_tablet(service::Folder& folder, int dossiers);

// One record of the shape that the peers were measured with: with its id 31 fields, about 965 bytes as
// JSON, and as hard to compress as theirs: 10,000 are 9.65 MB of JSON lines, 2.15 MB by gzip -9, 1.62 MB by zstd -19. A
// root of its own.
journal::Change wide_record(Chance& chance, const std::string& unit);

}  // namespace ocop::bench
