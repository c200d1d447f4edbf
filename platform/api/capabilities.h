// What this machine can do, asked once at the start: screens ask "can you?", never "which system?".
#pragma once

namespace ocop::platform {

struct Capabilities {
  bool has_camera = false;
  bool has_location = false;
  bool has_hardware_keys = false;  // a keeper of secrets backed by hardware
  bool has_removable_storage = false;
};

}  // namespace ocop::platform
