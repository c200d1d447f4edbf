// Real data folders beside a real province, with no network between them: how they are enrolled and how they sync.
#pragma once

#include "core/service/sync_service.h"
#include "sync/engine/run_session.h"
#include "tests/unit/sync/server/world.h"

namespace ocop::server::test {

// Hands a tablet's requests to the province in the same breath.
class Direct final : public engine::Transport {
 public:
  explicit Direct(Province& province) : province_(province) {}
  Result<engine::HttpResponse> perform(const engine::HttpRequest& request) override {
    HttpRequest http{request.method, request.path, {}, {}, request.body, false};
    for (const auto& [name, value] : request.headers) http.headers[lower(name)] = value;
    HttpResponse answer = respond(province_, http);
    engine::HttpResponse out{answer.status, {}, std::move(answer.body)};
    if (request.method == "HEAD") out.body.clear();
    for (const auto& [name, value] : answer.headers) out.headers.emplace_back(lower(name), value);
    return out;
  }
  engine::Traffic traffic() const override { return {}; }

 private:
  static std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  }
  Province& province_;
};

inline void enrol_directly(service::Folder& folder, Province& province, const std::string& officer,
                           const std::vector<std::string>& units) {
  const KeyPair keys = folder.device_key().value();
  const auto code = invite(province, officer, units);
  REQUIRE_OK(code);
  const auto invitation = protocol::read_invitation_code(*code).value();
  const auto answer = enrol(province, protocol::make_enrolment_request(invitation, keys, "test"));
  REQUIRE_OK(answer);
  service::EnrolmentAnswer kept;
  kept.identity.server_url = "http://province";
  kept.identity.province = answer->province;
  kept.identity.mac_key = *agree_mac_key(keys.secret_key, answer->province, keys.public_key, answer->province);
  kept.officer = {answer->officer, answer->units};
  REQUIRE_OK(service::save_enrolment(folder, kept));
}

// One session, with photos of every size.
inline engine::Summary sync_directly(service::Folder& folder, Province& province) {
  service::SyncService control(folder);
  engine::Session session(control, folder.entropy(), {service::PhotoPolicy::All, engine::Waiting::None});
  Direct transport(province);
  const auto out = engine::run_session(session, transport, folder.clock(), [](std::int64_t) { return true; });
  INFO((out.error ? std::string(out.error->name()) + " " + out.error->detail : "no error"));
  REQUIRE(out.ok);
  return out;
}

}  // namespace ocop::server::test
