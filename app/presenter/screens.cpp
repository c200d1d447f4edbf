#include "app/presenter/screens.h"

#include "app/presenter/bundles.h"
#include "app/presenter/conflict.h"
#include "app/presenter/enrolment.h"
#include "app/presenter/evidence.h"
#include "app/presenter/form.h"
#include "app/presenter/home.h"
#include "app/presenter/new_dossier.h"
#include "app/presenter/overview.h"
#include "app/presenter/proof.h"
#include "app/presenter/scoring.h"
#include "app/presenter/sync.h"
#include "app/presenter/withheld.h"

namespace ocop::presenter {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

std::unique_ptr<Screen> make_screen(const Place& at, Context& context) {
  using Made = std::unique_ptr<Screen>;
  return std::visit(Overloaded{
                        [&](const place::Home&) -> Made { return std::make_unique<Home>(context); },
                        [&](const place::NewDossier&) -> Made { return std::make_unique<NewDossier>(context); },
                        [&](const place::Overview& to) -> Made { return std::make_unique<Overview>(context, to); },
                        [&](const place::Form& to) -> Made { return std::make_unique<Form>(context, to); },
                        [&](const place::Scoring& to) -> Made { return std::make_unique<Scoring>(context, to); },
                        [&](const place::Evidence& to) -> Made { return std::make_unique<Evidence>(context, to); },
                        [&](const place::Conflicts& to) -> Made { return std::make_unique<Conflicts>(context, to); },
                        [&](const place::Withheld& to) -> Made { return std::make_unique<Withheld>(context, to); },
                        [&](const place::Proof& to) -> Made { return std::make_unique<Proof>(context, to); },
                        [&](const place::Sync&) -> Made { return std::make_unique<Sync>(context); },
                        [&](const place::Bundles&) -> Made { return std::make_unique<Bundles>(context); },
                        [&](const place::Enrolment&) -> Made { return std::make_unique<Enrolment>(context); },
                    },
                    at);
}

}  // namespace ocop::presenter
