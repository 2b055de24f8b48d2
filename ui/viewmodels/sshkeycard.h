// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshpublicline.h"
#include "ui/viewmodels/agentkeys.h"
#include "ui/viewmodels/usermessages.h"

#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ClipboardGuard;
class DetailViewModel;
class Settings;

/// The shown secret as an SSH key: what its public half says, copying that, and lending the private half to the user's
/// agent. Has nothing to say about other secrets. Owned by BrowseViewModel, main thread.
class SshKeyCard : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(bool proved READ isProved NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString comment READ comment NOTIFY changed)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
    Q_PROPERTY(QString warning READ warning NOTIFY changed)
    Q_PROPERTY(QString useHint READ useHint NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool lent READ isLent NOTIFY changed)
    Q_PROPERTY(QString lentText READ lentText NOTIFY changed)
    Q_PROPERTY(QString leftText READ leftText NOTIFY ticked)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(Span span READ span WRITE setSpan NOTIFY choiceChanged)
    Q_PROPERTY(QString minutes READ minutes WRITE setMinutes NOTIFY choiceChanged)
    Q_PROPERTY(QString minutesError READ minutesError NOTIFY choiceChanged)
    Q_PROPERTY(bool confirm READ confirm WRITE setConfirm NOTIFY choiceChanged)
public:
    /// How long a key stays in the agent.
    enum Span { UntilLocked, OneHour, EightHours, OwnMinutes };
    Q_ENUM(Span)
    static constexpr int MostMinutes = 24 * 60;

    SshKeyCard(DetailViewModel &detail, AgentKeys &agentKeys, const Settings &settings, ClipboardGuard &clipboard,
               ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~SshKeyCard() override;

    /// Looks at the shown secret again.
    void show(Session *session);
    void letGo(); ///< access has ended: what was worked out stays, nothing goes on

    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] bool isProved() const { return m_proved; } ///< the public half is that of the private key
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString comment() const;
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QString warning() const;
    [[nodiscard]] QString useHint() const; ///< why the private key may not be used; empty when it may
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool isLent() const { return lent() != nullptr; }
    [[nodiscard]] QString lentText() const;
    [[nodiscard]] QString leftText() const;
    [[nodiscard]] double remaining() const; ///< 1 when it was put in
    [[nodiscard]] QString errorText() const { return m_message.text; }
    [[nodiscard]] QString errorHint() const { return m_message.hint; }
    [[nodiscard]] QString question() const { return m_question; }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] Span span() const { return m_span; }
    void setSpan(Span span);
    [[nodiscard]] QString minutes() const { return m_minutes; }
    void setMinutes(const QString &minutes);
    [[nodiscard]] QString minutesError() const { return m_minutesError; }
    [[nodiscard]] bool confirm() const { return m_confirm; }
    void setConfirm(bool confirm);

    Q_INVOKABLE void copyPublicKey(); ///< of the private key, which is opened for it the first time
    Q_INVOKABLE void askToAdd();      ///< for how long
    Q_INVOKABLE void add();
    Q_INVOKABLE void cancelAdding();
    Q_INVOKABLE void takeOut();
    Q_INVOKABLE void goOn(); ///< with what nobody vouches for
    Q_INVOKABLE void dropQuestion();
    Q_INVOKABLE void dismissError();

Q_SIGNALS:
    void changed();
    void ticked();
    void choiceChanged();
    void accessRefused(coffret::ErrorKind kind); ///< values are lent here, and this one is not at present

private:
    enum class Purpose { CopyPublicKey, Add };
    struct Material
    {
        AgentKeys::Secret text;
        AgentKeys::Secret passphrase;
        Verdict verdict;
    };
    [[nodiscard]] static Task<Expected<Material>> fetch(QPointer<Session> session, QString secretId, StopToken stop);
    void clear();
    void readFields();
    void start(Purpose purpose);
    void take(Purpose purpose, const Expected<Material> &material);
    void takeLook(const SshKeyLook &look);
    void takeOutcome(const AgentKeys::Outcome &outcome);
    void learn(const SshPublicKey &key, const QString &comment);
    void putOnClipboard();
    void finish(UserMessage message);
    [[nodiscard]] std::optional<AgentKeys::Wish> wish();
    [[nodiscard]] AgentKeys::Owner owner() const;
    [[nodiscard]] const AgentKeys::Lent *lent() const;

    DetailViewModel &m_detail;
    AgentKeys &m_agentKeys;
    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    const Clock &m_clock;
    QPointer<Session> m_session;
    QString m_secretId;
    QDateTime m_modified;
    bool m_shown = false;
    std::optional<SshPublicLine> m_told;  ///< by the vendor, unproved
    std::optional<SshPublicLine> m_known; ///< of the private key if that was opened, else as told
    QString m_toldFingerprint;
    bool m_proved = false;
    bool m_busy = false;
    bool m_asking = false;
    bool m_vouched = false; ///< the user has said so, of this secret
    Purpose m_purpose = Purpose::Add;
    QString m_question;
    UserMessage m_message;
    Span m_span = UntilLocked;
    QString m_minutes = QStringLiteral("30");
    QString m_minutesError;
    bool m_confirm = false;
    quint64 m_generation = 0; ///< answers about an earlier secret are dropped
    std::stop_source m_stop;
};

} // namespace coffret
