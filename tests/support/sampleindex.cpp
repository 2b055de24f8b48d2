// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace coffret::fakes {

namespace {

template <typename Words>
QString pick(QRandomGenerator &random, const Words &words)
{
    return QString::fromUtf8(words[random.bounded(static_cast<quint32>(words.size()))]);
}

constexpr std::array Places{"Production", "Staging", "Finance",   "Human Resources", "Networking", "Customers",
                            "Büro Köln",  "Бэкап",   "Databases", "Marketing",       "Archive",    "東京"};
constexpr std::array Things{"GitHub",   "router",       "mail server", "Jenkins", "PostgreSQL",
                            "VPN",      "bank account", "WordPress",   "printer", "Grafana",
                            "AWS root", "Kubernetes",   "Café Wi-Fi",  "камера"};
constexpr std::array People{"admin", "root", "ada", "grace.hopper", "ops", "deploy", "j.müller", "backup"};
constexpr std::array Hosts{"example.org", "example.com", "example.net", "corp.example", "lab.test"};

SecretSummary sampleSecret(QRandomGenerator &random, int number, std::size_t collections)
{
    SecretSummary secret;
    secret.id = QStringLiteral("s%1").arg(number, 6, 10, QLatin1Char('0'));
    const QString thing = pick(random, Things);
    secret.name = QStringLiteral("%1 %2 %3").arg(thing, pick(random, Places)).arg(random.bounded(10'000));
    secret.username = pick(random, People);
    const QString host = QString(thing).toLower().remove(QLatin1Char(' '));
    secret.uris = {QStringLiteral("https://%1%2.%3/login").arg(host).arg(random.bounded(100)).arg(pick(random, Hosts))};
    if (random.bounded(8) != 0)
        secret.collectionId =
            QStringLiteral("c%1").arg(random.bounded(static_cast<quint32>(collections)), 3, 10, QLatin1Char('0'));
    secret.type = static_cast<SecretType>(random.bounded(10) < 7 ? 0 : random.bounded(1, 5));
    secret.vendorType = toString(secret.type);
    secret.markers.setFlag(Marker::Favourite, random.bounded(20) == 0);
    secret.markers.setFlag(Marker::HasTotp, random.bounded(10) == 0);
    secret.created = QDateTime::fromSecsSinceEpoch(1'600'000'000 + random.bounded(50'000'000), Qt::UTC);
    secret.modified = secret.created.addSecs(random.bounded(40'000'000));
    secret.modifiedBy = QStringLiteral("u%1").arg(random.bounded(50));
    return secret;
}

} // namespace

SampleIndex sampleIndex(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    SampleIndex index;
    const int collections = std::clamp(count / 50, 3, 900);
    for (int i = 0; i < collections; ++i) {
        const auto number = [](int n) { return QStringLiteral("c%1").arg(n, 3, 10, QLatin1Char('0')); };
        const QString parent = i > 2 && random.bounded(4) != 0 ? number(random.bounded(i)) : QString();
        index.collections.push_back({number(i), parent, pick(random, Places), AccessRight::Own});
    }
    index.secrets.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        index.secrets.push_back(sampleSecret(random, i, index.collections.size()));
    return index;
}

} // namespace coffret::fakes
