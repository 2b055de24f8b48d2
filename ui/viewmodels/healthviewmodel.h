// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/healthreport.h"
#include "ui/models/healthlistmodel.h"
#include "ui/viewmodels/sessionlist.h"
#include "ui/viewmodels/usermessages.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class BreachService;
class Settings;

/// The check of all secrets: what it goes over, how far it is, what it found. The result lives until locking. Owned by
/// the composition root, main thread.
class HealthViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(QStringList promises READ promises CONSTANT) ///< what a check does, and does not
    Q_PROPERTY(int accounts READ accounts NOTIFY changed)   ///< that are open
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed)
    Q_PROPERTY(bool everywhere READ isEverywhere WRITE setEverywhere NOTIFY changed)
    Q_PROPERTY(QString startHint READ startHint NOTIFY changed) ///< what is left out, or why nothing can be checked
    Q_PROPERTY(bool canStart READ canStart NOTIFY changed)
    Q_PROPERTY(bool breachesOffered READ breachesOffered NOTIFY changed)
    Q_PROPERTY(bool breaches READ breaches WRITE setBreaches NOTIFY changed)
    Q_PROPERTY(QString breachesText READ breachesText CONSTANT) ///< what leaves the machine
    Q_PROPERTY(int done READ done NOTIFY progressed)
    Q_PROPERTY(int total READ total NOTIFY progressed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY progressed)
    Q_PROPERTY(coffret::HealthListModel *findings READ findings CONSTANT)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString stoppedText READ stoppedText NOTIFY changed) ///< empty unless it was stopped
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    enum Stage { Ready, Running, Finished };
    Q_ENUM(Stage)

    HealthViewModel(SessionList &sessions, Settings &settings, BreachService &breaches, const Clock &clock,
                    QObject *parent = nullptr);
    ~HealthViewModel() override;

    void setAccount(const QString &accountId); ///< the one in view
    void forget();                             ///< stops, closes, and lets go of what was found

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QStringList promises() const;
    [[nodiscard]] int accounts() const;
    [[nodiscard]] QString accountName() const;
    [[nodiscard]] bool isEverywhere() const { return m_everywhere; }
    void setEverywhere(bool everywhere);
    [[nodiscard]] QString startHint() const;
    [[nodiscard]] bool canStart() const { return !chosen().empty(); }
    [[nodiscard]] bool breachesOffered() const;
    [[nodiscard]] bool breaches() const;
    void setBreaches(bool on);
    [[nodiscard]] QString breachesText() const;
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] HealthListModel *findings() { return &m_findings; }
    [[nodiscard]] QString summary() const { return m_summary; }
    [[nodiscard]] QString stoppedText() const { return m_stoppedText; }
    [[nodiscard]] QString errorText() const { return m_error.text; }
    [[nodiscard]] QString errorHint() const { return m_error.hint; }

    Q_INVOKABLE void show();
    Q_INVOKABLE void start();
    Q_INVOKABLE void cancel();        ///< at once; what was found so far stays
    Q_INVOKABLE void again();         ///< back to what it goes over
    Q_INVOKABLE void close();         ///< and stops
    Q_INVOKABLE void choose(int row); ///< a heading folds, a secret is shown

Q_SIGNALS:
    void changed();
    void progressed();
    void openSecretRequested(const QString &accountId, const QString &secretId);

private:
    [[nodiscard]] std::vector<Session *> chosen() const;
    void take(const HealthReport &report);

    SessionList &m_sessions;
    Settings &m_settings;
    BreachService &m_breaches;
    const Clock &m_clock;
    HealthListModel m_findings;
    QString m_accountId;
    QString m_summary;
    QString m_stoppedText;
    UserMessage m_error;
    Stage m_stage = Ready;
    bool m_open = false;
    bool m_everywhere = true;
    int m_done = 0;
    int m_total = 0;
    quint64 m_run = 0; ///< counts the checks: what an earlier one says is not heard
    std::stop_source m_stop;
};

} // namespace coffret
