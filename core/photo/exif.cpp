#include "core/photo/exif.h"

#include <libexif/exif-data.h>

#include <array>
#include <cmath>
#include <memory>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/text.h"

namespace ocop::photo {
namespace {

constexpr std::size_t camera_name_characters_max = 64;

struct Unref {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};

class Tags {
 public:
  explicit Tags(ExifData& data) : data_(data), order_(exif_data_get_byte_order(&data)) {}

  std::string_view text(ExifIfd ifd, int tag) const {
    const ExifEntry* found = entry(ifd, tag, EXIF_FORMAT_ASCII);
    if (found == nullptr) return {};
    const auto whole = as_text({found->data, found->size});
    return whole.substr(0, whole.find('\0'));
  }

  std::optional<int> number(ExifIfd ifd, int tag) const {
    const ExifEntry* found = entry(ifd, tag, EXIF_FORMAT_SHORT);
    if (found == nullptr || found->size < 2) return std::nullopt;
    return exif_get_short(found->data, order_);
  }

  // Degrees, minutes, seconds; or hours, minutes, seconds.
  std::optional<std::array<double, 3>> three(ExifIfd ifd, int tag) const {
    const ExifEntry* found = entry(ifd, tag, EXIF_FORMAT_RATIONAL);
    if (found == nullptr || found->components != 3 || found->size < 24) return std::nullopt;
    std::array<double, 3> values{};
    for (std::size_t i = 0; i < 3; ++i) {
      const ExifRational part = exif_get_rational(found->data + 8 * i, order_);
      if (part.denominator == 0) return std::nullopt;
      values[i] = static_cast<double>(part.numerator) / static_cast<double>(part.denominator);
    }
    if (values[1] > 60 || values[2] > 60) return std::nullopt;
    return values;
  }

 private:
  const ExifEntry* entry(ExifIfd ifd, int tag, ExifFormat format) const {
    const ExifEntry* found = exif_content_get_entry(data_.ifd[ifd], static_cast<ExifTag>(tag));
    return found != nullptr && found->data != nullptr && found->format == format ? found : nullptr;
  }

  ExifData& data_;
  ExifByteOrder order_;
};

// "2026:11:21 14:05:09" to ISO. Empty for anything that is no moment, such as the zeroes of a clock that was never set.
std::string iso_moment(std::string_view exif) {
  if (exif.size() != 19) return {};
  std::string iso{exif};
  iso[4] = iso[7] = '-';
  iso[10] = 'T';
  std::int64_t wall_ms = 0;
  return parse_iso_utc(iso + "Z", wall_ms) ? iso : std::string{};
}

std::string offset_or_nothing(std::string_view offset) {
  const auto digit = [&](std::size_t at) { return offset[at] >= '0' && offset[at] <= '9'; };
  if (offset.size() != 6 || (offset[0] != '+' && offset[0] != '-') || offset[3] != ':') return {};
  if (!digit(1) || !digit(2) || !digit(4) || !digit(5)) return {};
  if (offset.substr(1, 2) > "14" || offset.substr(4, 2) > "59") return {};
  return std::string{offset};
}

std::string camera_name(std::string_view raw) {
  const auto text = clean_text(raw);
  return text ? first_characters(trim(*text), camera_name_characters_max) : std::string{};
}

// Hemisphere letters are one pair of "NS" and "EW".
std::optional<std::int64_t> coordinate_e7(const Tags& tags, int tag, int reference_tag, std::string_view letters,
                                          double degrees_max) {
  const auto parts = tags.three(EXIF_IFD_GPS, tag);
  const auto reference = tags.text(EXIF_IFD_GPS, reference_tag);
  if (!parts || reference.size() != 1 || letters.find(reference[0]) == std::string_view::npos) return std::nullopt;
  const double degrees = (*parts)[0] + (*parts)[1] / 60 + (*parts)[2] / 3600;
  if (!(degrees <= degrees_max)) return std::nullopt;
  const std::int64_t e7 = std::llround(degrees * 1e7);
  return reference[0] == letters[1] ? -e7 : e7;
}

std::optional<Position> position(const Tags& tags) {
  if (tags.text(EXIF_IFD_GPS, EXIF_TAG_GPS_STATUS) == "V") return std::nullopt;  // the receiver had no fix
  const auto latitude = coordinate_e7(tags, EXIF_TAG_GPS_LATITUDE, EXIF_TAG_GPS_LATITUDE_REF, "NS", 90);
  const auto longitude = coordinate_e7(tags, EXIF_TAG_GPS_LONGITUDE, EXIF_TAG_GPS_LONGITUDE_REF, "EW", 180);
  if (!latitude || !longitude || (*latitude == 0 && *longitude == 0)) return std::nullopt;
  return Position{*latitude, *longitude};
}

std::string gps_moment(const Tags& tags) {
  const auto time = tags.three(EXIF_IFD_GPS, EXIF_TAG_GPS_TIME_STAMP);
  if (!time || (*time)[0] > 23) return {};
  std::string exif{tags.text(EXIF_IFD_GPS, EXIF_TAG_GPS_DATE_STAMP)};
  for (std::size_t i = 0; i < 3; ++i) {
    const int part = static_cast<int>((*time)[i]);
    exif += i == 0 ? ' ' : ':';
    exif += static_cast<char>('0' + part / 10);
    exif += static_cast<char>('0' + part % 10);
  }
  const auto iso = iso_moment(exif);
  return iso.empty() ? iso : iso + "Z";
}

void read_taken(const Tags& tags, PhotoFacts& facts) {
  facts.taken_local = iso_moment(tags.text(EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL));
  int offset_tag = EXIF_TAG_OFFSET_TIME_ORIGINAL;
  if (facts.taken_local.empty()) {
    facts.taken_local = iso_moment(tags.text(EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_DIGITIZED));
    offset_tag = EXIF_TAG_OFFSET_TIME_DIGITIZED;
  }
  if (!facts.taken_local.empty()) facts.taken_offset = offset_or_nothing(tags.text(EXIF_IFD_EXIF, offset_tag));
}

}  // namespace

void read_exif(ByteView segment, PhotoFacts& facts) {
  if (segment.empty()) return;
  const std::unique_ptr<ExifData, Unref> data{exif_data_new()};
  if (data == nullptr) return;
  // By default libexif mends a record to follow the standard: it would invent what the camera did not write.
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), segment.data(), static_cast<unsigned>(segment.size()));

  const Tags tags(*data);
  const int orientation = tags.number(EXIF_IFD_0, EXIF_TAG_ORIENTATION).value_or(1);
  if (orientation >= 1 && orientation <= 8) facts.orientation = orientation;
  read_taken(tags, facts);
  facts.gps_at = gps_moment(tags);
  facts.position = position(tags);
  facts.camera_make = camera_name(tags.text(EXIF_IFD_0, EXIF_TAG_MAKE));
  facts.camera_model = camera_name(tags.text(EXIF_IFD_0, EXIF_TAG_MODEL));
}

}  // namespace ocop::photo
