// The scripted visit: an officer at a producer's, by finger. It taps the items of the screens by their names, through
// the same gate as a finger, and takes a picture of the screen at every station. For `ocop-field --script visit` and
// whoever wants to see the whole way once.
//
//   without a network: a new producer and product, both forms, every criterion of the set with photos and notes
//   with it again:     sent; what shows that to others: the tablet's statement, the province's receipt
//
// Stations that depend on an enrolment are left out on a tablet that has none. One line is said for every station. The
// first thing that is not where it ought to be ends the visit, with what is on the screen.
#pragma once

#include <functional>
#include <string>

#include "app/shell/driver.h"

namespace ocop::shell {

class Visit {
 public:
  struct World {
    std::function<bool()> is_quiet;              // no answer is awaited, nothing is being saved or sent
    std::function<void(bool is_cut)> cut_network;
    std::function<void(const std::string& line)> say;
    std::function<Status(const std::string& name, const Bytes& png)> keep_picture;  // "07-scoring.png"
  };
  Visit(Shell& shell, World world);

  Status run();

 private:
  Status come_to_rest(int seconds_max = 60);
  Status tap(std::string_view path);
  Status write(std::string_view field, std::string_view text);
  Status picture(const std::string& name, const std::string& line);
  bool has(std::string_view path) { return driver_.items().find(path) != nullptr; }

  Status make_dossier();
  Status fill_registration();
  Status fill_report();
  Status open_sheet();
  Status answer_questions();
  Status score_sheet();
  Status score_criterion(int index);
  Status write_note();
  Status take_photo(std::string_view kind);
  Status add_photos();
  Status look_at_dossier();
  Status send();
  Status look_at_receipt();

  Shell& shell_;
  World world_;
  Driver driver_;
  int pictures_ = 0;
};

}  // namespace ocop::shell
