// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/items/secretdocument.h"
#include "ui/models/environmenttargetmodel.h"

#include <QPointer>

namespace coffret {

/// A value for one name in one or several environments, new or not: what is typed, where it goes, and what became of it
/// there. Owned by EnvironmentsViewModel, main thread.
class EnvironmentValueViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool creating READ isCreating NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(bool presenting READ isPresenting NOTIFY changed)
    Q_PROPERTY(coffret::SecretDocument *document READ document CONSTANT)
    Q_PROPERTY(coffret::EnvironmentTargetModel *targets READ targets CONSTANT)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool sent READ isSent NOTIFY changed)
    Q_PROPERTY(bool taken READ isTaken NOTIFY changed)
    Q_PROPERTY(QString takenText READ takenText NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(QString reportText READ reportText NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(QString goHint READ goHint NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
public:
    explicit EnvironmentValueViewModel(QObject *parent = nullptr);
    ~EnvironmentValueViewModel() override;

    /// name empty: a new secret. chosen: environments that are meant at first.
    void begin(Session *session, const QString &applicationId, const QString &name, const QStringList &chosen,
               SecretBuffer value = {});

    [[nodiscard]] bool isOpen() const { return !m_applicationId.isEmpty(); }
    [[nodiscard]] bool isCreating() const { return m_creating; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name);
    [[nodiscard]] bool isPresenting() const { return m_session && m_session->isPresenting(); }
    [[nodiscard]] SecretDocument *document() { return &m_document; }
    [[nodiscard]] EnvironmentTargetModel *targets() { return &m_targets; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool isSent() const { return m_sent; } ///< the name and the value stay as they are
    [[nodiscard]] bool isTaken() const { return m_taken; }
    [[nodiscard]] QString takenText() const; ///< the name exists: what can be done about that
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString reportText() const; ///< how often it was set, was not, and was not tried
    [[nodiscard]] QString goText() const;
    [[nodiscard]] QString goHint() const; ///< why nothing can be set; empty when it can
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;

    Q_INVOKABLE void go();        ///< also again, for what is not set yet
    Q_INVOKABLE void useTaken();  ///< sets the value of the secret that is there
    Q_INVOKABLE void openTaken(); ///< shows it instead
    Q_INVOKABLE void stop();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void written(); ///< somewhere
    void secretWanted(const QString &secretId);

private:
    void list(const QStringList &chosen);
    void create();
    void send();
    void take(const std::vector<EnvironmentResult> &results);
    void fail(const Error &error);

    QPointer<Session> m_session;
    SecretDocument m_document;
    EnvironmentTargetModel m_targets;
    QString m_applicationId;
    QString m_name;
    std::optional<Error> m_error;
    bool m_creating = false; ///< and it is not there yet
    bool m_taken = false;
    bool m_busy = false;
    bool m_listing = false;
    bool m_sent = false;
    int m_done = 0;
    int m_total = 0;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
