// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/vault.h"

namespace coffret {

Task<Expected<SecretSummary>> Vault::fetchSummary(QString secretId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<FetchedPayload>> Vault::fetchRevision(SecretSummary summary, QString revisionId, StopToken stop)
{
    Q_UNUSED(summary)
    Q_UNUSED(revisionId)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<FetchedPayload>> Vault::fetchUnattended(SecretSummary summary, StopToken stop)
{
    if (capabilities().testFlag(Capability::CheckOut))
        co_return failure(ErrorKind::ApprovalNeeded, QStringLiteral("reading might check it out"));
    Task<Expected<FetchedPayload>> fetching = fetchPayload(std::move(summary), std::move(stop));
    Expected<FetchedPayload> fetched = co_await fetching;
    co_return fetched;
}

Task<Verdict> Vault::weighField(SecretSummary summary, QString fieldKey, QByteArray ciphertext, Verdict verdict)
{
    Q_UNUSED(summary)
    Q_UNUSED(fieldKey)
    Q_UNUSED(ciphertext)
    co_return verdict;
}

Task<Verdict> Vault::weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict)
{
    Q_UNUSED(summary)
    Q_UNUSED(ciphertext)
    co_return verdict;
}

Task<void> Vault::learn(SecretSummary summary, SecretType type)
{
    Q_UNUSED(summary)
    Q_UNUSED(type)
    co_return;
}

} // namespace coffret
