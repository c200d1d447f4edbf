// A form of the law (Mẫu 01, 02, 03) over the records of a dossier. Every key goes to a draft; every tap is saved at
// once.
//
// The heads that a save names are those of the moment the typing began (drafts.h). After each save the dossier is read
// again, so what is missing, what follows from a choice and what came into conflict show at once.
#pragma once

#include "app/presenter/form_fields.h"
#include "app/presenter/screen.h"

namespace ocop::presenter {

class Form final : public Screen {
 public:
  Form(Context& context, const place::Form& at);

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override;
  void tick() override;
  void saved(const service::RecordView& record) override;
  void refused() override { show(); }

 private:
  void apply(const FormIntent& intent);
  void type(const form::Type& key);
  void choose(const form::Choose& chosen);
  void toggle(const form::Toggle& toggled);
  void add_row(const std::string& table);
  void open_conflict(const std::string& field);
  void open_way(const std::string& field);
  void go_to_next_missing();
  void show();
  int year_now() const;

  FormView view_;
  const rules::Form* form_;                     // of the program's own; null: unknown
  std::optional<service::DossierView> dossier_;
  FormState state_;
  std::string last_missing_;
  bool must_ask_ = false;
};

}  // namespace ocop::presenter
