#include "sync/client/posted_control.h"

#include <future>
#include <memory>

namespace ocop::client {
namespace {

// Runs `call` on the executor and waits for its result. A job that is dropped unrun breaks its promise: Cancelled.
template <typename Call>
auto run_on(Executor& executor, Call call) -> decltype(call()) {
  using Answer = decltype(call());
  struct Pending {
    std::promise<std::optional<Answer>> promise;
    bool is_answered = false;
    ~Pending() {
      if (!is_answered) promise.set_value(std::nullopt);
    }
  };
  auto pending = std::make_shared<Pending>();
  auto future = pending->promise.get_future();
  const bool is_taken = executor.post([pending, call = std::move(call)] {
    pending->is_answered = true;
    pending->promise.set_value(call());
  });
  pending.reset();  // now the job alone keeps it: dropped, it answers
  if (!is_taken) return ErrorCode::Cancelled;
  auto answer = future.get();
  if (!answer) return ErrorCode::Cancelled;
  return std::move(*answer);
}

}  // namespace

Result<service::SyncIdentity> PostedControl::identity() {
  return run_on(database_, [this] { return control_.identity(); });
}

Result<service::Standing> PostedControl::standing() {
  return run_on(database_, [this] { return control_.standing(); });
}

Result<std::vector<Bytes>> PostedControl::batches_to_send(std::size_t bytes_max, std::size_t skip) {
  return run_on(database_, [=, this] { return control_.batches_to_send(bytes_max, skip); });
}

Result<service::ImportCounts> PostedControl::import(const service::ExchangeResult& exchange) {
  return run_on(database_, [&exchange, this] { return control_.import(exchange); });
}

Result<std::vector<service::PhotoFile>> PostedControl::photos_to_send(service::PhotoPolicy policy,
                                                                      std::size_t count_max) {
  return run_on(database_, [=, this] { return control_.photos_to_send(policy, count_max); });
}

Result<Bytes> PostedControl::read_photo(const Hash& sha256, std::uint64_t offset, std::size_t bytes_max) {
  return run_on(database_, [=, this] { return control_.read_photo(sha256, offset, bytes_max); });
}

Status PostedControl::photo_at_province(const Hash& sha256) {
  return run_on(database_, [=, this] { return control_.photo_at_province(sha256); });
}

Result<std::vector<service::PhotoFile>> PostedControl::photos_to_fetch(service::PhotoPolicy policy,
                                                                       std::size_t count_max) {
  return run_on(database_, [=, this] { return control_.photos_to_fetch(policy, count_max); });
}

Result<std::uint64_t> PostedControl::fetched_bytes(const Hash& sha256) {
  return run_on(database_, [=, this] { return control_.fetched_bytes(sha256); });
}

Status PostedControl::append_fetched(const Hash& sha256, std::uint64_t offset, ByteView bytes) {
  return run_on(database_, [=, this] { return control_.append_fetched(sha256, offset, bytes); });
}

Status PostedControl::finish_fetched(const Hash& sha256) {
  return run_on(database_, [=, this] { return control_.finish_fetched(sha256); });
}

Status PostedControl::remember_link(const service::LinkSizes& sizes) {
  return run_on(database_, [=, this] { return control_.remember_link(sizes); });
}

Status PostedControl::note(service::SyncEvent event, std::uint64_t first_number, std::uint64_t second_number) {
  return run_on(database_, [=, this] { return control_.note(event, first_number, second_number); });
}

Result<std::uint64_t> PostedControl::next_bundle_number() {
  return run_on(database_, [this] { return control_.next_bundle_number(); });
}

Result<service::Kept> PostedControl::keep_carried(const service::CarriedEntry& entry) {
  return run_on(database_, [&entry, this] { return control_.keep_carried(entry); });
}

Result<std::vector<service::CarriedBundle>> PostedControl::list_carried() {
  return run_on(database_, [this] { return control_.list_carried(); });
}

Result<service::CarriedPiece> PostedControl::read_carried(const Id& bundle, std::uint64_t from, std::size_t bytes_max,
                                                          service::CarriedWhich which) {
  return run_on(database_, [=, this] { return control_.read_carried(bundle, from, bytes_max, which); });
}

Status PostedControl::carried_arrived(const Id& bundle, const std::vector<std::uint64_t>& indices) {
  return run_on(database_, [&bundle, &indices, this] { return control_.carried_arrived(bundle, indices); });
}

}  // namespace ocop::client
