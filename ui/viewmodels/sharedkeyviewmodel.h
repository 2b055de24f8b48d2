// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The key that names of shared things are encrypted for, of the account in view: one that the user has yet to accept,
/// or one that they were not given. Owned by AppViewModel, main thread.
class SharedKeyViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool different READ isDifferent NOTIFY changed) ///< there is one to accept
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString keyName READ keyName NOTIFY changed)
    Q_PROPERTY(QString acceptedFingerprint READ acceptedFingerprint NOTIFY changed) ///< empty: none was before
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
    Q_PROPERTY(QString givenBy READ givenBy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString missingText READ missingText NOTIFY changed) ///< empty unless secrets wait for the key
public:
    explicit SharedKeyViewModel(QObject *parent = nullptr);
    ~SharedKeyViewModel() override;

    void watch(Session *session); ///< null: none. It may go at any time.

    [[nodiscard]] bool isDifferent() const { return m_change.has_value(); }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString keyName() const;
    [[nodiscard]] QString acceptedFingerprint() const;
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QString givenBy() const;
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString missingText() const;

    Q_INVOKABLE void ask();
    Q_INVOKABLE void cancel();
    /// compared: the fingerprint, as it was shown; another key is not accepted. Syncs, which judges anew.
    Q_INVOKABLE void accept(const QString &compared);

Q_SIGNALS:
    void changed();

private:
    void look();

    QPointer<Session> m_session;
    std::optional<SharedKeyChange> m_change;
    int m_waiting = 0; ///< secrets that cannot be read without the key
    bool m_asking = false;
    QString m_errorText;
};

} // namespace coffret
