// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sealedrecords.h"

#include "core/secret/sealedbox.h"
#include "core/store/privatefile.h"

#include <QCryptographicHash>
#include <QFile>

namespace coffret {

namespace {

QByteArray placeOf(SealedRecords::Purpose purpose, const QString &accountId)
{
    const bool isOutbox = purpose == SealedRecords::Purpose::Outbox;
    return (isOutbox ? QByteArrayLiteral("coffret outbox 1\n") : QByteArrayLiteral("coffret record 1\n")) +
           accountId.toUtf8();
}

} // namespace

SealedRecords::SealedRecords(CredentialStore &credentials, WorkerPool &workers, QString folder, Purpose purpose)
    : m_credentials(credentials), m_workers(workers), m_folder(std::move(folder)), m_purpose(purpose)
{
}

QString SealedRecords::credentialOf(const QString &accountId, Purpose purpose)
{
    return accountId + (purpose == Purpose::Outbox ? QStringLiteral("/outbox") : QStringLiteral("/records"));
}

QString SealedRecords::fileOf(const QString &accountId) const
{
    const QByteArray digest = QCryptographicHash::hash(accountId.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_folder + QLatin1Char('/') + QString::fromLatin1(digest);
}

Task<Expected<std::shared_ptr<const SecretBuffer>>> SealedRecords::key(QString accountId, bool makesOne)
{
    if (const auto known = m_keys.find(accountId); known != m_keys.end())
        co_return std::as_const(known->second); // QCoro moves from what is not const
    const std::weak_ptr<int> alive = m_alive;
    const quint64 locks = m_locks;
    const QString name = credentialOf(accountId, m_purpose);
    Expected<SecretBuffer> kept = co_await m_credentials.read(name);
    if (alive.expired())
        co_return failure(ErrorKind::Cancelled);
    if (!kept && (kept.error().kind != ErrorKind::NoCredential || !makesOne))
        co_return failure(kept);
    if (!kept) {
        kept = newBoxKey();
        SecretBuffer copy = kept->clone();
        const Expected<void> written = co_await m_credentials.write(name, std::move(copy));
        if (alive.expired())
            co_return failure(ErrorKind::Cancelled);
        if (!written)
            co_return failure(written);
    }
    auto made = std::make_shared<const SecretBuffer>(std::move(*kept));
    if (locks == m_locks)
        m_keys[accountId] = made;
    co_return made;
}

Task<Expected<SecretBuffer>> SealedRecords::read(QString accountId)
{
    const Expected<QByteArray> box = readPrivateFile(fileOf(accountId));
    if (!box)
        co_return failure(box);
    const Expected<std::shared_ptr<const SecretBuffer>> key = co_await this->key(accountId, false);
    if (!key)
        co_return failure(key);
    co_return openBox(**key, *box, placeOf(m_purpose, accountId));
}

Task<Expected<void>> SealedRecords::write(QString accountId, SecretBuffer record)
{
    const std::weak_ptr<int> alive = m_alive;
    const std::shared_ptr<Gate> gate = gateOf(accountId);
    const quint64 removals = gate->removals;
    const Expected<std::shared_ptr<const SecretBuffer>> key = co_await this->key(accountId, true);
    if (alive.expired())
        co_return failure(ErrorKind::Cancelled);
    if (!key)
        co_return failure(key);
    const QByteArray box = sealBox(**key, record.view(), placeOf(m_purpose, accountId));
    if (box.size() > MostPrivateBytes)
        co_return failure(ErrorKind::TooLarge, QStringLiteral("%1 bytes in one record").arg(box.size()));
    std::function<Expected<void>()> job = [folder = m_folder, file = fileOf(accountId), box, gate,
                                           removals]() -> Expected<void> {
        const std::lock_guard guard(gate->mutex);
        if (gate->removals != removals)
            return failure(ErrorKind::Cancelled);
        const Expected<void> made = makePrivateFolder(folder);
        return made ? writePrivateFile(file, box) : made;
    };
    co_return co_await m_workers.run(std::move(job));
}

std::shared_ptr<SealedRecords::Gate> SealedRecords::gateOf(const QString &accountId)
{
    std::shared_ptr<Gate> &gate = m_gates[accountId];
    if (!gate)
        gate = std::make_shared<Gate>();
    return gate;
}

bool SealedRecords::has(const QString &accountId) const
{
    return QFile::exists(fileOf(accountId));
}

Expected<void> SealedRecords::remove(const QString &accountId)
{
    const std::shared_ptr<Gate> gate = gateOf(accountId);
    const std::lock_guard guard(gate->mutex); // a write takes some milliseconds
    ++gate->removals;
    QFile file(fileOf(accountId));
    if (file.exists() && !file.remove())
        return failure(ErrorKind::StorageFault, file.fileName() + QStringLiteral(": ") + file.errorString());
    return {};
}

void SealedRecords::lock(const QString &accountId)
{
    ++m_locks;
    m_keys.erase(accountId);
}

} // namespace coffret
