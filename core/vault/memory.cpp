// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/memory.h"

#include <QJsonDocument>

namespace coffret {

namespace {

constexpr std::size_t LargestMemory = 16 * 1024 * 1024; // ten thousand colleagues have a tenth of that
const QString FormKey = QStringLiteral("form");

} // namespace

SecretBuffer packMemory(const char *form, const QJsonObject &content)
{
    QJsonObject whole = content;
    whole.insert(FormKey, QLatin1String(form));
    QByteArray json = QJsonDocument(whole).toJson(QJsonDocument::Compact);
    return SecretBuffer::takeFrom({json.data(), static_cast<std::size_t>(json.size())});
}

Expected<QJsonObject> unpackMemory(const char *form, const SecretBuffer &packed)
{
    if (packed.size() > LargestMemory)
        return failure(ErrorKind::Malformed, QStringLiteral("too much to remember"));
    const auto bytes = QByteArray::fromRawData(packed.view().data(), static_cast<qsizetype>(packed.size()));
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    if (!json.isObject() || json.object().value(FormKey) != QLatin1String(form))
        return failure(ErrorKind::Malformed, QStringLiteral("not a memory of the form %1").arg(QLatin1String(form)));
    return json.object();
}

} // namespace coffret
