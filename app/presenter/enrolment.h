// Enrolling: the address of the province's server and the code of the invitation, once. The asking is the machine's
// (outside.h); a lost answer is asked for again with the same key, so tapping again does no harm.
#pragma once

#include <memory>

#include "app/presenter/enrolment_view.h"
#include "app/presenter/screen.h"
#include "core/service/queries.h"

namespace ocop::presenter {

class Enrolment final : public Screen {
 public:
  explicit Enrolment(Context& context);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;

 private:
  struct Answer {
    bool is_enrolled = false;
    std::string server;
    service::Officer officer;
  };

  bool ask();  // false: the desk is full
  void show(const Answer& answer);
  void start();
  void ended(const Status& status);

  EnrolmentView view_;
  bool must_ask_ = false;
  std::shared_ptr<Enrolment*> self_ = std::make_shared<Enrolment*>(this);
};

// "https://ocop.example.gov.vn:8443" for what a person wrote: without spaces and a slash at the end, https where no
// scheme was written. Empty for nothing.
std::string server_address(std::string_view typed);

}  // namespace ocop::presenter
