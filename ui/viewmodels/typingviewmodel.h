// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/desktop/typist.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Asks where a value would be typed and, once a person has agreed, has it opened and typed there. The rules are those
/// of copying. Owned by the view-model of the window that asks, main thread.
class TypingViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(QString what READ what NOTIFY changed)
    Q_PROPERTY(QString doubt READ doubt NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
public:
    /// What is to be typed.
    struct Subject
    {
        QPointer<Session> session;
        QString secretId;
        QStringList keys; ///< of fields, with Tab between them; an empty one is the main value
        QString what;     ///< as a person calls it
    };
    explicit TypingViewModel(QObject *parent = nullptr);
    ~TypingViewModel() override;

    void setTypist(Typist *typist); ///< null: nobody types here
    /// Why nothing can be typed here, whatever the secret; empty when it can.
    [[nodiscard]] QString obstacle() const;
    /// The same for a session's values.
    [[nodiscard]] QString hint(const Session *session) const;
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString question() const { return m_question; } ///< where it would go: plain text
    [[nodiscard]] QString what() const { return m_subject.what; }
    [[nodiscard]] QString doubt() const { return m_doubt; } ///< why it is asked again; empty: it is not
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

    /// The keys that a login is typed with, or nothing where it lacks one.
    [[nodiscard]] static QStringList loginKeys(const std::vector<FieldOutline> &fields);

    void ask(const Subject &subject);
    Q_INVOKABLE void type(bool withEnter); ///< a person has read question(), and doubt() if there is one
    Q_INVOKABLE void cancel();             ///< also what is being typed

Q_SIGNALS:
    void changed();
    void doubted();                 ///< nobody vouches for the value: type() again types it all the same
    void asideWanted();             ///< our windows have to be out of the way
    void told(const QString &news); ///< what went wrong when our windows were away
    void typed();

private:
    /// The values in the order of the keys.
    struct Material
    {
        std::vector<SecretBuffer> values;
        std::optional<Verdict> unvouched; ///< of the first that nobody vouches for
    };
    static Task<Expected<std::shared_ptr<Material>>> fetch(QPointer<Session> session, QString secretId,
                                                           QStringList keys, StopToken stop);
    void take(const Expected<std::shared_ptr<Material>> &material, bool withEnter);
    void fail(const QString &text);
    void onFinished(Typist::Result result);

    QPointer<Typist> m_typist;
    Subject m_subject;
    QString m_question;
    QString m_doubt;
    QString m_errorText;
    bool m_asking = false;
    bool m_busy = false;   ///< opening
    bool m_typing = false; ///< it is our text that is typed
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
