// Photos to the province, one after the other: PATCH from the offset that is synced there, in chunks.
//
// Where a transfer was interrupted, or may have been in an earlier session, the province is asked for its offset first
// (HEAD): photos go in one order, so only the first large one of a session may be half sent. A wrong guess costs one
// chunk, a broken link too. What the province does not want (not cited in its scope, too large, twice another hash) is
// given up for this session and blocks nothing.
#pragma once

#include "sync/engine/common.h"

namespace ocop::engine {

class Upload {
 public:
  Upload(Common& common, service::PhotoPolicy policy) : common_(common), policy_(policy) {}

  Result<std::optional<HttpRequest>> next();  // nothing when all is sent or given up
  Status accept(const HttpResponse& response, std::int64_t elapsed_ms);
  void link_broke();
  std::uint64_t photos_done() const { return photos_done_; }
  // Grows whenever something was gained: bytes synced at the province, or a photo less to send.
  std::uint64_t progress() const { return progress_; }

 private:
  struct Photo {
    service::PhotoFile file;
    std::optional<std::uint64_t> offset;  // synced at the province; none: to be asked
    std::uint64_t furthest = 0;           // the largest offset seen
    bool is_resumed = false;
    int corrections = 0;                  // how often the province named another offset than we thought
    int restarts = 0;                     // how often the whole had another hash
  };

  Status choose();
  Result<std::optional<HttpRequest>> ask();
  Result<std::optional<HttpRequest>> append_chunk();
  Status moved_to(std::uint64_t offset, bool is_as_sent, std::int64_t elapsed_ms);
  Status restart();
  Status finish();
  void give_up(std::uint64_t why);

  Common& common_;
  service::PhotoPolicy policy_;
  GivenUp given_up_;
  std::optional<Photo> photo_;
  bool may_be_half_sent_ = true;  // until the first large photo was asked for
  std::uint64_t photos_done_ = 0;
  std::uint64_t progress_ = 0;
  // of the request under way
  Mac mac_;
  std::uint64_t sent_end_ = 0;    // where the chunk ends; 0: a HEAD
};

}  // namespace ocop::engine
