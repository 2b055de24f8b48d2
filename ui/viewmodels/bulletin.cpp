// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/bulletin.h"

#include "core/base/displaytext.h"
#include "core/store/settings.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QGuiApplication>
#include <QWindow>

namespace coffret {

namespace {

const QString Lent = QStringLiteral("lent");
const QString Granted = QStringLiteral("granted/"); ///< and account and secret
const QString Typing = QStringLiteral("typing");
const QString Trouble = QStringLiteral("trouble/"); ///< and an account

QString grantTopic(const QString &accountId, const QString &secretId)
{
    return Granted + accountId + QLatin1Char('/') + secretId;
}

/// Nothing while it is under way: that is neither trouble nor its end.
std::optional<ErrorKind> troubleOf(const Session &session)
{
    if (session.state() == Session::State::NeedsSecondFactor)
        return ErrorKind::SecondFactorNeeded;
    const std::optional<Error> error = session.lastError();
    return error && error->kind != ErrorKind::Cancelled ? std::optional(error->kind) : std::nullopt;
}

/// Where the same is said. A window that has just been put away may still have the keyboard.
bool isLookedAt()
{
    const QWindow *const window = QGuiApplication::focusWindow();
    return window && window->visibility() != QWindow::Hidden && window->visibility() != QWindow::Minimized;
}

} // namespace

Bulletin::Bulletin(SessionList &sessions, const Settings &settings, BrowseViewModel &browse, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings), m_browse(browse), m_grants(sessions)
{
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &Bulletin::watch);
    connect(&m_sessions, &SessionList::removed, this, &Bulletin::forgetAbsent);
    connect(m_browse.lent(), &LentViewModel::endsSoon, this, &Bulletin::onEndsSoon);
    connect(m_browse.lent(), &LentViewModel::nothingEndsSoon, this, [this] { Q_EMIT takenBack(Lent); });
    connect(m_browse.checkOut(), &CheckOutViewModel::changed, this, &Bulletin::noteRequest);
    connect(&m_grants, &GrantWatch::granted, this, &Bulletin::onGranted);
}

void Bulletin::watch(Session *session)
{
    connect(session, &Session::stateChanged, this, [this, session] { followTrouble(*session); });
    connect(session, &Session::contactChanged, this, [this, session] { followTrouble(*session); });
    connect(session, &Session::checkOutChanged, this, [this, session](const QString &secretId) {
        Q_EMIT takenBack(grantTopic(session->account().id, secretId)); // somebody did something about it
    });
}

void Bulletin::followTrouble(const Session &session)
{
    using State = Session::State;
    const Session::Contact contact = session.contact();
    if (session.state() == State::Loading || contact == Session::Contact::Connecting ||
        contact == Session::Contact::Syncing)
        return;
    const QString id = session.account().id;
    const std::optional<ErrorKind> trouble = session.state() == State::Closed ? std::nullopt : troubleOf(session);
    if (!trouble) {
        if (m_troubles.remove(id)) {
            Q_EMIT takenBack(Trouble + id);
            Q_EMIT troubleChanged();
        }
        return;
    }
    if (m_troubles.contains(id) && m_troubles.value(id) == *trouble)
        return;
    m_troubles.insert(id, *trouble);
    Q_EMIT troubleChanged();
    if (m_settings.preferences().namesInNotifications)
        //: Notification. %1 is the name of an account.
        say(Trouble + id, {tr("%1 needs your attention").arg(session.account().name), describe(*trouble).text});
    else
        //: Notification.
        say(Trouble + id, {tr("An account needs your attention"), describe(*trouble).text});
}

void Bulletin::forgetAbsent()
{
    const QStringList ids = m_troubles.keys();
    for (const QString &id : ids) {
        if (!m_sessions.find(id) && m_troubles.remove(id)) {
            Q_EMIT takenBack(Trouble + id);
            Q_EMIT troubleChanged();
        }
    }
}

void Bulletin::onEndsSoon(const QString &text, const QStringList &names)
{
    const bool named = m_settings.preferences().namesInNotifications;
    //: Notification: its title, about secrets that were checked out.
    say(Lent, {tr("Access ends soon"), named ? inOneParagraph({text, visibleText(enumerated(names))}) : text});
}

/// Requests are made there and nowhere else.
void Bulletin::noteRequest()
{
    const CheckOut &now = m_browse.checkOut()->now();
    if (now.state == CheckOut::State::Requested)
        m_grants.add(m_browse.currentAccountId(), now.secretId);
}

void Bulletin::onGranted(const QString &accountId, const QString &secretId)
{
    const Session *const session = m_sessions.find(accountId);
    const Catalog::Row row = session ? session->catalog()->rowOf(secretId) : Catalog::NoRow;
    const bool named = m_settings.preferences().namesInNotifications && row != Catalog::NoRow;
    //: Notification: the user asked for access to a secret, and somebody agreed.
    say(grantTopic(accountId, secretId),
        {tr("Access was granted"), named ? visibleText(session->catalog()->name(row))
                                         //: Notification: what to do now that access to a secret was granted.
                                         : tr("A secret you asked for can be checked out.")});
}

void Bulletin::sayTyping(const QString &fault)
{
    say(Typing, {fault, {}});
}

void Bulletin::say(const QString &topic, const Notice &notice)
{
    if (m_locked || isLookedAt() || !m_settings.preferences().notifies)
        return;
    m_latest = topic;
    Q_EMIT said(topic, notice);
}

void Bulletin::setLocked(bool locked)
{
    m_locked = locked;
    if (locked)
        Q_EMIT allTakenBack();
}

void Bulletin::open(const QString &topic)
{
    if (m_locked)
        return;
    if (topic == Lent)
        Q_EMIT checkedOutWanted();
    else if (topic == Typing)
        Q_EMIT windowWanted();
    else if (topic.startsWith(Trouble))
        Q_EMIT accountWanted(topic.mid(Trouble.size()));
    else if (topic.startsWith(Granted))
        Q_EMIT secretWanted(topic.section(QLatin1Char('/'), 1, 1), topic.section(QLatin1Char('/'), 2));
}

} // namespace coffret
