// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cachekeys.h"

#include "core/secret/sealedbox.h"
#include "core/store/privatefile.h"

#include <QFile>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 LargestMessage = 64 * 1024;
enum Subkey : quint64 { Boxes = 1, Names = 2 };

/// What the sealed text starts with; the key follows as it is.
QByteArray headerFor(const QString &accountId)
{
    return QByteArrayLiteral("coffret cache key 1\n") + accountId.toUtf8() + '\n';
}

/// Whether a message that failed like this will never open, whatever the user does.
bool isBroken(ErrorKind kind)
{
    return kind == ErrorKind::CorruptMessage || kind == ErrorKind::BadSignature || kind == ErrorKind::NotEncrypted ||
           kind == ErrorKind::TooLarge || kind == ErrorKind::Malformed;
}

Expected<SecretBuffer> keyIn(const OpenedMessage &opened, const QString &accountId)
{
    const SignatureState state = opened.verdict.state;
    if (state == SignatureState::ExpiredKey || state == SignatureState::RevokedKey)
        return failure(ErrorKind::KeyUnusable, opened.verdict.signerFingerprint);
    if (state != SignatureState::Expected)
        return failure(ErrorKind::Malformed, QStringLiteral("a cache's key is not signed by the own key"));
    const QByteArray header = headerFor(accountId);
    const std::string_view text = opened.plaintext.view();
    const auto start = static_cast<std::size_t>(header.size());
    if (!text.starts_with(std::string_view(header.constData(), start)) || text.size() != start + CacheKey::Size)
        return failure(ErrorKind::Malformed, QStringLiteral("a cache's key belongs to another account"));
    return SecretBuffer::copyOf(text.substr(start));
}

/// Puts right what is missing or broken beside the file that opened.
void restoreOther(const QString &file, const QString &other, bool isOtherBroken)
{
    if (isOtherBroken)
        static_cast<void>(moveAside(other));
    const Expected<QByteArray> message = readPrivateFile(file, LargestMessage);
    if (message && !QFile::exists(other))
        static_cast<void>(writePrivateFile(other, *message)); // there is one that opens, and the next start tries again
}

} // namespace

CacheKey::CacheKey(const SecretBuffer &master) : m_boxes(subkey(master, Boxes)), m_names(subkey(master, Names)) {}

CacheKeys::CacheKeys(OpenPgp &openPgp, CredentialStore &credentials, QString folder)
    : m_openPgp(openPgp), m_credentials(credentials), m_folder(std::move(folder))
{
}

QString CacheKeys::credentialOf(const QString &accountId)
{
    return accountId + QStringLiteral("/cache");
}

Task<Expected<std::shared_ptr<const CacheKey>>> CacheKeys::open(Account account, bool makesOne, StopToken stop)
{
    if (const auto known = m_keys.find(account.id); known != m_keys.end())
        co_return std::as_const(known->second); // QCoro moves from what is not const
    const std::weak_ptr<int> alive = m_alive;
    const quint64 locks = m_locks;
    Task<Expected<SecretBuffer>> finding =
        account.keyFingerprint.isEmpty() ? fromCredentials(account.id, makesOne) : fromFiles(account, makesOne, stop);
    const Expected<SecretBuffer> master = co_await finding;
    if (alive.expired())
        co_return failure(ErrorKind::Cancelled);
    if (!master)
        co_return failure(master);
    auto key = std::make_shared<const CacheKey>(*master);
    if (locks == m_locks)
        m_keys[account.id] = key;
    co_return key;
}

Task<Expected<SecretBuffer>> CacheKeys::fromCredentials(QString accountId, bool makesOne)
{
    const std::weak_ptr<int> alive = m_alive;
    const QString name = credentialOf(accountId);
    Expected<SecretBuffer> kept = co_await m_credentials.read(name);
    if (alive.expired())
        co_return failure(ErrorKind::Cancelled);
    const bool isThere = kept && kept->size() == CacheKey::Size;
    if (isThere || (!kept && kept.error().kind != ErrorKind::NoCredential))
        co_return std::move(kept);
    if (!makesOne)
        co_return failure(ErrorKind::NotFound, name);
    SecretBuffer made = newBoxKey();
    SecretBuffer copy = made.clone();
    const Expected<void> written = co_await m_credentials.write(name, std::move(copy));
    if (!written)
        co_return failure(written);
    co_return std::move(made);
}

Task<Expected<SecretBuffer>> CacheKeys::fromFiles(Account account, bool makesOne, StopToken stop)
{
    const std::weak_ptr<int> alive = m_alive;
    const QStringList files = CachePlace(m_folder, account.id).keys();
    QStringList broken;
    for (const QString &file : files) {
        Expected<SecretBuffer> key = co_await openFile(file, account, stop);
        if (alive.expired())
            co_return failure(ErrorKind::Cancelled);
        if (key) {
            const QString other = file == files.front() ? files.back() : files.front();
            restoreOther(file, other, broken.contains(other));
            co_return std::move(key);
        }
        if (key.error().kind == ErrorKind::Malformed)
            broken.append(file);
        else if (key.error().kind != ErrorKind::NotFound)
            co_return std::move(key);
    }
    if (!makesOne)
        co_return failure(ErrorKind::NotFound, files.front());
    for (const QString &file : std::as_const(broken)) {
        if (const Expected<QString> aside = moveAside(file); !aside)
            co_return failure(aside);
    }
    Expected<SecretBuffer> made = co_await makeFiles(account, stop);
    co_return std::move(made);
}

Task<Expected<SecretBuffer>> CacheKeys::openFile(QString file, Account account, StopToken stop)
{
    const std::weak_ptr<int> alive = m_alive;
    const Expected<QByteArray> message = readPrivateFile(file, LargestMessage);
    if (!message && message.error().kind == ErrorKind::TooLarge)
        co_return failure(ErrorKind::Malformed, file);
    if (!message)
        co_return failure(message);
    OpenRequest request(*message, {account.keyFingerprint});
    request.stop = stop;
    const Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (alive.expired())
        co_return failure(ErrorKind::Cancelled);
    if (opened)
        co_return keyIn(*opened, account.id);
    bool isLost = isBroken(opened.error().kind);
    if (opened.error().kind == ErrorKind::NoSecretKey)
        isLost = co_await isForAnotherKey(*message, account.keyFingerprint);
    if (isLost)
        co_return failure(ErrorKind::Malformed, file);
    co_return failure(opened);
}

/// A card that is not there is no reason to give up what it opens; a key that the user has no more is.
Task<bool> CacheKeys::isForAnotherKey(QByteArray message, QString fingerprint)
{
    const Expected<KeyInfo> own = co_await m_openPgp.findKey(fingerprint);
    const std::optional<QStringList> recipients = recipientKeyIds(message);
    if (!own || !recipients)
        co_return false;
    co_return std::none_of(recipients->begin(), recipients->end(),
                           [&own](const QString &id) { return own->encryptionKeyIds.contains(id); });
}

Task<Expected<SecretBuffer>> CacheKeys::makeFiles(Account account, StopToken stop)
{
    const QStringList files = CachePlace(m_folder, account.id).keys();
    const QString folder = m_folder;
    const QByteArray header = headerFor(account.id);
    SecretBuffer key = newBoxKey();
    SecretBuffer text(static_cast<std::size_t>(header.size()) + key.size());
    text.append(std::string_view(header.constData(), static_cast<std::size_t>(header.size())));
    text.append(key.view());
    const QStringList recipients{account.keyFingerprint};
    const Expected<QByteArray> sealed =
        co_await m_openPgp.seal(std::move(text), recipients, account.keyFingerprint, stop);
    if (!sealed)
        co_return failure(sealed);
    if (const Expected<void> made = makePrivateFolder(folder); !made)
        co_return failure(made);
    for (const QString &file : files) {
        if (const Expected<void> written = writePrivateFile(file, *sealed); !written)
            co_return failure(written);
    }
    co_return std::move(key);
}

void CacheKeys::lock(const QString &accountId)
{
    ++m_locks;
    m_keys.erase(accountId);
}

Expected<void> CacheKeys::remove(const QString &accountId)
{
    lock(accountId);
    return CachePlace(m_folder, accountId).removeKeyFiles();
}

} // namespace coffret
