// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/seed/seed.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/seed/company.h"

#include <QUrl>

#include <array>

namespace coffret::demovault {
namespace {

constexpr int secretsPerFleetCollection = 100;
constexpr std::array kinds = {SecretKind::Login,         SecretKind::Login, SecretKind::SshKey, SecretKind::ApiKey,
                              SecretKind::Login,         SecretKind::Note,  SecretKind::Login,  SecretKind::Certificate,
                              SecretKind::LoginWithTotp, SecretKind::ApiKey};
constexpr std::array services = {"postgres", "redis",  "gateway", "billing", "search", "ledger",
                                 "mailer",   "images", "metrics", "broker",  "portal", "archive"};
constexpr std::array regions = {"eu-west", "eu-north", "us-east", "ap-south", "sa-east"};

int pick(int index, qsizetype choices)
{
    // A fixed scramble, so that neighbours differ without any state.
    const auto mixed = static_cast<quint32>(index) * 2654435761U;
    return static_cast<int>((mixed >> 8) % static_cast<quint32>(choices));
}

QDateTime dateOf(int index)
{
    const QDateTime epoch(QDate(2023, 1, 9), QTime(8, 15), Qt::UTC);
    return epoch.addSecs(pick(index + 17, 900) * 86'400LL + pick(index, 36'000));
}

void setDates(SeedSecret &secret, int index)
{
    secret.created = dateOf(index);
    secret.modified = secret.created.addSecs(pick(index + 5, 200) * 86'400LL + pick(index + 3, 3'600));
}

SeedSecret fromCompany(const CompanySecret &row)
{
    SeedSecret secret;
    secret.kind = row.kind;
    secret.name = QString::fromUtf8(row.name);
    secret.username = QString::fromUtf8(row.username);
    if (*row.uri) {
        secret.uris.append(QString::fromUtf8(row.uri));
        secret.domain = QUrl(secret.uris.first()).host();
    }
    secret.description = QString::fromUtf8(row.description);
    secret.collection = row.collection;
    secret.author = row.author;
    secret.condition = row.condition;
    secret.favourite = row.favourite;
    secret.habit = row.habit;
    secret.validDays = row.validDays;
    return secret;
}

SeedSecret ofTheFleet(int index)
{
    const QString service = QLatin1String(services[static_cast<std::size_t>(pick(index, services.size()))]);
    const QString region = QLatin1String(regions[static_cast<std::size_t>(pick(index + 7, regions.size()))]);
    SeedSecret secret;
    secret.kind = kinds[static_cast<std::size_t>(index) % kinds.size()];
    secret.name =
        QStringLiteral("%1-%2-%3").arg(service, region, QString::number(index).rightJustified(6, QLatin1Char('0')));
    secret.username = QStringLiteral("svc_%1_%2").arg(service).arg(index % 97);
    secret.domain = QStringLiteral("%1.%2.halden.example").arg(service, region);
    secret.uris.append(QStringLiteral("https://%1:%2/").arg(secret.domain).arg(8000 + index % 900));
    if (index % 4 == 0)
        secret.description = QStringLiteral("Instance %1 of %2 in %3").arg(index).arg(service, region);
    secret.author = index % 3 == 0 ? Author::Betty : Author::Ada;
    secret.favourite = index % 500 == 0;
    return secret;
}

} // namespace

Seed::Seed(int count) : m_count(count)
{
    for (const CompanyCollection &row : companyCollections())
        m_collections.append({QString::fromUtf8(row.name), row.parent, row.personal});
    addFleetCollections();
}

void Seed::addFleetCollections()
{
    const int written = static_cast<int>(companySecrets().size());
    if (m_count <= written)
        return;
    const int fleet = static_cast<int>(m_collections.size());
    m_collections.append({QStringLiteral("Fleet"), -1, false});
    for (const char *region : regions)
        m_collections.append({QLatin1String(region), fleet, false});
    m_firstFleet = static_cast<int>(m_collections.size());
    const int clusters = (m_count - written + secretsPerFleetCollection - 1) / secretsPerFleetCollection;
    for (int i = 0; i < clusters; ++i)
        m_collections.append({QStringLiteral("cluster-%1").arg(i, 4, 10, QLatin1Char('0')),
                              fleet + 1 + i % static_cast<int>(regions.size()), false});
}

SeedSecret Seed::secret(int index) const
{
    const auto written = companySecrets();
    const int surplus = index - static_cast<int>(written.size());
    SeedSecret secret = surplus < 0 ? fromCompany(written[static_cast<std::size_t>(index)]) : ofTheFleet(index);
    if (surplus >= 0)
        secret.collection = m_firstFleet + surplus / secretsPerFleetCollection;
    setDates(secret, index);
    return secret;
}

} // namespace coffret::demovault
