// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeenrolment.h"

namespace coffret::fakes {

std::optional<Error> FakeOwnKeys::refused()
{
    if (!refusal)
        return std::nullopt;
    return Error{*std::exchange(refusal, std::nullopt), {}, 0};
}

Task<Expected<SecretBuffer>> FakeOwnKeys::readSigned(QByteArray, QByteArray)
{
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<KeyInfo>> FakeOwnKeys::inspectPublic(QByteArray)
{
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<KeyFile>> FakeOwnKeys::inspect(SecretBuffer privateKey)
{
    if (const auto error = refused())
        co_return tl::unexpected(*error);
    if (!privateKey.view().starts_with("-----BEGIN PGP PRIVATE KEY"))
        co_return failure(ErrorKind::InvalidInput);
    KeyFile file;
    file.info = nextKey;
    file.privateKey = std::move(privateKey);
    file.locked = locked;
    co_return file;
}

Task<Expected<void>> FakeOwnKeys::import(SecretBuffer, QString fingerprint)
{
    if (const auto error = refused())
        co_return tl::unexpected(*error);
    imported.append(fingerprint);
    m_openPgp.keys.push_back(nextKey);
    co_return Expected<void>();
}

Task<Expected<void>> FakeOwnKeys::remove(QString fingerprint)
{
    std::erase_if(m_openPgp.keys, [&](const KeyInfo &key) { return key.fingerprint == fingerprint; });
    co_return Expected<void>();
}

Task<Expected<QString>> FakeOwnKeys::create(QString name, QString email, StopToken stop)
{
    co_await gate.pass(stop);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (const auto error = refused())
        co_return tl::unexpected(*error);
    created.append(name + QStringLiteral(" <") + email + QLatin1Char('>'));
    m_openPgp.keys.push_back(madeKey);
    co_return madeKey.fingerprint;
}

Task<Expected<QByteArray>> FakeOwnKeys::publicKey(QString fingerprint)
{
    co_return "public " + fingerprint.toLatin1();
}

Task<Expected<SecretBuffer>> FakeOwnKeys::lockedKey(QString fingerprint, StopToken)
{
    if (const auto error = refused())
        co_return tl::unexpected(*error);
    co_return SecretBuffer::copyOf("locked " + fingerprint.toStdString());
}

void FakeEnrolment::answer(SetupProbes &probes)
{
    probes.readKit = [this](QByteArray) -> Task<Expected<PassboltAccountKit>> {
        if (kitRefusal)
            co_return failure(*kitRefusal);
        PassboltAccountKit kit;
        kit.server = server;
        kit.userId = userId;
        kit.username = QStringLiteral("ada@example.org");
        kit.name = QStringLiteral("Ada Lovelace");
        kit.key.info = kitKey;
        kit.serverFingerprint = kitServerKey;
        co_return kit;
    };
    probes.openLink = [this](PassboltLink link, ServerTrust) -> Task<Expected<PassboltInvitation>> {
        lastLink = link;
        if (linkRefusal)
            co_return tl::unexpected(Error(*linkRefusal));
        co_return std::as_const(invitation);
    };
    probes.completeLink = [this](PassboltLink link, ServerTrust, QByteArray publicKey) -> Task<Expected<void>> {
        lastLink = link;
        if (keyRefusal)
            co_return failure(*keyRefusal);
        completed.append(publicKey);
        co_return Expected<void>();
    };
}

QString FakeEnrolment::link(PassboltLink::Kind kind) const
{
    const QString way =
        kind == PassboltLink::Kind::Setup ? QStringLiteral("/setup/start/") : QStringLiteral("/setup/recover/start/");
    return server.toString() + way + userId + QStringLiteral("/4f2c3b1a-7e19-4d08-9d2b-5a3b7c1e9f60");
}

} // namespace coffret::fakes
