// Evidence: the photos of a dossier. A picture is saved as soon as it is taken, before anything is asked about it; its
// kind and its criteria are edited afterwards, each through a draft.
//
// A photo that was taken is kept whatever becomes of the screen: whoever goes back while it is being saved reads of its
// error all the same.
#pragma once

#include <memory>

#include "app/presenter/evidence_view.h"
#include "app/presenter/screen.h"
#include "core/rules/library.h"
#include "core/service/queries.h"

namespace ocop::presenter {

class Evidence final : public Screen {
 public:
  static constexpr std::string_view kind_before_asked = "other";
  static constexpr std::uint64_t photo_bytes_typical = 6'000'000;  // twelve megapixels with its two made sizes
  static constexpr std::uint64_t photos_low = 30;                  // a day's work: from here on the officer is warned

  Evidence(Context& context, const place::Evidence& place);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;
  void saved(const service::RecordView& record) override;

 private:
  struct Answer {
    service::DossierView dossier;
    std::uint64_t free_bytes = 0;
  };
  using Photo = std::shared_ptr<const service::AddEvidence>;

  bool ask();  // false: the desk is full
  void take(Result<Answer> answer);
  void show();
  void show_room();
  void show_tiles();
  void show_open();
  void show_sheet();
  void open(const Id& evidence);
  void fetch_original();
  void want(const Hash& sha256, std::string said_then);  // said_then: once it is noted; empty: nothing
  void apply_edit(const EvidenceIntent& intent);
  void close_sheet();
  void take_photo();
  void photo_added(const Result<Id>& added);
  static bool keep(Context& context, const std::weak_ptr<Evidence*>& screen, const Photo& photo);

  const service::EvidenceView* find(const Id& evidence) const;
  std::string text_of(const service::EvidenceView& photo, const std::string& field) const;
  bool is_for(const service::EvidenceView& photo, const std::string& criterion) const;
  std::vector<std::string> criteria_of(const service::EvidenceView& photo) const;
  std::string kind_label(const std::string& kind) const;
  void set(const Id& evidence, const std::string& field, std::string text, bool is_typed = false);

  place::Evidence place_;
  std::optional<Answer> answer_;
  std::optional<rules::FoundSet> found_;
  EvidenceView view_;
  std::optional<Id> open_;       // shown large
  std::optional<Id> subject_;    // of the sheet
  bool was_just_taken_ = false;  // the subject
  bool must_take_ = false;       // the camera opens once the dossier is there
  bool must_ask_ = false;
  std::vector<Photo> unsaved_;  // the desk was full
  std::shared_ptr<Evidence*> self_ = std::make_shared<Evidence*>(this);
};

}  // namespace ocop::presenter
