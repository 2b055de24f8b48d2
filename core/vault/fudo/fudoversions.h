// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>

namespace coffret {

/// Which version of a secret a date in milliseconds stands for. The server has no version numbers, only times with more
/// digits than a QDateTime keeps, so the texts are remembered as they came. Main thread.
class FudoVersions
{
public:
    /// A list said so. Another text for the same millisecond makes it unknown which of the two is meant.
    void listed(const QString &id, const QDateTime &time, const QString &text)
    {
        Version &version = m_versions[id];
        const bool isAmbiguous = version.time == time && version.text != text;
        version = {time, isAmbiguous ? QString() : text};
    }
    /// An editor begins from this one.
    void opened(const QString &id, const QDateTime &time, const QString &text) { m_versions[id] = {time, text}; }
    void clear() { m_versions.clear(); }

    /// Whether what the server has now is what began at this time. A null time fits everything.
    [[nodiscard]] bool isSame(const QString &id, const QDateTime &began, const QDateTime &time,
                              const QString &text) const
    {
        if (began.isNull())
            return true;
        const auto known = m_versions.constFind(id);
        if (known == m_versions.constEnd() || known->time != began)
            return began == time;
        return known->text == text;
    }

private:
    struct Version
    {
        QDateTime time;
        QString text;
    };
    QHash<QString, Version> m_versions;
};

} // namespace coffret
