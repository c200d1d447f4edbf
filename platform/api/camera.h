// The port to a camera: one picture at a time, as the bytes of a JPEG. Looking through the finder is the camera's
// affair. take() may need seconds: it is called on a thread of its own, through an Executor.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ocop::platform {

class Camera {
 public:
  virtual ~Camera() = default;
  virtual bool is_available() const = 0;
  // NotFound: no camera. Cancelled: the officer closed it. TimedOut: it did not answer.
  virtual Result<Bytes> take() = 0;
};

}  // namespace ocop::platform
