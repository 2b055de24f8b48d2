// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sharing.h"
#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/readersviewmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

/// Something that touches many secrets or people: what it comes to, how it is done, and what to do when it is over.
struct Job
{
    QStringList summary; ///< what it comes to, one sentence each
    QString goText;      ///< the button that starts it; empty: there is nothing to do
    bool asksFirst = true;
    bool isDanger = false; ///< deletes
    std::vector<ReaderKey> newReaders;
    std::function<Task<Expected<JobReport>>(QStringList confirmedFingerprints, Progress progress, StopToken stop)>
        carryOut;
    ReadersViewModel::Accept accept;                  ///< of changed keys
    std::function<QString(const QString &id)> nameOf; ///< of a secret in the report; may be empty
    std::function<void(const JobReport &)> over;      ///< something was done
};

/// One job at a time from its plan to its report: the summary to agree to, keys to compare, progress with a count, and
/// what failed. Owned by BrowseViewModel, main thread.
class JobViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(bool active READ isActive NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QStringList summary READ summary NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(bool danger READ isDanger NOTIFY changed)
    Q_PROPERTY(int done READ done NOTIFY progressed)
    Q_PROPERTY(int total READ total NOTIFY progressed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY progressed)
    Q_PROPERTY(QString reportText READ reportText NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *failures READ failures CONSTANT)
    Q_PROPERTY(QString unverifiedText READ unverifiedText NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *unverified READ unverified CONSTANT)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(coffret::ReadersViewModel *readers READ readers CONSTANT)
public:
    enum Stage { Idle, Planning, Review, Keys, Running, Report, Failed };
    Q_ENUM(Stage)

    explicit JobViewModel(QObject *parent = nullptr);
    ~JobViewModel() override;

    /// Gives up what was there. The plan is being made; token stops that.
    [[nodiscard]] StopToken begin(const QString &heading);
    /// Of this plan only: a later begin() makes an earlier number stale.
    [[nodiscard]] quint64 generation() const { return m_generation; }
    void showPlanning(quint64 generation, int done, int total); ///< how far the plan is, where that takes a while
    void offer(Job job);
    void fail(const Error &error);
    void clear();

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] bool isActive() const { return m_stage != Idle; }
    [[nodiscard]] QString heading() const { return m_heading; }
    [[nodiscard]] QStringList summary() const { return m_job.summary; }
    [[nodiscard]] QString goText() const { return m_job.goText; }
    [[nodiscard]] bool isDanger() const { return m_job.isDanger; }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString reportText() const;
    [[nodiscard]] ChoiceListModel *failures() { return &m_failures; } ///< label: what, hint: why
    [[nodiscard]] QString unverifiedText() const; ///< above the list of what nobody vouches for; empty: nothing
    [[nodiscard]] ChoiceListModel *unverified() { return &m_unverified; }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] ReadersViewModel *readers() { return &m_readers; }

    Q_INVOKABLE void go();     ///< agreed to the summary
    Q_INVOKABLE void cancel(); ///< while running: stops; what is done stays done
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void progressed();
    void finished(bool completely);

private:
    void setStage(Stage stage);
    void run(const QStringList &confirmedFingerprints);
    void onReport(JobReport report);
    void listReport(const JobReport &report);

    ChoiceListModel m_failures;
    ChoiceListModel m_unverified;
    ReadersViewModel m_readers;
    Stage m_stage = Idle;
    QString m_heading;
    Job m_job;
    std::optional<JobReport> m_report;
    std::optional<Error> m_error;
    int m_done = 0;
    int m_total = 0;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
