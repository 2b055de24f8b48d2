// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the app-secret API.
#include "core/vault/commandk/commandkanswers.h"
#include "core/vault/commandk/commandkplace.h"
#include "core/vault/commandk/commandktypes.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

/// The same answer in both modes: a preview tells names alone.
void checkRendered(const SecretBuffer &answer)
{
    const auto entries = commandKEntries(CommandKPreview(answer.clone()));
    const CommandKFull full(answer.clone());
    const auto values = commandKValues(full);
    require(entries || !values, "values where there are names");
    if (!entries)
        return;
    for (const CommandKEntry &entry : *entries) {
        require(!entry.key.isEmpty(), "a secret has a name");
        static_cast<void>(commandKType(entry.key, CommandKGuess::ByName));
    }
    if (!values)
        return;
    require(values->size() == entries->size(), "a value for each name");
    for (std::size_t i = 0; i < entries->size(); ++i)
        require((*values)[i].name == (*entries)[i].key, "in the same order");
    if (entries->empty())
        return;
    const auto value = commandKValue(full, entries->front().key);
    require(value.has_value(), "the value of a name that was told");
    const auto &first = values->front().value;
    require(first ? value->equals(*first) : value->isEmpty(), "and the same one");
    static_cast<void>(commandKFieldKind(SecretType::Note, *value));
}

void checkPlace(const QString &id)
{
    if (const auto place = CommandKPlace::fromId(id))
        require(place->id() == id, "a place is written as it was read");
    if (const auto place = CommandKPlace::fromCollection(id))
        require(place->collectionId() == id, "a collection is written as it was read");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(6)) {
    case 0:
        checkRendered(input.secret());
        break;
    case 1:
        if (const auto environments = commandKEnvironments(input.bytes())) {
            for (const CommandKEnvironment &environment : *environments)
                require(!environment.id.isEmpty() && !environment.shownName().isEmpty(), "it can be named");
        }
        break;
    case 2:
        if (const auto app = commandKApp(input.bytes()))
            require(!app->id.isEmpty(), "an app has an id");
        break;
    case 3:
        if (const auto id = commandKCreated(input.bytes()))
            require(!id->isEmpty(), "what was made has an id");
        break;
    case 4:
        static_cast<void>(commandKConflicting(input.bytes()));
        break;
    default:
        checkPlace(input.text());
        break;
    }
    return 0;
}
