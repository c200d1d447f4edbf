// A device of another make. It speaks the protocol by hand and does what ours never do and PROTOCOL.md allows: writes
// under two names by turns, sends batches out of order and with gaps, asks in a later version. Now and then it forges a
// batch that does not continue its chain, which must be held.
//
// What it writes hangs together across its two names, so that changes and whole batches have to wait for each other.
#pragma once

#include "sync/protocol/codec.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/office.h"

namespace ocop::simulation {

class Stranger {
 public:
  Stranger(std::uint64_t seed, Office& office, Chance& chance, Tally& tally)
      : office_(office), chance_(chance), tally_(tally), entropy_(seed) {}

  Status enrol(const std::string& unit);
  void act(Ledger& ledger, Problems& problems);
  // Sends what is left; false while something is.
  bool finish(Problems& problems);

 private:
  struct Chain {
    Replica replica = 0;
    std::uint64_t number = 0;
    Hash previous;
    std::map<Id, std::uint64_t> numbers;  // by root
  };

  void write(Ledger& ledger);
  journal::Batch seal(Chain& chain, std::vector<journal::Change> changes);
  void send_some(Problems& problems);
  void forge(Problems& problems);
  void ask_in_a_later_version(Problems& problems);
  protocol::RequestHeader header();
  std::optional<protocol::Answer> exchange(const std::vector<Bytes>& batches);
  std::optional<server::HttpResponse> post(Bytes body);

  Office& office_;
  Chance& chance_;
  Tally& tally_;
  fake::SeededEntropy entropy_;
  KeyPair keys_;
  MacKey mac_key_;
  protocol::Cursor cursor_;
  std::optional<protocol::Mark> highest_;
  Chain chains_[2];
  std::map<Id, std::pair<Id, journal::Stamp>> last_;  // by root: its record there, and that record's head
  std::vector<Bytes> unsent_;
};

}  // namespace ocop::simulation
