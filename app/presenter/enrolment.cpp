#include "app/presenter/enrolment.h"

#include "core/base/text.h"
#include "core/domain/units.h"
#include "core/service/sync_service.h"

namespace ocop::presenter {
namespace {

using text::Key;

constexpr std::string_view plain_scheme = "http://";

}  // namespace

std::string server_address(std::string_view typed) {
  std::string_view out = trim(typed);
  while (out.ends_with('/')) out.remove_suffix(1);
  if (out.empty() || out.find("://") != std::string_view::npos) return std::string(out);
  return "https://" + std::string(out);
}

Enrolment::Enrolment(Context& context) : Screen(context) {}

void Enrolment::refresh() { must_ask_ = !ask(); }

void Enrolment::tick() {
  if (must_ask_) refresh();
}

bool Enrolment::ask() {
  asker_.move_on();
  return context_.desk.ask(
      asker_,
      [](service::Folder& folder) -> Result<Answer> {
        Answer out;
        TRY_ASSIGN(const auto overview, service::read_sync_overview(folder));
        out.is_enrolled = overview.is_enrolled;
        out.server = overview.server_url;
        TRY_ASSIGN(out.officer, folder.officer());
        return out;
      },
      [this](const Result<Answer>& answer) {
        if (answer)
          show(*answer);
        else
          context_.report(answer.error());
      });
}

void Enrolment::show(const Answer& answer) {
  view_.is_loaded = true;
  view_.is_enrolled = answer.is_enrolled;
  view_.officer = answer.officer.name;
  view_.communes.clear();
  for (const std::string& unit : answer.officer.units) view_.communes.push_back(domain::unit_name(unit));
  view_.done =
      answer.is_enrolled ? text::fill(Key::EnrolmentDone, context_.language(), {answer.server}) : std::string{};
}

void Enrolment::apply(const Intent& intent) {
  const auto* own = std::get_if<EnrolmentIntent>(&intent);
  if (own == nullptr) return;
  if (const auto* server = std::get_if<enrolment::TypeServer>(own)) {
    view_.server = server->text;
    view_.server_error.clear();
    view_.is_plain_http = server_address(server->text).starts_with(plain_scheme);
    if (!view_.is_plain_http) view_.allows_plain_http = false;
  } else if (const auto* code = std::get_if<enrolment::TypeCode>(own)) {
    view_.code = code->text;
    view_.code_error.clear();
  } else if (const auto* file = std::get_if<enrolment::TypeCaFile>(own)) {
    view_.ca_file = file->text;
    view_.ca_file_error.clear();
  } else if (const auto* plain = std::get_if<enrolment::AllowPlainHttp>(own)) {
    view_.allows_plain_http = plain->is_allowed;
  } else if (std::holds_alternative<enrolment::Start>(*own)) {
    start();
  } else {
    context_.back();
  }
}

void Enrolment::start() {
  if (view_.is_asking) return;
  const auto say = [&](Key key) { return std::string(text::sentence(key, context_.language())); };
  const EnrolmentRequest request{server_address(view_.server), std::string(trim(view_.code)),
                                 std::string(trim(view_.ca_file)), view_.allows_plain_http};
  view_.failed.clear();
  if (request.server_url.empty()) view_.server_error = say(Key::EnrolmentServerNeeded);
  if (request.code.empty()) view_.code_error = say(Key::EnrolmentCodeNeeded);
  if (request.server_url.empty() || request.code.empty()) return;
  view_.is_asking = true;
  context_.outside.enrol(request,
                         [context = &context_, screen = std::weak_ptr<Enrolment*>(self_)](const Status& status) {
                           if (const auto here = screen.lock())
                             (*here)->ended(status);
                           else if (!status)
                             context->report(status.error());
                         });
}

void Enrolment::ended(const Status& status) {
  view_.is_asking = false;
  if (status) {
    view_.code.clear();
    refresh();
  } else if (status.error().code == ErrorCode::InvalidInput) {
    view_.code_error = text::sentence(Key::EnrolmentCodeWrong, context_.language());
  } else if (status.error().code == ErrorCode::NotFound) {
    view_.ca_file_error = text::sentence(Key::EnrolmentCaFileWrong, context_.language());
  } else {
    view_.failed = text::sentence(text::error_sentence(status.error().code), context_.language());
  }
}

}  // namespace ocop::presenter
