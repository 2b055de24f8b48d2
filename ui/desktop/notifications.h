// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace coffret {

/// What is said to somebody who looks at something else.
struct Notice
{
    QString title; ///< a sentence
    QString text;  ///< more of it; may be empty

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// Shows notices as the desktop does (org.freedesktop.Notifications), at most one for each topic. Whatever is handed
/// over is seen by every program of the session. Owned by the composition root, main thread.
class Notifications : public QObject
{
    Q_OBJECT
public:
    explicit Notifications(QObject *parent = nullptr);

    void show(const QString &topic, const Notice &notice); ///< in place of an earlier one of this topic
    [[nodiscard]] bool isShown(const QString &topic) const { return m_shown.value(topic).id != 0; }
    void withdraw(const QString &topic);
    void withdrawAll();

Q_SIGNALS:
    void chosen(const QString &topic);               ///< clicked, or "Open"
    void undelivered(const coffret::Notice &notice); ///< nobody shows notifications

private Q_SLOTS:
    void onAction(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    struct Shown
    {
        uint id = 0;       ///< 0: the desktop has not answered yet
        quint64 asked = 0; ///< an answer to another question is void
    };
    void send(const QString &topic, const Notice &notice, bool takesMarkup);
    void take(const QString &topic, quint64 asked, uint id);
    static void close(uint id);

    QHash<QString, Shown> m_shown; ///< by topic
    quint64 m_asked = 0;
};

} // namespace coffret
