// Officers at work: one command on one tablet, drawn by chance, as the screens give it. What a command acknowledged is
// written into the ledger; what the rules of the service foresee (a conflict, an archived record, a change meanwhile)
// is no failure, what the machine's plan of faults caused neither; anything else is.
#pragma once

#include <functional>

#include "core/service/commands.h"
#include "tests/simulation/ledger.h"

namespace ocop::simulation {

// How much there may be of anything: the world is long, not wide.
inline constexpr std::size_t producers_max = 5;
inline constexpr std::size_t dossiers_max = 8;
inline constexpr std::size_t photos_max = 12;
inline constexpr std::uint64_t full_below = std::uint64_t{1} << 30;  // free space of a tablet that the world filled up

const std::vector<std::string>& communes();  // of the province

class Officers {
 public:
  using Fail = std::function<void(const std::string&)>;
  Officers(Chance& chance, Ledger& ledger, Tally& tally, Fail fail)
      : chance_(chance), ledger_(ledger), tally_(tally), fail_(std::move(fail)) {}

  void work(Tablet& tablet);

 private:
  bool accept(Tablet& tablet, const Status& done, std::string_view what);
  std::vector<store::RecordKey> records(Tablet& tablet, std::string_view type);
  std::size_t count(Tablet& tablet, std::string_view type);
  std::optional<store::RecordKey> pick(Tablet& tablet, std::string_view type);
  service::ShownField shown(Tablet& tablet, const store::RecordKey& key, const std::string& field);

  void open_form(Tablet& tablet);
  void add_producer(Tablet& tablet);
  void begin_dossier(Tablet& tablet);
  void score(Tablet& tablet);
  void declare(Tablet& tablet);
  void edit_producer(Tablet& tablet);
  void edit_dossier(Tablet& tablet);
  void move_to_another_commune(Tablet& tablet);
  void put_away(Tablet& tablet);
  void settle(Tablet& tablet);
  void take_photo(Tablet& tablet);
  void write_what_only_a_newer_program_knows(Tablet& tablet);

  Chance& chance_;
  Ledger& ledger_;
  Tally& tally_;
  Fail fail_;
};

}  // namespace ocop::simulation
