#include "platform/linux/linux_network.h"

#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_folder.h"

using namespace ocop;
using platform::Link;

namespace {

// A kernel's files, as they were read on real machines.
struct Kernel {
  test::TempFolder place;
  platform::LinuxNetwork network{place / "proc", place / "sys"};

  Kernel() {
    std::filesystem::create_directories(place / "proc/net");
    write("proc/net/route", "Iface\tDestination\tGateway\tFlags\n");
  }
  void write(const std::string& path, const std::string& text) {
    std::ofstream(place / path, std::ios::app) << text;
  }
  void add(const std::string& name, const std::string& state, const std::string& kind = "") {
    std::filesystem::create_directories(place / ("sys/class/net/" + name + "/" + kind));
    write("sys/class/net/" + name + "/operstate", state + "\n");
    write("proc/net/route", name + "\t00000000\t0101A8C0\t0003\n" + name + "\t0001A8C0\t00000000\t0001\n");
  }
};

}  // namespace

TEST_CASE("a machine without a default route has no network, also where the kernel tells nothing") {
  Kernel kernel;
  CHECK(kernel.network.link() == Link::None);
  kernel.write("proc/net/route", "eth0\t0001A8C0\t00000000\t0001\n");
  CHECK(kernel.network.link() == Link::None);
  CHECK(platform::LinuxNetwork("/nowhere", "/nowhere").link() == Link::None);
}

TEST_CASE("Wi-Fi and cable cost nothing by the byte, a modem does, a tunnel is not known") {
  const struct {
    const char *name, *kind;
    Link link;
  } rows[] = {{"wlan0", "wireless", Link::Unmetered}, {"eth0", "device", Link::Unmetered},
              {"wwan0", "device", Link::Metered},     {"ppp0", "", Link::Metered},
              {"tun0", "", Link::Unknown}};
  for (const auto& row : rows) {
    INFO(row.name);
    Kernel kernel;
    kernel.add(row.name, "up", row.kind);
    CHECK(kernel.network.link() == row.link);
  }
}

TEST_CASE("an interface that is down carries nothing, and the better of two counts") {
  Kernel kernel;
  kernel.add("wlan0", "down", "wireless");
  CHECK(kernel.network.link() == Link::None);
  kernel.add("wwan0", "unknown", "device");
  CHECK(kernel.network.link() == Link::Metered);
  kernel.add("eth0", "up", "device");
  CHECK(kernel.network.link() == Link::Unmetered);
}

TEST_CASE("a default route of IPv6 alone is a network") {
  Kernel kernel;
  kernel.write("proc/net/ipv6_route",
               "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
               "fe800000000000000000000000000001 00000400 00000001 00000000 00000003    wlan0\n"
               "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
               "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n");
  std::filesystem::create_directories(kernel.place / "sys/class/net/wlan0/wireless");
  CHECK(kernel.network.link() == Link::Unmetered);
}
