// A province behind a link that a test can spoil, and what a tablet must do when it was spoilt.
#pragma once

#include <string>

#include "tests/cli/tablet.h"
#include "tests/support/proxy.h"

namespace ocop::test {

struct Office {
  Province province;
  Proxy link{province.url()};

  // The tablet knows the province by the proxy's address alone.
  void enrol(const Tablet& tablet, const std::string& officer = "Nguyễn Thị Mai",
             const std::string& units = "00004") const;
};

// A refused `sync --json`: exit status 1, all its counts on standard output, one line on standard error with a code and
// the sentence of the catalogue in Vietnamese. Returns the counts, and the code beside them as "error".
Json failed_sync(const Tablet& tablet);

// Both verify clean, nothing is left to send, held or waiting, and both show the same dossier.
void check_converged(const Tablet& tablet, const Province& province, const std::string& dossier);

// The bytes of all sizes of a dossier's photos, each file once.
std::uint64_t photo_bytes(const Json& shown);

}  // namespace ocop::test
