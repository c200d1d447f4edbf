#include "app/presenter/screens.h"

#include "app/presenter/form.h"
#include "app/presenter/home.h"
#include "app/presenter/new_dossier.h"
#include "app/presenter/overview.h"

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
                        [&](const auto&) -> Made { return std::make_unique<Home>(context); },
                    },
                    at);
}

}  // namespace ocop::presenter
