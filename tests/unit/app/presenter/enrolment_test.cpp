#include "app/presenter/enrolment.h"

#include "core/service/sync_service.h"
#include "tests/support/catch.h"
#include "tests/support/field_tablet.h"

using namespace ocop;
using presenter::EnrolmentView;
using test::FieldTablet;
namespace enrolment = presenter::enrolment;
namespace place = presenter::place;

namespace {

struct Enrolling {
  FieldTablet tablet;

  Enrolling() { tablet.send(presenter::GoTo{place::Enrolment{}}); }
  const EnrolmentView& view() { return tablet.showing<EnrolmentView>(); }
  void write(const std::string& server, const std::string& code) {
    tablet.send(enrolment::TypeServer{server});
    tablet.send(enrolment::TypeCode{code});
  }
  std::string say(text::Key key) { return std::string(text::sentence(key, text::Language::Vietnamese)); }
};

}  // namespace

TEST_CASE("an address is completed and cleaned as people write it") {
  CHECK(presenter::server_address("  ocop.example.vn/ ") == "https://ocop.example.vn");
  CHECK(presenter::server_address("https://ocop.example.vn:8443//") == "https://ocop.example.vn:8443");
  CHECK(presenter::server_address("http://127.0.0.1:80") == "http://127.0.0.1:80");
  CHECK(presenter::server_address("  ").empty());
}

TEST_CASE("nothing is asked without an address and a code, and each says what it lacks") {
  Enrolling enrolling;
  enrolling.tablet.send(enrolment::Start{});
  CHECK(enrolling.view().server_error == enrolling.say(text::Key::EnrolmentServerNeeded));
  CHECK(enrolling.view().code_error == enrolling.say(text::Key::EnrolmentCodeNeeded));
  CHECK(enrolling.tablet.outside.enrolments.empty());
  enrolling.tablet.send(enrolment::TypeServer{"ocop.example.vn"});
  CHECK(enrolling.view().server_error.empty());
}

TEST_CASE("the province is asked with what was written, and the officer and her communes are shown") {
  Enrolling enrolling;
  enrolling.write("ocop.example.vn", " ABCD-1234 ");
  service::EnrolmentAnswer answer;
  answer.identity.server_url = "https://ocop.example.vn";
  answer.officer = {"Nguyễn Thị Mai", {"00004", "00008"}};
  answer.certificate = {1};
  enrolling.tablet.application.apply({enrolment::Start{}});
  CHECK(enrolling.view().is_asking);
  enrolling.tablet.application.apply({enrolment::Start{}});               // tapped twice: asked once
  REQUIRE_OK(service::save_enrolment(*enrolling.tablet.folder, answer));  // what the machine does
  enrolling.tablet.settle();
  REQUIRE(enrolling.tablet.outside.enrolments.size() == 1);
  CHECK(enrolling.tablet.outside.enrolments[0].server_url == "https://ocop.example.vn");
  CHECK(enrolling.tablet.outside.enrolments[0].code == "ABCD-1234");
  CHECK(enrolling.view().is_enrolled);
  CHECK(enrolling.view().officer == "Nguyễn Thị Mai");
  CHECK(enrolling.view().communes.size() == 2);
  CHECK(enrolling.view().code.empty());  // it is spent, and nobody's to read
  enrolling.tablet.send(enrolment::Finish{});
  CHECK(enrolling.tablet.showing<presenter::HomeView>().is_loaded);
}

TEST_CASE("a mistyped code is said beside the code, everything else in its own sentence") {
  Enrolling enrolling;
  enrolling.write("ocop.example.vn", "ABCD");
  enrolling.tablet.outside.enrolment_answer = Error{ErrorCode::InvalidInput, {}};
  enrolling.tablet.send(enrolment::Start{});
  CHECK(enrolling.view().code_error == enrolling.say(text::Key::EnrolmentCodeWrong));
  CHECK(enrolling.view().failed.empty());
  for (const ErrorCode code : {ErrorCode::EnrolmentRefused, ErrorCode::Unreachable, ErrorCode::TlsFailed,
                               ErrorCode::PlainHttpRefused, ErrorCode::ServerGarbage}) {
    enrolling.tablet.outside.enrolment_answer = Error{code, {}};
    enrolling.tablet.send(enrolment::Start{});
    CHECK(enrolling.view().failed == enrolling.say(text::error_sentence(code)));
    CHECK_FALSE(enrolling.view().is_asking);
    CHECK(enrolling.view().server == "ocop.example.vn");  // nothing need be written again
  }
}

TEST_CASE("a file of the province's certificate goes along, and one that holds none is said beside it") {
  Enrolling enrolling;
  enrolling.write("ocop.example.vn", "ABCD-1234");
  enrolling.tablet.send(enrolment::TypeCaFile{" /media/usb/tinh.pem "});
  enrolling.tablet.outside.enrolment_answer = Error{ErrorCode::NotFound, {}};
  enrolling.tablet.send(enrolment::Start{});
  CHECK(enrolling.tablet.outside.enrolments.back().ca_file == "/media/usb/tinh.pem");
  CHECK(enrolling.view().ca_file_error == enrolling.say(text::Key::EnrolmentCaFileWrong));
  CHECK(enrolling.view().failed.empty());
  enrolling.tablet.send(enrolment::TypeCaFile{""});
  CHECK(enrolling.view().ca_file_error.empty());
}

TEST_CASE("an address without encryption must be allowed, and another address takes the leave away") {
  Enrolling enrolling;
  enrolling.write("http://192.168.1.4:8080", "ABCD-1234");
  CHECK(enrolling.view().is_plain_http);
  enrolling.tablet.outside.enrolment_answer = Error{ErrorCode::PlainHttpRefused, {}};
  enrolling.tablet.send(enrolment::Start{});
  CHECK_FALSE(enrolling.tablet.outside.enrolments.back().allows_plain_http);
  enrolling.tablet.send(enrolment::AllowPlainHttp{true});
  enrolling.tablet.send(enrolment::Start{});
  CHECK(enrolling.tablet.outside.enrolments.back().allows_plain_http);
  enrolling.tablet.send(enrolment::TypeServer{"ocop.example.vn"});
  CHECK_FALSE(enrolling.view().is_plain_http);
  CHECK_FALSE(enrolling.view().allows_plain_http);
}

TEST_CASE("who goes back while the province is asked still reads of its refusal") {
  Enrolling enrolling;
  enrolling.write("ocop.example.vn", "ABCD-1234");
  enrolling.tablet.outside.enrolment_answer = Error{ErrorCode::EnrolmentRefused, {}};
  enrolling.tablet.application.apply({enrolment::Start{}});
  enrolling.tablet.application.apply({presenter::ApplicationIntent{presenter::GoBack{}}});
  enrolling.tablet.settle();
  REQUIRE(enrolling.tablet.application.view().notice);
  CHECK(enrolling.tablet.application.view().notice->sentence == enrolling.say(text::Key::ErrorEnrolmentRefused));
}
