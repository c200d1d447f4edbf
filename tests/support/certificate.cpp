#include "tests/support/certificate.h"

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

namespace ocop::test {
namespace {

constexpr std::string_view settings = R"([ca]
default_ca = d
[d]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = p
x509_extensions = e
[p]
commonName = supplied
[e]
subjectAltName = IP:127.0.0.1
basicConstraints = CA:TRUE
[req]
distinguished_name = dn
prompt = no
[dn]
CN = 127.0.0.1
)";

void openssl(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "/usr/bin/openssl");
  const Outcome outcome = run({.arguments = std::move(arguments), .work_folder = folder});
  INFO(outcome.err);
  REQUIRE(outcome.exit_status == 0);
}

}  // namespace

void make_certificate(const std::string& folder, const std::string& name, const std::string& valid_from,
                      const std::string& valid_to) {
  const TempFolder work;
  write_text(work / "ca.cnf", settings);
  write_text(work / "index.txt", "");
  write_text(work / "serial", "01\n");
  openssl(work.path(), {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                        "key.pem", "-out", "request.pem", "-config", "ca.cnf"});
  openssl(work.path(), {"ca", "-batch", "-selfsign", "-keyfile", "key.pem", "-in", "request.pem", "-out", "cert.pem",
                        "-startdate", valid_from, "-enddate", valid_to, "-config", "ca.cnf", "-notext"});
  std::filesystem::copy_file(work / "cert.pem", folder + "/" + name + ".crt");
  std::filesystem::copy_file(work / "key.pem", folder + "/" + name + ".key");
}

}  // namespace ocop::test
