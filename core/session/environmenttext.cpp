// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/environmenttext.h"

#include "core/store/privatefile.h"

namespace coffret {

namespace {

using Secrets = std::vector<Session::EnvironmentSecret>;

Expected<EnvironmentText> textOf(Secrets found, SecretsFormat format)
{
    EnvironmentText result;
    std::vector<NamedSecret> secrets;
    for (Session::EnvironmentSecret &value : found) {
        if (!value.value || !isVouched(value.verdict)) {
            QStringList &out = !value.hasValue ? result.withoutValue
                               : !value.value  ? result.unreadable
                                               : result.unvouched;
            out.append(value.name);
            continue;
        }
        NamedSecret secret{value.name, *std::move(value.value)};
        if (canWrite(secret, format))
            secrets.push_back(std::move(secret));
        else
            result.unwritable.append(value.name);
    }
    if (secrets.empty())
        return result;
    auto text = writeSecrets(secrets, format);
    if (!text)
        return failure(text);
    result.text = *std::move(text);
    result.written = static_cast<int>(secrets.size());
    return result;
}

} // namespace

Task<Expected<EnvironmentText>> environmentText(QPointer<Session> session, QString environmentId, QStringList names,
                                                SecretsFormat format, StopToken stop)
{
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    if (!session->allows(Session::Use::Copy))
        co_return failure(ErrorKind::AgainstRules);
    Task<Expected<Secrets>> asking = session->environmentSecrets(environmentId, names, stop);
    Expected<Secrets> values = co_await asking;
    if (!values)
        co_return failure(values);
    co_return textOf(*std::move(values), format);
}

Task<Expected<EnvironmentText>> exportSealed(QPointer<Session> session, OpenPgp &openPgp,
                                             std::shared_ptr<const SealedExport> wanted, StopToken stop)
{
    if (wanted->ownKey.isEmpty() || wanted->path.isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("an export needs a key and a file"));
    Task<Expected<EnvironmentText>> writing =
        environmentText(session, wanted->environmentId, wanted->names, SecretsFormat::DotEnv, stop);
    Expected<EnvironmentText> text = co_await writing;
    if (!text)
        co_return failure(text);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (text->written == 0)
        co_return std::move(text);
    QStringList recipients{wanted->ownKey};
    recipients += wanted->recipients;
    recipients.removeDuplicates();
    Task<Expected<QByteArray>> sealing = openPgp.seal(std::move(text->text), recipients, wanted->ownKey);
    const Expected<QByteArray> message = co_await sealing;
    if (!message)
        co_return failure(message);
    if (!session || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const Expected<void> written = writePrivateFile(wanted->path, *message);
    if (!written)
        co_return failure(written);
    text->text = SecretBuffer();
    co_return std::move(text);
}

} // namespace coffret
