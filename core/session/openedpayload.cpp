// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/openedpayload.h"

#include "core/openpgp/encryptedmessage.h"

#include <algorithm>

namespace coffret {

namespace {

int severity(SignatureState state)
{
    switch (state) {
    case SignatureState::NotApplicable:
        return 0;
    case SignatureState::Expected:
        return 1;
    case SignatureState::Foreign:
        return 2;
    case SignatureState::ExpiredKey:
        return 3;
    case SignatureState::UnknownKey:
        return 4;
    case SignatureState::Unsigned:
        return 5;
    case SignatureState::RevokedKey:
        return 6;
    case SignatureState::Bad:
        break;
    }
    return 7;
}

Task<Expected<OpenedMessage>> openMessage(OpenPgp *openPgp, QByteArray message, QStringList expectedSigners,
                                          StopToken stop)
{
    OpenRequest request(std::move(message), std::move(expectedSigners));
    request.stop = stop;
    Task<Expected<OpenedMessage>> opening = openPgp->open(std::move(request));
    Expected<OpenedMessage> opened = co_await opening;
    if (opened && opened->verdict.state == SignatureState::Bad)
        co_return failure(ErrorKind::BadSignature);
    co_return opened;
}

Expected<std::shared_ptr<const OpenedPayload>> takeApart(const Vault &vault, const SecretSummary &summary,
                                                         const OpenedMessage &message, const QDateTime &asOf)
{
    Expected<ParsedSecret> secret = vault.parsePlaintext(summary, message.plaintext);
    if (!secret)
        return failure(secret);
    auto payload = std::make_shared<OpenedPayload>();
    payload->type = secret->type;
    payload->renamed = std::move(secret->renamed);
    payload->verdict = message.verdict;
    payload->asOf = asOf;
    for (SecretField &field : secret->fields)
        payload->fields.push_back({std::move(field), message.verdict, std::nullopt, false, std::nullopt});
    return payload;
}

/// A value that is a message itself is opened. Fails only where that was cancelled.
Task<Expected<OpenedPayload::Field>> openField(std::shared_ptr<Vault> vault, OpenPgp *openPgp, SecretSummary summary,
                                               SecretField field, QStringList expectedSigners, bool isCurrent,
                                               StopToken stop)
{
    OpenedPayload::Field opened;
    opened.field = std::move(field);
    QByteArray bytes;
    opened.sealed = looksSealed(opened.field.value.view());
    if (opened.sealed) {
        const std::string_view armored = opened.field.value.view();
        bytes = QByteArray(armored.data(), static_cast<qsizetype>(armored.size()));
        opened.field.value.wipe();
        opened.recipients = recipientKeyIds(bytes);
        // Sealed, so whoever wrote it did not mean it to be read over a shoulder.
        opened.field.isProtected = true;
        Expected<OpenedMessage> message = co_await openMessage(openPgp, bytes, expectedSigners, stop);
        if (!message && message.error().kind == ErrorKind::Cancelled)
            co_return failure(message);
        if (message) {
            opened.field.value = std::move(message->plaintext);
            opened.verdict = std::move(message->verdict);
        } else {
            opened.error = message.error();
        }
    }
    if (isCurrent && !opened.error) {
        Task<Verdict> weighing = vault->weighField(summary, opened.field.key, bytes, opened.verdict);
        opened.verdict = co_await weighing;
    }
    co_return opened;
}

} // namespace

const OpenedPayload::Field *OpenedPayload::field(const QString &key) const
{
    const auto at = [this](const QString &own) {
        const auto found =
            std::find_if(fields.begin(), fields.end(), [&own](const Field &f) { return f.field.key == own; });
        return found == fields.end() ? nullptr : &*found;
    };
    if (key.isEmpty())
        return at(primaryFieldOf(type, outline()));
    const Field *const named = at(key);
    return named != nullptr ? named : at(renamed.value(key));
}

std::vector<FieldOutline> OpenedPayload::outline() const
{
    std::vector<FieldOutline> outlines;
    for (const Field &opened : fields) {
        const SecretField &field = opened.field;
        FieldOutline outline{field.kind, field.key, field.label, field.isProtected, {}};
        if (!field.isProtected)
            outline.plainValue =
                QString::fromUtf8(field.value.view().data(), static_cast<qsizetype>(field.value.size()));
        outlines.push_back(std::move(outline));
    }
    return outlines;
}

Task<Expected<std::shared_ptr<const OpenedPayload>>> openFetched(std::shared_ptr<Vault> vault, OpenPgp *openPgp,
                                                                 SecretSummary summary, FetchedPayload fetched,
                                                                 bool isCurrent, StopToken stop)
{
    if (!fetched.ciphertext.isEmpty()) {
        if (!fetched.fields.empty())
            co_return failure(ErrorKind::Malformed, QStringLiteral("both a message and values"));
        Expected<OpenedMessage> message =
            co_await openMessage(openPgp, fetched.ciphertext, fetched.expectedSigners, stop);
        if (!message)
            co_return failure(message);
        if (isCurrent) {
            Task<Verdict> weighing = vault->weigh(summary, fetched.ciphertext, message->verdict);
            message->verdict = co_await weighing;
        }
        if (!fetched.vendorType.isEmpty())
            summary.vendorType = fetched.vendorType;
        co_return takeApart(*vault, summary, *message, fetched.asOf);
    }
    const auto payload = std::make_shared<OpenedPayload>();
    payload->type = summary.type;
    payload->version = fetched.version;
    for (SecretField &field : fetched.fields) {
        Task<Expected<OpenedPayload::Field>> work =
            openField(vault, openPgp, summary, std::move(field), fetched.expectedSigners, isCurrent, stop);
        Expected<OpenedPayload::Field> opened = co_await work;
        if (!opened)
            co_return failure(opened);
        const Verdict before = payload->verdict;
        if (severity(opened->verdict.state) > severity(before.state))
            payload->verdict = opened->verdict;
        payload->verdict.outOfOrder = before.outOfOrder || opened->verdict.outOfOrder;
        payload->verdict.orderUnknown = before.orderUnknown || opened->verdict.orderUnknown;
        payload->fields.push_back(*std::move(opened));
    }
    co_return payload;
}

} // namespace coffret
