// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a Fudo server.
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudobatch.h"
#include "core/vault/fudo/fudofields.h"
#include "core/vault/support/answers.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

const QString SomeId = QStringLiteral("7");

template <typename Row>
void checkPage(const Expected<FudoPage<Row>> &page, std::size_t size)
{
    if (!page)
        return;
    require(page->received >= 0 && static_cast<std::size_t>(page->received) >= page->rows.size(), "rows were received");
    require(static_cast<std::size_t>(page->received) <= size, "no more rows than fit into the answer");
    for (const Row &row : page->rows)
        require(!row.id.isEmpty(), "rows without identity are left out");
}

/// The row as the program knows it, and the cards it shows.
void checkSecret(const FudoSecret &secret)
{
    const SecretSummary summary = fudoSummary(secret, {QStringLiteral("https://example.org")}, true, false);
    require(!summary.id.isEmpty() && summary.vendorType == secret.type, "a summary of the row");
    const FudoExtras extras{secret.domain, secret.certificate, {}};
    for (const FieldOutline &field : fudoOutline(summary, extras))
        require(!field.isProtected || field.plainValue.isEmpty(), "nothing protected is shown before it is asked for");
}

void checkSecrets(const QByteArray &answer, const QString &key)
{
    const auto page = fudoSecrets(answer, key);
    checkPage(page, static_cast<std::size_t>(answer.size()));
    if (!page)
        return;
    for (const FudoSecret &secret : page->rows)
        checkSecret(secret);
}

/// Values of a secret of each type: each protected one appears once.
void checkValues(const SecretBuffer &answer, unsigned type, bool shared)
{
    auto values = shared ? fudoSharedValues(answer, SomeId) : fudoValues(answer, SomeId);
    if (!values)
        return;
    SecretSummary summary;
    summary.id = SomeId;
    summary.type = static_cast<SecretType>(type);
    for (const SecretField &field : fudoPayload(summary, {}, *std::move(values)))
        require(!field.key.isEmpty(), "a field has a key");
}

void checkBatch(const QByteArray &answer)
{
    const auto items = fudoBatchItems(answer);
    if (!items)
        return;
    for (const FudoBatchItem &item : *items)
        require(!item.id.isEmpty() && item.message.size() <= 200, "an answer says to what, in few words");
}

void checkList(unsigned list, const QByteArray &answer)
{
    const auto size = static_cast<std::size_t>(answer.size());
    switch (list) {
    case 0:
        checkSecrets(answer, QStringLiteral("secret"));
        break;
    case 1:
        checkSecrets(answer, QStringLiteral("secret_shared"));
        break;
    case 2:
        checkPage(fudoCollections(answer), size);
        break;
    case 3:
        checkPage(fudoUris(answer), size);
        break;
    default:
        checkPage(fudoHistory(answer), size);
        break;
    }
}

void checkSingle(unsigned kind, const QByteArray &answer)
{
    switch (kind) {
    case 0:
        if (const auto secret = fudoSecret(answer, SomeId)) {
            require(secret->id == SomeId && !secret->removed, "the secret that was asked for");
            checkSecret(*secret);
        }
        break;
    case 1:
        static_cast<void>(fudoCollection(answer));
        break;
    case 2:
        if (const auto id = fudoCreatedId(answer, QStringLiteral("secret")))
            require(!id->isEmpty(), "what was made has an id");
        break;
    case 3:
        if (const auto spec = fudoSpec(answer, QStringLiteral("secret")))
            require(spec->names.contains(spec->required) && spec->names.contains(spec->readOnly),
                    "what is said of attributes is of those there are");
        break;
    case 4:
        static_cast<void>(fudoSuccess(answer));
        break;
    default:
        checkBatch(answer);
        break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const unsigned reader = input.choice(20);
    if (reader < 5)
        checkList(reader, input.bytes());
    else if (reader < 11)
        checkSingle(reader - 5, input.bytes());
    else if (reader < 17)
        checkValues(input.secret(), reader - 11, false);
    else if (reader == 17)
        checkValues(input.secret(), 0, true);
    else if (reader == 18)
        static_cast<void>(fudoSessionId(input.secret()));
    else
        require(failureMessage(input.bytes()).size() <= 200, "a message is short");
    return 0;
}
