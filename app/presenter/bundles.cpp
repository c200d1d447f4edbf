#include "app/presenter/bundles.h"

#include <algorithm>

#include "app/text/amounts.h"
#include "app/text/bundle_words.h"

namespace ocop::presenter {
namespace {

using text::Key;
using text::Language;

BundleOutcome outcome_of(const std::string& name, const Result<service::Imported>& done, Language language) {
  BundleOutcome out;
  if (!done) {
    out.tone = ChipTone::Error;
    out.title = text::fill(Key::BundlesRefused, language, {name});
    out.taken.emplace_back(text::sentence(text::error_sentence(done.error().code), language));
    return out;
  }
  const text::BundleWords words = text::bundle_words(*done);
  out.tone = done->is_whole() ? ChipTone::Good : ChipTone::Warning;
  out.title = text::fill(done->is_whole() ? Key::BundlesWhole : Key::BundlesPart, language, {name});
  out.taken = text::taken_sentences(words, language);
  out.missing = text::missing_sentences(words, language);
  out.next = text::next_sentence(words, language);
  out.is_to_decide = done->conflicts > 0;
  out.is_to_send = done->carried > 0;
  return out;
}

BundleRow row_of(const BundleFile& file, Language language) {
  const std::string where = file.medium.empty() ? std::string(text::sentence(Key::BundlesOnTablet, language))
                                                : text::fill(Key::BundlesOnMedium, language, {file.medium});
  return {file.path, file.name,
          text::fill(Key::BundlesFile, language,
                     {text::size_in_bytes(file.bytes, language), local_day_time(file.written_wall_ms), where})};
}

}  // namespace

void Bundles::refresh() {
  context_.outside.find_bundles([context = &context_, screen = std::weak_ptr<Bundles*>(self_)](
                                    Result<BundleFiles> found) {
    const auto here = screen.lock();
    if (!here) return;
    if (!found) return context->report(found.error());
    (*here)->found_ = std::move(*found);
    (*here)->show();
  });
}

void Bundles::tick() {
  if (found_) show();  // a session under way may have ended
}

void Bundles::show() {
  const Language language = context_.language();
  view_.is_loaded = true;
  view_.files.clear();
  for (const BundleFile& file : found_->files) view_.files.push_back(row_of(file, language));
  view_.none = view_.files.empty() ? text::fill(Key::BundlesNone, language, {found_->folder}) : std::string{};
  view_.importing.clear();
  if (importing_.empty()) return;
  view_.importing =
      text::fill(context_.sync.is_running ? Key::BundlesWaiting : Key::BundlesImporting, language, {importing_});
}

void Bundles::apply(const Intent& intent) {
  const auto* own = std::get_if<BundlesIntent>(&intent);
  if (own == nullptr) return;
  if (std::holds_alternative<bundles::Look>(*own)) refresh();
  else if (const auto* chosen = std::get_if<bundles::Import>(own)) import(chosen->path);
  else if (std::holds_alternative<bundles::OpenConflicts>(*own)) context_.go(place::Conflicts{});
  else context_.back();  // sending lies below this page
}

void Bundles::import(const std::string& path) {
  if (!importing_.empty() || !found_) return;
  const auto file = std::find_if(found_->files.begin(), found_->files.end(),
                                 [&](const BundleFile& one) { return one.path == path; });
  if (file == found_->files.end()) return;
  importing_ = file->name;
  view_.outcome.reset();
  show();
  context_.drafts.leave_all();
  context_.drafts.tick();  // what was typed last is written before something may come beside it
  context_.outside.import_bundle(path, [context = &context_, screen = std::weak_ptr<Bundles*>(self_),
                                        name = file->name](const Result<service::Imported>& done) {
    if (const auto here = screen.lock()) return (*here)->imported(name, done);
    if (!done) return context->report(done.error());
    context->notices.say(outcome_of(name, done, context->language()).title);
  });
}

void Bundles::imported(const std::string& name, const Result<service::Imported>& done) {
  importing_.clear();
  view_.outcome = outcome_of(name, done, context_.language());
  refresh();
  show();
}

}  // namespace ocop::presenter
