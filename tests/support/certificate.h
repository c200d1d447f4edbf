// Certificates made on the spot with openssl: each is its own authority, for 127.0.0.1, between two dates.
#pragma once

#include <string>

namespace ocop::test {

// Writes NAME.crt and NAME.key (PEM) into `folder`. The dates as openssl has them: "20200101000000Z". Fails the test
// when openssl does.
void make_certificate(const std::string& folder, const std::string& name, const std::string& valid_from,
                      const std::string& valid_to);

}  // namespace ocop::test
