// Somebody who types and never stops: opens the first dossier of the list, its registration, and writes into one field,
// a word at a time, saying each text once it is saved. For `ocop-field --script type`, which tests kill at random
// instants: whatever was said must still be there.
#pragma once

#include <functional>
#include <string>

#include "app/shell/driver.h"

namespace ocop::shell {

class Typing {
 public:
  struct World {
    std::function<bool()> is_quiet;  // nothing is being saved, or about to be
    std::function<void(const std::string& line)> say;
  };
  Typing(Shell& shell, World world);

  // Says "saved TEXT" for every text; the first is empty. Ends only with an error.
  Status run();

 private:
  Status come_to_rest();
  Status say_when_saved(const std::string& text);

  Shell& shell_;
  World world_;
  Driver driver_;
};

}  // namespace ocop::shell
