// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pinstore.h"

#include "core/store/privatefile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace coffret {

namespace {

constexpr int FormatVersion = 1;

QString normalized(const QString &fingerprint)
{
    return fingerprint.toUpper().remove(QLatin1Char(' '));
}

/// {"<account>": {"<subject>": "<fingerprint>"}}; nothing when any part of it is not that.
std::optional<QHash<QString, QHash<QString, QString>>> pinsFromJson(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    QHash<QString, QHash<QString, QString>> pins;
    const QJsonObject accounts = value.toObject();
    for (auto account = accounts.begin(); account != accounts.end(); ++account) {
        if (!account->isObject())
            return std::nullopt;
        const QJsonObject subjects = account->toObject();
        for (auto subject = subjects.begin(); subject != subjects.end(); ++subject) {
            if (!subject->isString())
                return std::nullopt;
            pins[account.key()].insert(subject.key(), normalized(subject->toString()));
        }
    }
    return pins;
}

} // namespace

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
    auto pins = pinsFromJson(root.value(QLatin1String("pins")));
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
    if (!m_loaded)
        return failure(ErrorKind::StorageFault, m_file);
    const QString known = pinned(accountId, subject);
    if (!known.isEmpty())
        return known == normalized(fingerprint) ? Match::Same : Match::Changed;
    const auto kept = accept(accountId, subject, fingerprint);
    if (!kept)
        return failure(kept);
    return Match::FirstSeen;
}

QString PinStore::pinned(const QString &accountId, const QString &subject) const
{
    return m_pins.value(accountId).value(subject);
}

Expected<void> PinStore::accept(const QString &accountId, const QString &subject, const QString &fingerprint)
{
    if (normalized(fingerprint).isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("empty fingerprint"));
    Pins pins = m_pins;
    pins[accountId].insert(subject, normalized(fingerprint));
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
    for (auto account = pins.cbegin(); account != pins.cend(); ++account) {
        QJsonObject subjects;
        for (auto subject = account->cbegin(); subject != account->cend(); ++subject)
            subjects.insert(subject.key(), subject.value());
        accounts.insert(account.key(), subjects);
    }
    const QJsonObject root{{QStringLiteral("version"), FormatVersion}, {QStringLiteral("pins"), accounts}};
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
