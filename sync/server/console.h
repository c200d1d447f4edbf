// The office's pages, made here and read in any browser: no scripts, nothing to write, Vietnamese first (`?lang=en`).
//
//   /                 dossiers: search, points, stars, photos arrived, conflicts; the tablets; backups, and what is
//                     missing; what is held apart
//   /dossiers/ID      one dossier: what it says form by form, scores and what holds it back, photos, conflicts
//   /photos/SHA256    a photo that is here
//
// Every page needs the office token: `?token=` once, then a cookie that scripts cannot read, or `Authorization:
// Bearer`. Without it 401 and a page that says so. Errors become a page too.
#pragma once

#include "sync/server/api.h"
#include "sync/server/html.h"
#include "sync/server/missing.h"

namespace ocop::server {

HttpResponse answer_office(Province& province, const HttpRequest& request);

// The parts of a dossier's page (console_dossier.cpp).
Result<std::string> dossier_page(Province& province, const Id& dossier, text::Language language);

// How safe the records are (console_safety.cpp).
Status add_safety(Html& html, Province& province);
void add_missing(Html& html, const Missing& missing);

// The bar above every page; `path` is where the other language is.
void add_header(Html& html, std::string_view path);

struct PhotoCount {
  std::uint64_t arrived = 0;  // photos of which every size is here
  std::uint64_t total = 0;
};
Result<PhotoCount> count_photos(store::Database& database, const Id& root);

}  // namespace ocop::server
