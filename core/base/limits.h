// Everything has a limit, and the limit has a name and a reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ocop::limits {

// Text and records
inline constexpr std::size_t text_bytes_max = 16 * 1024;          // one field; two dense pages of a report
inline constexpr std::size_t fields_per_record_max = 1024;        // a score sheet has about 80, a ten-year table 40
inline constexpr std::size_t field_name_bytes_max = 96;
inline constexpr std::size_t type_name_bytes_max = 32;
inline constexpr std::size_t value_bytes_max = 20 * 1024;         // a text of text_bytes_max in its encoding, and room
inline constexpr std::size_t heads_per_field_max = 256;           // more than ever settled at once; beyond: held
inline constexpr int cbor_depth_max = 8;
inline constexpr int json_depth_max = 16;
inline constexpr std::size_t json_file_bytes_max = 8 * 1024 * 1024;  // the largest pack is 0.9 MB

// Journal and sync (PROTOCOL.md names the same figures)
inline constexpr std::size_t batch_bytes_max = 32 * 1024;         // sealed small: a cut link loses little
inline constexpr std::size_t change_bytes_max = 256 * 1024;       // one larger than a batch travels alone
inline constexpr std::size_t changes_per_batch_max = 1024;
inline constexpr std::size_t exchange_compressed_bytes_first = 64 * 1024;  // an exchange grows and halves likewise
inline constexpr std::size_t exchange_compressed_bytes_max = 256 * 1024;
inline constexpr std::size_t body_bytes_max = 4 * 1024 * 1024;    // of any request or answer, after decompression
inline constexpr std::size_t blob_chunk_bytes_max = 256 * 1024;   // what a cut link may cost
inline constexpr std::size_t blob_chunk_bytes_first = 64 * 1024;  // a chunk grows with success and halves on a break
inline constexpr std::size_t exchanges_per_session_max = 10'000;
inline constexpr std::size_t waiting_changes_max = 100'000;       // per replica; beyond: held, and the device is told
inline constexpr std::uint32_t backoff_first_ms = 2'000;
inline constexpr std::uint32_t backoff_max_ms = 15 * 60 * 1000;
inline constexpr int link_failures_max = 8;                       // in a row, before a session gives up and says so

// Bundles
inline constexpr std::size_t bundle_text_bytes_max = 256 * 1024;  // of batches or changes begun in one entry
inline constexpr std::size_t bundle_hashes_max = 4096;            // photo names in one entry: 128 KiB
inline constexpr std::size_t bundle_entry_bytes_max = 1024 * 1024;  // sealed; a change too large for a batch fits
inline constexpr std::size_t bundle_piece_bytes = 1024 * 1024;    // of entries begun in one POST /v1/bundle
inline constexpr std::size_t bundle_answer_bytes_max = 2 * 1024 * 1024;  // what comes back with the last piece
inline constexpr std::uint64_t bundle_entries_max = 1'000'000;    // 256 GB of photos
inline constexpr std::uint64_t carried_bundles_max = 64;          // on one tablet: a district's colleagues

// Photos
inline constexpr std::uint64_t photo_file_bytes_max = 64ULL * 1024 * 1024;
inline constexpr std::uint32_t photo_side_px_max = 16'384;
inline constexpr std::uint64_t photo_pixels_max = 120'000'000;    // a 108-megapixel telephone, decoded at a scale
inline constexpr std::uint32_t review_long_edge_px = 2000;
inline constexpr std::uint32_t thumbnail_long_edge_px = 320;
inline constexpr std::uint64_t free_space_reserve_bytes = 200ULL * 1024 * 1024;  // peers lose photos on full cards

// Queues between threads
inline constexpr std::size_t job_queue_max = 256;
inline constexpr std::size_t server_connections_max = 256;
inline constexpr std::size_t server_queue_max = 64;               // waiting requests; beyond, 503

// Lists on a screen
inline constexpr std::size_t search_results_max = 200;

}  // namespace ocop::limits
