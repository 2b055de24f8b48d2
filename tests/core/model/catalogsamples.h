// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "tests/support/fakes.h"
#include "tests/support/summaries.h"

#include <QHash>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <vector>

namespace coffret::test {

/// Everything that can be asked of them.
inline void compare(const Catalog &one, const Catalog &other)
{
    QCOMPARE(one.size(), other.size());
    QVERIFY(one.searchArena() == other.searchArena());
    QVERIFY(one.tagCounts() == other.tagCounts());
    QVERIFY(one.endsMs() == other.endsMs());
    QVERIFY(one.collections() == other.collections());
    for (const Collection &collection : other.collections())
        QCOMPARE(one.countBelow(collection.id), other.countBelow(collection.id));
    QCOMPARE(one.kinds().size(), other.kinds().size());
    for (std::size_t i = 0; i < other.kinds().size(); ++i) {
        QCOMPARE(one.kinds()[i].markers, other.kinds()[i].markers);
        QCOMPARE(one.kinds()[i].rows, other.kinds()[i].rows);
        QVERIFY(one.kinds()[i].type == other.kinds()[i].type && one.kinds()[i].right == other.kinds()[i].right);
    }
    const std::vector<bool> tagged = one.tagSetsWith(QStringLiteral("ops"));
    const std::vector<bool> taggedThere = other.tagSetsWith(QStringLiteral("ops"));
    for (Catalog::Row row = 0; row < other.size(); ++row) {
        compareSummaries(one.summary(row), other.summary(row));
        QCOMPARE(one.path(row), other.path(row));
        QCOMPARE(one.rowOf(other.id(row)), row);
        QCOMPARE(one.searchStart(row), other.searchStart(row));
        QVERIFY(one.foldedName(row) == other.foldedName(row));
        QVERIFY(one.signature(row).letters == other.signature(row).letters);
        QVERIFY(one.signature(row).pairs == other.signature(row).pairs);
        QCOMPARE(tagged[one.tagSet(row)], taggedThere[other.tagSet(row)]);
    }
}

/// An index that changes at random, and the patches that say so.
class Churn
{
public:
    explicit Churn(quint32 seed) : m_random(seed)
    {
        fakes::SampleIndex index = fakes::sampleIndex(60, seed);
        m_collections = std::move(index.collections);
        for (SecretSummary &secret : index.secrets)
            m_secrets.insert(secret.id, secret);
    }

    [[nodiscard]] std::shared_ptr<const Catalog> built() const { return Catalog::build(m_collections, secrets()); }

    [[nodiscard]] const std::vector<Collection> &collections() const { return m_collections; }
    [[nodiscard]] std::vector<SecretSummary> secrets() const { return {m_secrets.cbegin(), m_secrets.cend()}; }

    [[nodiscard]] CatalogPatch next()
    {
        CatalogPatch patch;
        const auto times = modifiedTimes();
        if (m_random.bounded(10) == 0)
            changeCollections(patch);
        for (int i = m_random.bounded(3); i > 0; --i)
            patch.removedSecrets << someId();
        for (const QString &id : std::as_const(patch.removedSecrets))
            m_secrets.remove(id);
        for (int i = m_random.bounded(3); i > 0; --i)
            mark(patch);
        const auto before = m_secrets;
        for (int i = m_random.bounded(5); i > 0; --i)
            patch.secrets.push_back(changed(before, times));
        return patch;
    }

private:
    [[nodiscard]] QString someId() { return QStringLiteral("s%1").arg(m_random.bounded(90), 6, 10, QLatin1Char('0')); }

    void changeCollections(CatalogPatch &patch)
    {
        patch.collections.push_back(m_collections[m_random.bounded(static_cast<quint32>(m_collections.size()))]);
        if (m_random.bounded(3) == 0)
            return; // it is as it was
        Collection &collection = patch.collections.back();
        collection.name += QStringLiteral("é");
        if (m_random.bounded(2) == 0)
            collection.id = QStringLiteral("made %1").arg(m_collections.size());
        std::erase_if(m_collections, [&](const Collection &other) { return other.id == collection.id; });
        m_collections.push_back(collection);
    }

    void mark(CatalogPatch &patch)
    {
        patch.markings.push_back({someId(), Marker::CheckedOutByMe, Marker::Favourite});
        const auto marked = m_secrets.find(patch.markings.back().secretId);
        if (marked != m_secrets.end())
            marked->markers = (marked->markers & ~Markers(Marker::Favourite)) | Marker::CheckedOutByMe;
    }

    [[nodiscard]] QHash<QString, QDateTime> modifiedTimes() const
    {
        QHash<QString, QDateTime> times;
        for (const SecretSummary &secret : m_secrets)
            times.insert(secret.id, secret.modified);
        return times;
    }

    [[nodiscard]] SecretSummary changed(const QMap<QString, SecretSummary> &before,
                                        const QHash<QString, QDateTime> &times)
    {
        SecretSummary secret = before.value(someId(), before.first());
        if (m_random.bounded(3) == 0)
            secret.id = someId();
        if (m_random.bounded(2) == 0)
            secret.name = QStringLiteral("Näme %1").arg(m_random.bounded(40));
        if (m_random.bounded(2) == 0)
            secret.tags = {QStringLiteral("Täg %1").arg(m_random.bounded(9)), QStringLiteral("ops")};
        if (m_random.bounded(3) == 0)
            secret.icon = {static_cast<qint8>(m_random.bounded(3)), m_random.bounded(3u) << 8};
        if (m_random.bounded(3) == 0)
            secret.collectionId = m_random.bounded(2) == 0 ? QString() : m_collections.back().id;
        secret.modifiedBy = QStringLiteral("u%1").arg(m_random.bounded(200));
        secret.expires = m_random.bounded(2) == 0 ? QDateTime() : secret.created.addDays(m_random.bounded(9));
        secret.modified = secret.modified.addSecs(m_random.bounded(3) - 1);
        if (!(secret.modified < times.value(secret.id, secret.modified))) // older than what is there: not taken
            m_secrets.insert(secret.id, secret);
        return secret;
    }

    QRandomGenerator m_random;
    std::vector<Collection> m_collections;
    QMap<QString, SecretSummary> m_secrets;
};

} // namespace coffret::test
