// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/command.h"

#include "ui/viewmodels/keynames.h"

#include <utility>

namespace coffret {

Command::Command(Spec spec, QObject *parent) : QObject(parent), m_spec(std::move(spec)) {}

Command::~Command() = default;

QStringList Command::shownKeys() const
{
    QStringList shown;
    for (const QString &key : std::as_const(m_spec.keys))
        shown.append(keyNames(key));
    for (const QString &key : std::as_const(m_spec.localKeys))
        shown.append(keyNames(key));
    return shown;
}

QString Command::keysText() const
{
    return shownKeys().join(QLatin1Char(' '));
}

QString Command::firstKey() const
{
    return shownKeys().value(0);
}

void Command::refresh()
{
    const QString asleep = m_spec.asleep ? m_spec.asleep() : QString();
    const QString reason = asleep.isEmpty() && m_spec.reason ? m_spec.reason() : asleep;
    if (m_reason == reason && m_awake == asleep.isEmpty() && m_name == name())
        return;
    m_name = name();
    m_reason = reason;
    m_awake = asleep.isEmpty();
    Q_EMIT changed();
}

void Command::run()
{
    refresh();
    if (!isAvailable())
        Q_EMIT refused(m_reason);
    else if (m_spec.run)
        m_spec.run();
}

} // namespace coffret
