// The desk between a presenter and the data: a question goes to the database's thread, its answer comes back to the
// screen's, before the next frame. Presenters never wait and never see a thread.
//
//   desk.ask(asker_, [id](service::Folder& folder) { return service::read_dossier(folder, id); },
//            [this](Result<service::DossierView> answer) { … });
//
// Who asks may move on meanwhile (another search was typed, the screen was left): answers to an Asker that moved on, or
// is gone, are thrown away. Questions are answered in the order they were asked.
//
// What is written goes the same way. A command whose outcome must not be missed is asked by somebody who lives as long
// as the program (Drafts, Application), not by a screen.
//
// ask() says false when `questions_max` are under way or the database takes no more: nothing will run. The caller keeps
// what the officer typed, says "đang lưu…", and asks again at the next tick.
//
// The screen's thread only; queries run on the database's, with nothing but the Folder and what they captured by value.
#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "core/base/executor.h"
#include "core/service/folder.h"

namespace ocop::presenter {

// One line of questioning. Not copied: its answers know it by its token.
class Asker {
 public:
  Asker() = default;
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  void move_on() { token_ = std::make_shared<char>(); }  // answers under way are no longer wanted

 private:
  friend class Desk;
  std::shared_ptr<const char> token_ = std::make_shared<char>();
};

class Desk {
 public:
  // Half of what a queue holds (limits::job_queue_max): every answer finds room in the screen's queue.
  static constexpr std::size_t questions_max = 128;

  // Jobs posted to `database` run one after the other where the folder may be used; jobs posted to `screen` run on the
  // screen's thread, before a frame. All outlive the desk, and `database` is stopped before the desk goes.
  Desk(service::Folder& folder, Executor& database, Executor& screen)
      : folder_(&folder), database_(&database), screen_(&screen) {}
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  template <typename Query, typename Answer>
  [[nodiscard]] bool ask(const Asker& asker, Query query, Answer answer) {
    using Outcome = std::invoke_result_t<Query, service::Folder&>;
    if (waiting_ >= questions_max) return false;
    auto job = [this, token = std::weak_ptr<const char>(asker.token_), query = std::move(query),
                answer = std::move(answer)]() mutable {
      auto outcome = std::make_shared<Outcome>(query(*folder_));
      // There is room: see questions_max. When the screen's queue is closing, nobody reads answers any more.
      (void)screen_->post([this, token = std::move(token), outcome, answer = std::move(answer)]() mutable {
        --waiting_;
        if (!token.expired()) answer(std::move(*outcome));
      });
    };
    if (!database_->post(std::move(job))) return false;
    ++waiting_;
    return true;
  }

  std::size_t waiting() const { return waiting_; }  // questions without an answer yet

 private:
  service::Folder* folder_;
  Executor* database_;
  Executor* screen_;
  std::size_t waiting_ = 0;  // touched on the screen's thread alone
};

}  // namespace ocop::presenter
