// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampledata.h"

#include "core/vault/passbolt/passbolttypes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffret::fakes {

namespace {

QString uuid(quint32 kind, quint32 number)
{
    return QStringLiteral("%1-0000-4000-8000-%2")
        .arg(kind, 8, 16, QLatin1Char('0'))
        .arg(number, 12, 16, QLatin1Char('0'));
}

QString iso(const QDateTime &time)
{
    return time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss+00:00"));
}

QJsonObject rowOf(const SecretSummary &secret, quint32 number, const QString &type)
{
    const QString user = uuid(2, secret.modifiedBy.mid(1).toUInt());
    return QJsonObject{
        {QStringLiteral("id"), uuid(1, number)},
        {QStringLiteral("name"), secret.name},
        {QStringLiteral("username"), secret.username},
        {QStringLiteral("uri"), secret.uris.front()},
        {QStringLiteral("description"), QStringLiteral("Kept by the team, see the handbook before changing it")},
        {QStringLiteral("deleted"), false},
        {QStringLiteral("created"), iso(secret.created)},
        {QStringLiteral("modified"), iso(secret.modified)},
        {QStringLiteral("created_by"), user},
        {QStringLiteral("modified_by"), user},
        {QStringLiteral("resource_type_id"), type},
        {QStringLiteral("expired"), QJsonValue::Null},
        {QStringLiteral("folder_parent_id"), uuid(3, secret.collectionId.mid(1).toUInt())},
        {QStringLiteral("personal"), false},
        {QStringLiteral("favorite"), QJsonValue::Null},
    };
}

} // namespace

SampleCatalog::SampleCatalog(int count)
    : index(sampleIndex(count)), catalog(Catalog::build(index.collections, index.secrets))
{
}

CatalogPatch SampleCatalog::patchOf(int secrets) const
{
    CatalogPatch patch;
    for (int i = 0; i < secrets; ++i) {
        const std::size_t apart = index.secrets.size() / static_cast<std::size_t>(secrets);
        patch.secrets.push_back(index.secrets[static_cast<std::size_t>(i) * apart]);
        patch.secrets.back().name.prepend(QChar(u'a' + i % 26));
    }
    return patch;
}

std::vector<QByteArray> passboltPagesOf(int count, int rowsOfAPage)
{
    QStringList types = builtInPassboltSlugs().keys();
    types.sort();
    std::vector<QByteArray> pages;
    QJsonArray rows;
    quint32 number = 0;
    for (const SecretSummary &secret : sampleIndex(count).secrets) {
        rows.append(rowOf(secret, ++number, types.constFirst()));
        if (rows.size() < rowsOfAPage && number < static_cast<quint32>(count))
            continue;
        const QJsonObject page{{QStringLiteral("header"), QJsonObject{}}, {QStringLiteral("body"), rows}};
        pages.push_back(QJsonDocument(page).toJson(QJsonDocument::Compact));
        rows = {};
    }
    return pages;
}

QByteArray passboltListOf(int count)
{
    return passboltPagesOf(count, count).front();
}

SampleCache::SampleCache(int count)
    : m_key(std::make_shared<const CacheKey>(SecretBuffer::copyOf(std::string(CacheKey::Size, 'k'))))
{
    const SampleCatalog sample(count);
    CacheChange change = CacheChange::between(nullptr, *sample.catalog);
    for (CachedSecret &secret : change.secrets)
        secret.mark = QByteArray(16, 'm');
    change.whole = true;
    m_isThere = open()->apply(change).has_value();
}

std::unique_ptr<AccountCache> SampleCache::open() const
{
    return AccountCache::open(m_folder.path(), QStringLiteral("account"), m_key, m_clock).value();
}

} // namespace coffret::fakes
