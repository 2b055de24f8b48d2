// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudomemory.h"

#include "core/vault/fudo/fudoparts.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace coffret {

namespace {

constexpr const char *Form = "fudo 1";
constexpr qsizetype LargestExtra = 1024 * 1024;
const QString DomainKey = QStringLiteral("domain");
const QString CertificateKey = QStringLiteral("certificate");
const QString UrisKey = QStringLiteral("uris");

} // namespace

SecretBuffer FudoMemory::surroundings() const
{
    return m_parts->api ? packMemory(Form, {}) : SecretBuffer();
}

VaultMemory::Extras FudoMemory::extras() const
{
    const auto read = m_parts->index ? m_parts->index->allExtras() : QHash<QString, FudoExtras>();
    return [read, recalled = m_parts->recalled](const QString &secretId) {
        const auto extras = read.constFind(secretId);
        return extras == read.cend() ? recalled.value(secretId) : fudoExtra(*extras);
    };
}

Expected<void> FudoMemory::recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras)
{
    const Expected<QJsonObject> content = unpackMemory(Form, surroundings);
    if (!content)
        return failure(content);
    m_parts->recalled = std::move(extras);
    return {};
}

QByteArray fudoExtra(const FudoExtras &extras)
{
    const QJsonObject content{{DomainKey, extras.domain},
                              {CertificateKey, extras.certificate},
                              {UrisKey, QJsonArray::fromStringList(extras.uris)}};
    return QJsonDocument(content).toJson(QJsonDocument::Compact);
}

FudoExtras fudoExtrasIn(const QByteArray &extra)
{
    FudoExtras extras;
    if (extra.isEmpty() || extra.size() > LargestExtra)
        return extras;
    const QJsonObject content = QJsonDocument::fromJson(extra).object();
    extras.domain = content.value(DomainKey).toString();
    extras.certificate = content.value(CertificateKey).toString();
    for (const QJsonValue uri : content.value(UrisKey).toArray())
        extras.uris.append(uri.toString());
    return extras;
}

} // namespace coffret
