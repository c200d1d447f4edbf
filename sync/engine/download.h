// Photos from the province: GET with a range, in chunks, each kept as soon as it is here; so a broken link goes on
// where it broke, in this session or the next.
#pragma once

#include "sync/engine/common.h"

namespace ocop::engine {

class Download {
 public:
  Download(Common& common, service::PhotoPolicy policy) : common_(common), policy_(policy) {}

  Result<std::optional<HttpRequest>> next();  // nothing when all is here or given up
  Status accept(const HttpResponse& response, std::int64_t elapsed_ms);
  void link_broke() { common_.chunk.shrink(); }

 private:
  struct Photo {
    service::PhotoFile file;
    std::uint64_t offset = 0;
    int restarts = 0;
  };

  Status choose();
  Status append(ByteView bytes, std::int64_t elapsed_ms);
  Status finish();
  void give_up(std::uint64_t why);

  Common& common_;
  service::PhotoPolicy policy_;
  GivenUp given_up_;
  std::optional<Photo> photo_;
  std::uint64_t asked_bytes_ = 0;
};

}  // namespace ocop::engine
