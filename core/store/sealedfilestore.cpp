// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sealedfilestore.h"

#include "core/store/privatefile.h"

#include <QCryptographicHash>
#include <QFile>

namespace coffret {

namespace {

/// What the sealed text starts with; the value follows as it is.
QByteArray headerFor(const QString &key)
{
    return QByteArrayLiteral("coffret credential 1\n") + key.toUtf8() + '\n';
}

} // namespace

SealedFileStore::SealedFileStore(OpenPgp &openPgp, QString folder, QString keyFingerprint)
    : m_openPgp(openPgp), m_folder(std::move(folder)), m_keyFingerprint(std::move(keyFingerprint))
{
}

QString SealedFileStore::fileOf(const QString &key) const
{
    const QByteArray digest = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_folder + QLatin1Char('/') + QString::fromLatin1(digest) + QStringLiteral(".asc");
}

Task<Expected<SecretBuffer>> SealedFileStore::read(QString key)
{
    const auto message = readPrivateFile(fileOf(key));
    if (!message && message.error().kind == ErrorKind::NotFound)
        co_return failure(ErrorKind::NoCredential, key);
    if (!message)
        co_return failure(message);
    OpenRequest request(*message, {m_keyFingerprint});
    const auto opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    if (opened->verdict.state != SignatureState::Expected)
        co_return failure(ErrorKind::BadSignature, QStringLiteral("a stored credential is not signed by the own key"));
    const QByteArray header = headerFor(key);
    const std::string_view text = opened->plaintext.view();
    if (!text.starts_with(std::string_view(header.constData(), static_cast<std::size_t>(header.size()))))
        co_return failure(ErrorKind::Malformed, QStringLiteral("a stored credential belongs to another name"));
    co_return SecretBuffer::copyOf(text.substr(static_cast<std::size_t>(header.size())));
}

Task<Expected<void>> SealedFileStore::write(QString key, SecretBuffer value)
{
    const QString file = fileOf(key);
    const auto folder = makePrivateFolder(m_folder);
    if (!folder)
        co_return failure(folder);
    const QByteArray header = headerFor(key);
    SecretBuffer plaintext(static_cast<std::size_t>(header.size()) + value.size());
    plaintext.append(std::string_view(header.constData(), static_cast<std::size_t>(header.size())));
    plaintext.append(value.view());
    const QStringList recipients{m_keyFingerprint};
    const auto sealed = co_await m_openPgp.seal(std::move(plaintext), recipients, m_keyFingerprint);
    if (!sealed)
        co_return failure(sealed);
    co_return writePrivateFile(file, *sealed);
}

Task<Expected<void>> SealedFileStore::remove(QString key)
{
    QFile file(fileOf(key));
    if (file.exists() && !file.remove())
        co_return failure(ErrorKind::StorageFault, file.fileName() + QStringLiteral(": ") + file.errorString());
    co_return Expected<void>();
}

} // namespace coffret
