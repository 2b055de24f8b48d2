// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkmemory.h"

#include "core/vault/commandk/commandkparts.h"

namespace coffret {

namespace {

constexpr const char *Form = "commandk 1";
const QString WritesKey = QStringLiteral("writes");

} // namespace

SecretBuffer CommandKMemory::surroundings() const
{
    return m_parts->api ? packMemory(Form, {{WritesKey, m_parts->mayWrite()}}) : SecretBuffer();
}

VaultMemory::Extras CommandKMemory::extras() const
{
    return [](const QString &) { return QByteArray(); };
}

Expected<void> CommandKMemory::recall(const SecretBuffer &surroundings, QHash<QString, QByteArray>)
{
    const Expected<QJsonObject> content = unpackMemory(Form, surroundings);
    if (!content)
        return failure(content);
    const QJsonValue writes = content->value(WritesKey);
    if (!writes.isBool())
        return failure(ErrorKind::Malformed, QStringLiteral("the memory of a CommandK vault"));
    m_parts->wrote = writes.toBool();
    return {};
}

} // namespace coffret
