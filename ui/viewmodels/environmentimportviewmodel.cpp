// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentimportviewmodel.h"

#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/secretfile.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

using Plan = ImportLine::Plan;

} // namespace

EnvironmentImportViewModel::EnvironmentImportViewModel(QObject *parent) : QObject(parent) {}

EnvironmentImportViewModel::~EnvironmentImportViewModel()
{
    m_stop.request_stop();
}

void EnvironmentImportViewModel::begin(Session *session, const QString &environmentId)
{
    close();
    m_session = session;
    if (hasEnvironments(session))
        m_lines.setWriteScope(session->environments()->writeScope());
    m_environmentId = environmentId;
    setStage(Choosing);
}

void EnvironmentImportViewModel::close()
{
    ++m_generation;
    stopAll(m_stop); // after the line it is at
    m_import.reset();
    m_lines.setLines({});
    m_path.clear();
    m_error.reset();
    m_stopped = false;
    setStage(Closed);
}

void EnvironmentImportViewModel::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

void EnvironmentImportViewModel::choose(const QString &pathOrUrl)
{
    const QString path = localPath(pathOrUrl);
    if (m_stage == Closed || m_stage == Planning || m_stage == Running || path.isEmpty())
        return;
    m_path = path;
    m_import.reset();
    m_lines.setLines({});
    m_error.reset();
    m_stopped = false;
    auto text = readSecretFile(path, LargestDotEnvFile);
    if (!text) {
        m_error = text.error();
        return setStage(Choosing);
    }
    plan(std::make_shared<const SecretBuffer>(std::move(*text)));
}

void EnvironmentImportViewModel::plan(std::shared_ptr<const SecretBuffer> file)
{
    setStage(Planning);
    const quint64 generation = ++m_generation;
    QCoro::connect(SecretsImport::plan(m_session, m_environmentId, std::move(file), m_stop.get_token()), this,
                   [this, generation](const Expected<std::shared_ptr<SecretsImport>> &planned) {
                       if (generation != m_generation)
                           return;
                       if (!planned) {
                           stopAll(m_stop);
                           if (planned.error().kind != ErrorKind::Cancelled)
                               m_error = planned.error();
                           return setStage(Choosing);
                       }
                       m_import = *planned;
                       m_lines.setLines(m_import->lines());
                       setStage(Review);
                   });
}

bool EnvironmentImportViewModel::canGo() const
{
    return (m_stage == Review || m_stage == Report) && m_import && m_import->pending() > 0;
}

void EnvironmentImportViewModel::go()
{
    if (!canGo())
        return;
    m_error.reset();
    m_stopped = false;
    m_done = 0;
    m_total = m_import->pending();
    setStage(Running);
    const quint64 generation = ++m_generation;
    const Progress progress = [self = QPointer<EnvironmentImportViewModel>(this), generation](int done, int total) {
        if (!self || self->m_generation != generation)
            return;
        self->m_done = done;
        self->m_total = total;
        self->m_lines.setLines(self->m_import->lines());
        Q_EMIT self->changed();
    };
    QCoro::connect(SecretsImport::carryOut(m_session, m_import, progress, m_stop.get_token()), this,
                   [this, generation](Expected<JobReport> report) {
                       if (generation == m_generation)
                           take(std::move(report));
                   });
}

void EnvironmentImportViewModel::take(Expected<JobReport> report)
{
    stopAll(m_stop); // it may have been used
    m_lines.setLines(m_import->lines());
    m_stopped = report ? report->cancelled : report.error().kind == ErrorKind::Cancelled;
    if (!report && !m_stopped)
        m_error = report.error();
    setStage(Report);
}

void EnvironmentImportViewModel::stop()
{
    if (m_stage == Planning || m_stage == Running)
        m_stop.request_stop();
}

QString EnvironmentImportViewModel::heading() const
{
    //: Heading of the sheet that reads a .env file. %1 is an environment, for example staging.
    return tr("Import a .env file into %1").arg(collectionName(m_session, m_environmentId));
}

QString EnvironmentImportViewModel::planSummary() const
{
    QStringList parts;
    if (const int count = m_import->count(Plan::New); count > 0)
        //: What a file comes to. %n is how many names are not there yet.
        parts.append(tr("%n new", nullptr, count));
    if (const int count = m_import->count(Plan::FirstValue); count > 0)
        //: What a file comes to. %n is how many secrets get their first value in this environment.
        parts.append(tr("%n without a value until now", nullptr, count));
    if (const int count = m_import->count(Plan::Changed); count > 0)
        //: What a file comes to. %n is how many values change.
        parts.append(tr("%n changed", nullptr, count));
    if (const int count = m_import->count(Plan::Same); count > 0)
        //: What a file comes to. %n is how many values are there already.
        parts.append(tr("%n the same", nullptr, count));
    if (const int count = m_import->count(Plan::Refused); count > 0)
        //: What a file comes to. %n is how many lines cannot be used.
        parts.append(tr("%n left out", nullptr, count));
    const QString counts = QLocale().createSeparatedList(parts);
    //: What a file comes to, before anything is written. %1 is a list such as "2 new and 1 changed".
    return parts.isEmpty() ? tr("There is nothing in this file.") : tr("%1. Nothing is written yet.").arg(counts);
}

QString EnvironmentImportViewModel::reportSummary() const
{
    const auto &lines = m_import->lines();
    const auto written = std::count_if(lines.begin(), lines.end(),
                                       [](const ImportLine &line) { return line.state == ImportLine::State::Done; });
    QStringList sentences;
    if (m_stopped)
        //: What became of a file: the user stopped.
        sentences.append(tr("Stopped."));
    //: What became of a file. %n is how many lines were written.
    sentences.append(tr("%n line(s) written.", nullptr, static_cast<int>(written)));
    const auto open = static_cast<int>(std::count_if(
        lines.begin(), lines.end(), [](const ImportLine &line) { return line.state == ImportLine::State::MayBeDone; }));
    if (open > 0)
        //: What became of a file. %n is how many lines were sent without an answer.
        sentences.append(tr("%n may be written: no answer came.", nullptr, open));
    if (const int left = m_import->pending() - open; left > 0)
        //: What became of a file. %n is how many lines were not written.
        sentences.append(tr("%n still to be written.", nullptr, left));
    return inOneParagraph(sentences);
}

QString EnvironmentImportViewModel::summary() const
{
    if (!m_import || m_stage == Running)
        return {};
    return m_stage == Report ? reportSummary() : planSummary();
}

QString EnvironmentImportViewModel::goText() const
{
    if (!canGo())
        return {};
    //: Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.
    return m_stage == Report ? tr("Go on with %n line(s)", nullptr, m_import->pending())
                             //: Button: writes the lines of a file. %n is how many.
                             : tr("Import %n line(s)", nullptr, m_import->pending());
}

QString EnvironmentImportViewModel::progressText() const
{
    const QLocale locale;
    //: How far a file is. %1 and %2 are numbers of lines.
    return m_stage == Running ? tr("%1 of %2").arg(locale.toString(m_done), locale.toString(m_total)) : QString();
}

QString EnvironmentImportViewModel::errorText() const
{
    return m_error ? readRefusal(*m_error, m_session) : QString();
}

QString EnvironmentImportViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString EnvironmentImportViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
