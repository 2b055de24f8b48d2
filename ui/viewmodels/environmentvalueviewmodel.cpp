// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentvalueviewmodel.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

namespace coffret {

using Target = EnvironmentTargetModel::State;
using Results = std::vector<EnvironmentResult>;

EnvironmentValueViewModel::EnvironmentValueViewModel(QObject *parent) : QObject(parent)
{
    connect(&m_document, &SecretDocument::valueChanged, this, &EnvironmentValueViewModel::changed);
    connect(&m_targets, &EnvironmentTargetModel::chosenChanged, this, &EnvironmentValueViewModel::changed);
}

EnvironmentValueViewModel::~EnvironmentValueViewModel()
{
    m_stop.request_stop();
}

void EnvironmentValueViewModel::begin(Session *session, const QString &applicationId, const QString &name,
                                      const QStringList &chosen, SecretBuffer value)
{
    close();
    if (!hasEnvironments(session) || applicationId.isEmpty())
        return;
    m_session = session;
    m_targets.setWriteScope(session->environments()->writeScope());
    m_applicationId = applicationId;
    m_name = name;
    m_creating = name.isEmpty();
    m_document.setValue(std::move(value));
    list(chosen);
}

void EnvironmentValueViewModel::close()
{
    ++m_generation;
    stopAll(m_stop); // what was sent is sent
    m_applicationId.clear();
    m_name.clear();
    m_document.wipe();
    m_targets.setEnvironments({}, {});
    m_error.reset();
    m_creating = m_taken = m_busy = m_listing = m_sent = false;
    Q_EMIT changed();
}

void EnvironmentValueViewModel::list(const QStringList &chosen)
{
    m_busy = m_listing = true;
    m_error.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(allEnvironments(m_session, m_applicationId, m_stop.get_token()), this,
                   [this, generation, chosen](const Expected<std::vector<Environment>> &environments) {
                       if (generation != m_generation)
                           return;
                       m_listing = false;
                       if (!environments)
                           return fail(environments.error());
                       m_busy = false;
                       m_targets.setEnvironments(*environments, chosen);
                       Q_EMIT changed();
                   });
}

void EnvironmentValueViewModel::setName(const QString &name)
{
    if (m_name == name || !m_creating || m_busy)
        return;
    m_name = name;
    m_taken = false;
    m_error.reset();
    Q_EMIT changed();
}

void EnvironmentValueViewModel::go()
{
    if (!isOpen() || m_busy || !goHint().isEmpty() || !m_session)
        return;
    m_busy = true;
    m_error.reset();
    m_done = 0;
    m_total = static_cast<int>(m_targets.pending().size());
    Q_EMIT changed();
    if (m_creating)
        create();
    else
        send();
}

void EnvironmentValueViewModel::create()
{
    m_name = m_name.trimmed();
    const quint64 generation = m_generation;
    const std::function<Task<Expected<void>>(StopToken)> call = [session = m_session, application = m_applicationId,
                                                                 name = m_name](StopToken stop) {
        return session->environments()->create(application, name, SecretType::Note, std::move(stop));
    };
    QCoro::connect(askInSession<void>(m_session, call, m_stop.get_token()), this,
                   [this, generation](const Expected<void> &made) {
                       if (generation != m_generation)
                           return;
                       if (!made && made.error().kind == ErrorKind::Conflict) {
                           m_taken = true;
                           m_busy = false;
                           return Q_EMIT changed();
                       }
                       if (!made)
                           return fail(made.error());
                       m_creating = false;
                       send();
                   });
}

void EnvironmentValueViewModel::useTaken()
{
    if (!m_taken || m_busy)
        return;
    m_taken = m_creating = false;
    go();
}

void EnvironmentValueViewModel::openTaken()
{
    if (!m_taken || !m_session)
        return;
    QString found; // where the value was meant for, else wherever it can be seen
    QStringList places = m_targets.pending();
    for (const Collection &collection : m_session->catalog()->collections()) {
        if (collection.parentId == m_applicationId)
            places.append(collection.id);
    }
    for (const QString &place : std::as_const(places)) {
        const QString id = m_session->environments()->secretIdOf(place, m_name);
        if (found.isEmpty() && m_session->catalog()->rowOf(id) != Catalog::NoRow)
            found = id;
    }
    if (found.isEmpty()) // it has no value anywhere: there is nothing to look at
        return fail(Error{ErrorKind::NotFound, QStringLiteral("the secret is in no environment that is listed"), 0});
    close();
    Q_EMIT secretWanted(found);
}

void EnvironmentValueViewModel::send()
{
    m_sent = true;
    const quint64 generation = m_generation;
    const Progress progress = [self = QPointer<EnvironmentValueViewModel>(this), generation](int done, int total) {
        if (!self || self->m_generation != generation)
            return;
        self->m_done = done;
        self->m_total = total;
        Q_EMIT self->changed();
    };
    const auto value = std::make_shared<const SecretBuffer>(m_document.value().clone());
    const std::function<Task<Expected<Results>>(StopToken)> call =
        [session = m_session, name = m_name, where = m_targets.pending(), value, progress](StopToken stop) {
            return session->environments()->setValue(name, where, value->clone(), progress, std::move(stop));
        };
    QCoro::connect(askInSession<Results>(m_session, call, m_stop.get_token()), this,
                   [this, generation](const Expected<Results> &results) {
                       if (generation != m_generation)
                           return;
                       if (results)
                           take(*results);
                       else
                           fail(results.error());
                   });
}

void EnvironmentValueViewModel::take(const std::vector<EnvironmentResult> &results)
{
    m_busy = false;
    stopAll(m_stop); // it may have been used
    m_targets.take(results);
    QStringList touched;
    for (const EnvironmentResult &result : results) {
        const bool isNew =
            result.state == EnvironmentResult::State::Set || result.state == EnvironmentResult::State::MayBeSet;
        if (isNew && m_session)
            touched.append(m_session->environments()->secretIdOf(result.environmentId, m_name));
    }
    if (!touched.isEmpty()) // the list knows of it first
        QCoro::connect(m_session->touched(touched), this, [this](const Expected<void> &) { Q_EMIT written(); });
    if (m_targets.pending().isEmpty())
        m_document.wipe();
    Q_EMIT changed();
}

void EnvironmentValueViewModel::fail(const Error &error)
{
    m_busy = false;
    stopAll(m_stop);
    if (error.kind != ErrorKind::Cancelled)
        m_error = error;
    Q_EMIT changed();
}

void EnvironmentValueViewModel::stop()
{
    if (m_busy)
        m_stop.request_stop();
}

QString EnvironmentValueViewModel::heading() const
{
    //: Heading of the sheet that makes a secret in several environments. %1 is an application.
    return m_creating ? tr("New secret in %1").arg(collectionName(m_session, m_applicationId))
                      //: Heading of the sheet that sets a value in several environments. %1 is the name of a secret.
                      : tr("Set the value of %1").arg(visibleText(m_name));
}

QString EnvironmentValueViewModel::takenText() const
{
    //: A new secret cannot be made. %1 is its name.
    return m_taken ? tr("There is a secret “%1” already.").arg(visibleText(m_name)) : QString();
}

QString EnvironmentValueViewModel::progressText() const
{
    if (!m_busy)
        return {};
    if (m_listing)
        //: Below a sheet, while the environments of an application are asked for.
        return tr("Looking up the environments…");
    const QLocale locale;
    //: How far setting a value is. %1 and %2 are numbers of environments.
    return tr("%1 of %2 set").arg(locale.toString(m_done), locale.toString(m_total));
}

QString EnvironmentValueViewModel::reportText() const
{
    if (!m_sent || m_busy || m_error)
        return {};
    //: What became of a value. %n is in how many environments it was set.
    QStringList sentences{tr("Set in %n environment(s).", nullptr, m_targets.count(Target::Set))};
    if (const int failed = m_targets.count(Target::Failed); failed > 0)
        //: What became of a value. %n is in how many environments it was refused.
        sentences.append(tr("%n refused it.", nullptr, failed));
    if (const int open = m_targets.count(Target::MayBeSet); open > 0)
        //: What became of a value. %n is in how many environments nobody knows, as no answer came.
        sentences.append(tr("In %n it may be set: no answer came.", nullptr, open));
    if (const int untried = m_targets.count(Target::NotTried); untried > 0)
        //: What became of a value. %n is in how many environments nothing was sent.
        sentences.append(tr("In %n nothing was tried.", nullptr, untried));
    return inOneParagraph(sentences);
}

QString EnvironmentValueViewModel::goText() const
{
    if (m_sent)
        //: Button: sets a value where that failed or was not tried.
        return tr("Try the rest");
    //: Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.
    return m_creating ? tr("Create") : tr("Set value");
}

QString EnvironmentValueViewModel::goHint() const
{
    if (const QString hint = environmentWriteHint(m_session); !hint.isEmpty())
        return hint;
    if (m_creating && m_name.trimmed().isEmpty())
        //: Why a new secret cannot be made yet.
        return tr("It needs a name");
    if (m_targets.pending().isEmpty())
        //: Why a value cannot be set yet.
        return tr("Choose an environment");
    //: Why a value cannot be set yet.
    return m_document.isEmpty() ? tr("It needs a value") : QString();
}

QString EnvironmentValueViewModel::errorText() const
{
    return m_error ? writeRefusal(*m_error, m_targets.writeScope()) : QString();
}

QString EnvironmentValueViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString EnvironmentValueViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
