// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QVariantMap>

#include <functional>

class QDBusMessage;

namespace coffret {

enum class PortalOutcome { Granted, Declined, Failed };

/// One question to the desktop's portal, which may ask the user before it answers. Deletes itself after the answer; its
/// parent's end drops it. Main thread.
class PortalRequest : public QObject
{
    Q_OBJECT
public:
    using Outcome = PortalOutcome;
    using Answer = std::function<void(Outcome outcome, const QVariantMap &results)>;
    struct Question
    {
        const char *interface; ///< "Screenshot" of org.freedesktop.portal.Screenshot
        const char *method;
        QVariantList arguments; ///< without the options, which come last
        QVariantMap options;    ///< without the token, which is added
    };

    /// Never answers before it returns.
    static PortalRequest *ask(const QDBusConnection &bus, const Question &question, QObject *parent, Answer answer);
    /// Takes the question back. An answer that is on its way comes all the same.
    void close();

    /// What the paths of this connection's requests and sessions end with, and what options name them by.
    [[nodiscard]] static QString newToken();
    /// kind: "request" or "session". Known before it exists, so that nothing it says is missed.
    [[nodiscard]] static QString pathOf(const QDBusConnection &bus, const char *kind, const QString &token);

private Q_SLOTS:
    void onResponse(uint response, const QVariantMap &results);
    void onGone();

private:
    PortalRequest(const QDBusConnection &bus, QString path, QObject *parent, Answer answer);
    void finish(Outcome outcome, const QVariantMap &results);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher; ///< a portal that ends answers nothing any more
    QString m_path;
    Answer m_answer;
};

} // namespace coffret
