// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pinstore.h"

#include "core/store/privatefile.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffret {

namespace {

constexpr int FormatVersion = 1;

QString normalized(const QString &fingerprint)
{
    return fingerprint.toUpper().remove(QLatin1Char(' '));
}

} // namespace

/// {"pins": {"<account>": {"<subject>": "<fingerprint>"}}, "confirmed": {"<account>": ["<subject>"]}}, where older
/// files lack what is confirmed; nothing when any part of the pins is not that.
std::optional<PinStore::Pins> PinStore::pinsFromJson(const QJsonObject &root)
{
    const QJsonValue value = root.value(QLatin1String("pins"));
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject confirmed = root.value(QLatin1String("confirmed")).toObject();
    Pins pins;
    const QJsonObject accounts = value.toObject();
    for (auto account = accounts.begin(); account != accounts.end(); ++account) {
        if (!account->isObject())
            return std::nullopt;
        const QJsonArray compared = confirmed.value(account.key()).toArray();
        const QJsonObject subjects = account->toObject();
        for (auto subject = subjects.begin(); subject != subjects.end(); ++subject) {
            if (!subject->isString())
                return std::nullopt;
            pins[account.key()].insert(subject.key(),
                                       Pin{normalized(subject->toString()), compared.contains(subject.key())});
        }
    }
    return pins;
}

PinStore::PinStore(QString file) : m_file(std::move(file)) {}

Expected<void> PinStore::load()
{
    m_loaded = false;
    m_pins.clear();
    const auto contents = readPrivateFile(m_file);
    if (!contents && contents.error().kind == ErrorKind::NotFound) {
        m_loaded = true;
        return {};
    }
    if (!contents)
        return failure(contents);
    const QJsonObject root = QJsonDocument::fromJson(*contents).object();
    if (root.value(QLatin1String("version")).toInt() > FormatVersion)
        return failure(ErrorKind::Unsupported, m_file);
    auto pins = pinsFromJson(root);
    if (!pins) {
        const auto aside = moveAside(m_file);
        if (!aside)
            return failure(aside);
        m_loaded = true;
        return failure(ErrorKind::Malformed, *aside);
    }
    m_pins = *std::move(pins);
    m_loaded = true;
    return {};
}

Expected<PinStore::Match> PinStore::check(const QString &accountId, const QString &subject, const QString &fingerprint)
{
    const auto matches = check(accountId, QHash<QString, QString>{{subject, fingerprint}});
    if (!matches)
        return failure(matches);
    return matches->value(subject);
}

Expected<QHash<QString, PinStore::Match>> PinStore::check(const QString &accountId,
                                                          const QHash<QString, QString> &fingerprints)
{
    if (!m_loaded)
        return failure(ErrorKind::StorageFault, m_file);
    QHash<QString, Match> matches;
    QHash<QString, Pin> fresh;
    for (auto it = fingerprints.cbegin(); it != fingerprints.cend(); ++it) {
        const QString fingerprint = normalized(it.value());
        const QString known = pinned(accountId, it.key());
        if (!known.isEmpty()) {
            matches.insert(it.key(), known == fingerprint ? Match::Same : Match::Changed);
            continue;
        }
        if (fingerprint.isEmpty())
            return failure(ErrorKind::InvalidInput, QStringLiteral("empty fingerprint"));
        fresh.insert(it.key(), Pin{fingerprint, false});
        matches.insert(it.key(), Match::FirstSeen);
    }
    if (fresh.isEmpty())
        return matches;
    Pins pins = m_pins;
    pins[accountId].insert(fresh);
    if (const auto kept = replace(std::move(pins)); !kept)
        return failure(kept);
    return matches;
}

QString PinStore::pinned(const QString &accountId, const QString &subject) const
{
    return m_pins.value(accountId).value(subject).fingerprint;
}

bool PinStore::isConfirmed(const QString &accountId, const QString &subject, const QString &fingerprint) const
{
    const Pin pin = m_pins.value(accountId).value(subject);
    return pin.confirmed && pin.fingerprint == normalized(fingerprint);
}

Expected<void> PinStore::accept(const QString &accountId, const QString &subject, const QString &fingerprint)
{
    if (isConfirmed(accountId, subject, fingerprint))
        return {};
    return keep(accountId, subject, Pin{normalized(fingerprint), true});
}

Expected<void> PinStore::keep(const QString &accountId, const QString &subject, const Pin &pin)
{
    if (pin.fingerprint.isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("empty fingerprint"));
    Pins pins = m_pins;
    pins[accountId].insert(subject, pin);
    return replace(std::move(pins));
}

Expected<void> PinStore::forgetAccount(const QString &accountId)
{
    Pins pins = m_pins;
    if (!pins.remove(accountId))
        return {};
    return replace(std::move(pins));
}

Expected<void> PinStore::replace(Pins pins)
{
    if (!m_loaded)
        return failure(ErrorKind::StorageFault, m_file);
    QJsonObject accounts;
    QJsonObject confirmed;
    for (auto account = pins.cbegin(); account != pins.cend(); ++account) {
        QJsonObject subjects;
        QJsonArray compared;
        for (auto subject = account->cbegin(); subject != account->cend(); ++subject) {
            subjects.insert(subject.key(), subject->fingerprint);
            if (subject->confirmed)
                compared.append(subject.key());
        }
        accounts.insert(account.key(), subjects);
        confirmed.insert(account.key(), compared);
    }
    const QJsonObject root{{QStringLiteral("version"), FormatVersion},
                           {QStringLiteral("pins"), accounts},
                           {QStringLiteral("confirmed"), confirmed}};
    const auto folder = makePrivateFolder(QFileInfo(m_file).absolutePath());
    if (!folder)
        return failure(folder);
    const auto written = writePrivateFile(m_file, QJsonDocument(root).toJson());
    if (!written)
        return failure(written);
    m_pins = std::move(pins);
    return {};
}

} // namespace coffret
