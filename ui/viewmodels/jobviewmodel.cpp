// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/jobviewmodel.h"

#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace coffret {

JobViewModel::JobViewModel(QObject *parent) : QObject(parent)
{
    connect(&m_readers, &ReadersViewModel::confirmed, this, &JobViewModel::run);
    connect(&m_readers, &ReadersViewModel::cancelled, this, [this] { setStage(Review); });
}

JobViewModel::~JobViewModel()
{
    m_stop.request_stop();
}

StopToken JobViewModel::begin(const QString &heading)
{
    clear();
    m_heading = heading;
    m_done = m_total = 0;
    setStage(Planning);
    Q_EMIT progressed();
    return m_stop.get_token();
}

void JobViewModel::showPlanning(quint64 generation, int done, int total)
{
    if (generation != m_generation || m_stage != Planning)
        return;
    m_done = done;
    m_total = total;
    Q_EMIT progressed();
}

void JobViewModel::offer(Job job)
{
    m_job = std::move(job);
    m_total = 0;
    m_done = 0;
    setStage(Review);
    if (!m_job.asksFirst)
        go();
}

void JobViewModel::fail(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return clear();
    m_error = error;
    setStage(Failed);
}

void JobViewModel::clear()
{
    stopAll(m_stop);
    ++m_generation;
    m_readers.clear();
    m_failures.setChoices({});
    m_unverified.setChoices({});
    m_heading.clear();
    m_job = {};
    m_report.reset();
    m_error.reset();
    setStage(Idle);
}

void JobViewModel::go()
{
    if (m_stage != Review || (m_job.asksFirst && m_job.goText.isEmpty()))
        return;
    const bool allKnown = std::all_of(m_job.newReaders.begin(), m_job.newReaders.end(),
                                      [](const ReaderKey &reader) { return reader.state == ReaderKey::State::Known; });
    if (allKnown)
        return run({});
    setStage(Keys);
    m_readers.ask(m_job.newReaders, m_job.accept, ReadersViewModel::Blocked::IsLeftOut);
}

void JobViewModel::run(const QStringList &confirmedFingerprints)
{
    m_error.reset();
    m_done = 0;
    m_total = 0;
    setStage(Running);
    Q_EMIT progressed();
    const quint64 generation = m_generation;
    const QPointer<JobViewModel> self(this);
    const Progress progress = [self, generation](int done, int total) {
        if (!self || self->m_generation != generation)
            return;
        self->m_done = done;
        self->m_total = total;
        Q_EMIT self->progressed();
    };
    QCoro::connect(m_job.carryOut(confirmedFingerprints, progress, m_stop.get_token()), this,
                   [this, generation](Expected<JobReport> report) {
                       if (generation != m_generation)
                           return;
                       if (report)
                           onReport(std::move(*report));
                       else
                           fail(report.error());
                   });
}

void JobViewModel::listReport(const JobReport &report)
{
    std::vector<Choice> failures;
    for (const JobReport::Failure &failure : report.failures) {
        QString reason = describe(failure.error.kind).text;
        if (failure.mayBeDone)
            //: After the reason why one part of something failed: the server may have got the request.
            reason = inOneParagraph({reason, tr("It may have been done all the same.")});
        failures.push_back({failure.id, failure.name.isEmpty() ? failure.id : failure.name, QStringLiteral("error"),
                            std::move(reason)});
    }
    m_failures.setChoices(std::move(failures));
    std::vector<Choice> unverified;
    for (const QString &id : report.unverified) {
        const QString name = m_job.nameOf ? m_job.nameOf(id) : QString();
        unverified.push_back({id, name.isEmpty() ? id : name, QStringLiteral("shield-question"), {}});
    }
    m_unverified.setChoices(std::move(unverified));
}

/// Closes only what left nothing to read.
void JobViewModel::onReport(JobReport report)
{
    listReport(report);
    const auto over = m_job.over;
    const bool completely = report.failures.empty() && report.unverified.isEmpty() && !report.cancelled;
    m_report = std::move(report);
    if (over)
        over(*m_report);
    Q_EMIT finished(completely);
    if (completely)
        clear();
    else
        setStage(Report);
}

void JobViewModel::cancel()
{
    if (m_stage == Running) {
        stopAll(m_stop);
        return; // the report, or Cancelled, follows
    }
    clear();
}

void JobViewModel::close()
{
    if (m_stage != Running)
        clear();
}

void JobViewModel::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

QString JobViewModel::progressText() const
{
    const QLocale locale;
    if (m_total == 0)
        //: Progress of something that takes a while, before its size is known.
        return tr("Starting…");
    //: Progress of something that takes a while. %1 and %2 are numbers.
    return tr("%1 of %2").arg(locale.toString(m_done), locale.toString(m_total));
}

QString JobViewModel::reportText() const
{
    if (!m_report)
        return {};
    QStringList sentences;
    if (m_report->cancelled)
        //: End of something that was stopped. %n is how many parts were done before.
        sentences.append(tr("Stopped. %n step(s) were done and stay done.", nullptr, m_report->done));
    else
        //: End of something of which some parts failed. %n is how many went well.
        sentences.append(tr("%n step(s) were done.", nullptr, m_report->done));
    if (!m_report->failures.empty())
        //: Above the names of the parts that failed. %n is how many there are.
        sentences.append(tr("%n could not be done:", nullptr, static_cast<int>(m_report->failures.size())));
    return inOneParagraph(sentences);
}

QString JobViewModel::unverifiedText() const
{
    if (!m_report || m_report->unverified.isEmpty())
        return {};
    //: End of something that passed secrets on. A list of their names follows; %n is how many.
    return tr("%n value(s) were passed on without your signature, because nobody vouches for them. New readers see "
              "them as unsigned:",
              nullptr, static_cast<int>(m_report->unverified.size()));
}

QString JobViewModel::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString JobViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString JobViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
