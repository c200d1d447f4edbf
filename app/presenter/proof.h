// A proof that can be shown to somebody else: of a dossier the receipt that the province signed, as it came last; else
// this tablet's signed word on what it has not sent. Read from what is kept here, without a link. A receipt that does
// not cover all that is here is asked for: the next session brings it, and the page reads again.
#pragma once

#include "app/presenter/proof_view.h"
#include "app/presenter/screen.h"
#include "core/service/views.h"

namespace ocop::presenter {

class Proof final : public Screen {
 public:
  Proof(Context& context, const place::Proof& at) : Screen(context), place_(at) {}

  ScreenView view() const override { return &view_; }
  void apply(const Intent& intent) override;
  void refresh() override { must_ask_ = !ask(); }
  void tick() override;

 private:
  struct Shown {
    ProofView view;
    std::string text;  // what an export writes; empty: nothing to export
  };
  static Shown show_receipt(const service::DossierView& dossier, const std::optional<service::ReceiptView>& receipt,
                            text::Language language);
  static Shown show_statement(const service::StatementView& statement, text::Language language);

  bool ask();  // false: the desk is full
  void export_text();

  place::Proof place_;
  ProofView view_;
  std::string text_;
  bool must_ask_ = false;
};

}  // namespace ocop::presenter
