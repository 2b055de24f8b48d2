// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/items/revealedsecret.h"
#include "ui/viewmodels/countdown.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;

/// The primary value of one secret, outside its own pane: shown for a while, or copied. One at a time. Owned by a
/// view-model, main thread.
class ShownValue : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret NOTIFY changed)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    ShownValue(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
               QObject *parent = nullptr);
    ~ShownValue() override;

    void show(Session *session, const QString &secretId);
    /// label: what the message says was copied.
    void copy(Session *session, const QString &secretId, const QString &label);
    void clear(); ///< hides, and drops what is under way

    [[nodiscard]] bool isShown() const { return m_secret != nullptr; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] RevealedSecret *secret() const { return m_secret.get(); }
    [[nodiscard]] double remaining() const { return m_countdown.remaining(); }
    [[nodiscard]] bool isRunning() const { return m_countdown.isRunning(); }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;

    Q_INVOKABLE void hide();
    Q_INVOKABLE void keep(); ///< shown until it is hidden

Q_SIGNALS:
    void changed();
    void ticked();

private:
    void fetch(Session *session, const QString &secretId, Session::Use use,
               std::function<void(Session::Revealed)> then);

    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    Countdown m_countdown;
    std::unique_ptr<RevealedSecret> m_secret;
    std::optional<Error> m_error;
    bool m_busy = false;
    quint64 m_generation = 0; ///< answers about an earlier value are dropped
    std::stop_source m_stop;
};

} // namespace coffret
