#include "platform/linux/linux_network.h"

#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <vector>

namespace ocop::platform {
namespace {

constexpr int lines_max = 1'000;  // of a table of routes

// The interfaces that a packet to anywhere may leave by.
std::vector<std::string> default_interfaces(const std::string& proc) {
  std::vector<std::string> out;
  std::ifstream routes(proc + "/net/route");
  std::string line, name, destination;
  for (int i = 0; i < lines_max && std::getline(routes, line); ++i) {
    std::istringstream words(line);
    if (words >> name >> destination && destination == "00000000") out.push_back(name);
  }
  std::ifstream routes_6(proc + "/net/ipv6_route");
  for (int i = 0; i < lines_max && std::getline(routes_6, line); ++i) {
    std::istringstream words(line);
    std::string length, word;
    if (!(words >> destination >> length) || destination.find_first_not_of('0') != std::string::npos || length != "00")
      continue;
    while (words >> word) name = word;  // the last of the line
    if (name != "lo") out.push_back(name);
  }
  return out;
}

bool is_there(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

Link link_of(const std::string& folder, const std::string& name) {
  std::string state;
  std::ifstream(folder + "/operstate") >> state;
  if (state == "down" || state == "lowerlayerdown" || state == "notpresent") return Link::None;
  if (name.starts_with("wwan") || name.starts_with("ppp") || name.starts_with("rmnet")) return Link::Metered;
  if (is_there(folder + "/wireless") || is_there(folder + "/phy80211")) return Link::Unmetered;
  if (is_there(folder + "/device")) return Link::Unmetered;  // a cable
  return Link::Unknown;
}

}  // namespace

Link LinuxNetwork::link() const {
  Link best = Link::None;
  for (const std::string& name : default_interfaces(proc_)) {
    const Link link = link_of(sys_ + "/class/net/" + name, name);
    if (link == Link::Unmetered) return link;
    if (link == Link::Unknown || best == Link::None) best = link;
  }
  return best;
}

}  // namespace ocop::platform
