// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/actionsviewmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

namespace coffret {

ActionsViewModel::ActionsViewModel(ToastViewModel &toast, const Clock &clock, QObject *parent)
    : QObject(parent), m_toast(toast), m_clock(clock)
{
}

ActionsViewModel::~ActionsViewModel()
{
    m_stop.request_stop();
}

void ActionsViewModel::show(Session *session, const SecretSummary &summary)
{
    if (session != m_session || summary.id != m_summary.id) { // what is under way goes on: it was wanted
        ++m_generation;
        m_pending = 0;
        m_deleting = false;
        m_deleteError.reset();
    }
    m_session = session;
    m_summary = summary;
    Q_EMIT changed();
}

bool ActionsViewModel::canWrite() const
{
    return m_session && m_session->writing() && !m_summary.id.isEmpty() &&
           m_session->capabilities().testFlag(Capability::Write);
}

bool ActionsViewModel::canFavourite() const
{
    return m_session && m_session->writing() && !m_summary.id.isEmpty() &&
           m_session->capabilities().testFlag(Capability::Favourites);
}

QString ActionsViewModel::changeHint() const
{
    if (!canWrite())
        //: Why nothing can be done with a secret.
        return tr("This account can only be read");
    if (m_summary.right == AccessRight::Read)
        //: Why a secret cannot be changed.
        return tr("You can read this, but not change it");
    return {};
}

QString ActionsViewModel::moveHint() const
{
    if (canWrite() && !m_session->canMove())
        //: Why a secret cannot be moved.
        return tr("This account has no folders, or its administrator keeps them from you");
    return changeHint();
}

QString ActionsViewModel::deleteHint() const
{
    if (canWrite() && !m_session->writing()->canRemove())
        //: Why a secret cannot be deleted.
        return tr("Deleting is done on the server's own page");
    return changeHint();
}

QString ActionsViewModel::tagHint() const
{
    if (!canWrite())
        return changeHint();
    if (!m_session->capabilities().testFlag(Capability::Tags))
        //: Why a secret cannot be given a tag.
        return tr("This server has no tags, or its administrator keeps them from you");
    return {};
}

QString ActionsViewModel::expireHint() const
{
    if (canWrite() && !m_session->capabilities().testFlag(Capability::Expiry))
        //: Why no day can be set on which a secret expires.
        return tr("Nothing expires on this server");
    return changeHint();
}

QString ActionsViewModel::expiryChoiceHint() const
{
    if (const QString hint = expireHint(); !hint.isEmpty())
        return hint;
    if (!m_session->capabilities().testFlag(Capability::ExpiryChoice))
        //: Why the user cannot choose the day on which a secret expires.
        return tr("Your administrator sets this");
    return {};
}

bool ActionsViewModel::canUpgrade() const
{
    return canWrite() && m_session->writing()->canUpgradeOne(m_summary);
}

bool ActionsViewModel::isExpired() const
{
    return m_summary.expires.isValid() && m_summary.expires <= m_clock.now();
}

QString ActionsViewModel::expiresText() const
{
    if (!m_summary.expires.isValid())
        return {};
    //: A date for QLocale::toString, day before month before year as this language has it.
    const QString day = QLocale().toString(m_summary.expires.toLocalTime().date(), tr("d MMM yyyy"));
    //: When a secret ended or ends. %1 is a day.
    return isExpired() ? tr("Expired on %1").arg(day) : tr("Expires on %1").arg(day);
}

void ActionsViewModel::run(Task<Expected<void>> task, const QString &doneText)
{
    ++m_pending;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(std::move(task), this, [this, generation, doneText](const Expected<void> &done) {
        if (generation == m_generation)
            --m_pending;
        if (!done && done.error().kind != ErrorKind::Cancelled)
            m_toast.showMessage(describe(done.error().kind).text);
        else if (done && !doneText.isEmpty())
            m_toast.showMessage(doneText);
        Q_EMIT changed();
    });
}

void ActionsViewModel::toggleFavourite()
{
    if (!canFavourite() || isBusy())
        return;
    run(m_session->setFavourite(m_summary.id, !m_summary.markers.testFlag(Marker::Favourite), m_stop.get_token()), {});
}

void ActionsViewModel::askForTag()
{
    if (canTag())
        Q_EMIT tagWanted();
}

void ActionsViewModel::addTag(const QString &tag)
{
    const QString trimmed = tag.trimmed();
    if (canTag() && !isBusy() && !trimmed.isEmpty() && !m_summary.tags.contains(trimmed))
        setTags(m_summary.tags + QStringList{trimmed});
}

QString ActionsViewModel::shownTag(const QString &tag) const
{
    return visibleText(tag);
}

void ActionsViewModel::removeTag(const QString &tag)
{
    QStringList left = m_summary.tags;
    if (canTag() && !isBusy() && left.removeAll(tag) > 0)
        setTags(left);
}

void ActionsViewModel::setTags(const QStringList &tags)
{
    run(m_session->setTags(m_summary.id, tags, m_stop.get_token()), {});
}

void ActionsViewModel::setExpiresIn(int days)
{
    if (!(days == 0 ? canExpire() : canChooseExpiry()) || isBusy())
        return;
    const QDateTime expires = days < 0 ? QDateTime() : m_clock.now().addDays(days);
    //: Message after the day a secret expires was changed.
    run(m_session->setExpiry(m_summary.id, expires, m_stop.get_token()), tr("Expiry changed"));
}

void ActionsViewModel::askToDelete()
{
    if (!canDelete() && !m_summary.id.isEmpty())
        m_toast.showMessage(deleteHint()); // a key may ask for it where no menu offers it
    if (!canDelete() || m_deleting)
        return;
    m_deleting = true;
    m_deleteError.reset();
    Q_EMIT changed();
}

void ActionsViewModel::cancelDelete()
{
    m_deleting = false;
    Q_EMIT changed();
}

QString ActionsViewModel::deleteText() const
{
    if (m_summary.markers.testFlag(Marker::Shared))
        //: Question before a secret that others see too is deleted.
        return tr("It is deleted for everyone it is shared with. This cannot be undone.");
    //: Question before a secret is deleted.
    return tr("This cannot be undone.");
}

QString ActionsViewModel::deleteError() const
{
    return m_deleteError ? describe(m_deleteError->kind).inOneLine() : QString();
}

void ActionsViewModel::confirmDelete()
{
    if (!m_deleting || !canDelete() || isBusy())
        return;
    ++m_pending;
    m_deleteError.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    const QString name = visibleText(m_summary.name);
    QCoro::connect(m_session->remove(m_summary.id, m_stop.get_token()), this,
                   [this, generation, name](const Expected<void> &done) {
                       if (done)
                           //: Message after deleting. %1 is the name of a secret.
                           m_toast.showMessage(tr("“%1” deleted").arg(name));
                       if (generation != m_generation) {
                           if (!done && done.error().kind != ErrorKind::Cancelled)
                               //: Message when deleting failed. %1 is the name of a secret, %2 an error, a sentence.
                               m_toast.showMessage(
                                   tr("“%1” was not deleted. %2").arg(name, describe(done.error().kind).text));
                           return;
                       }
                       --m_pending;
                       m_deleting = !done;
                       if (!done)
                           m_deleteError = done.error();
                       Q_EMIT changed();
                   });
}

} // namespace coffret
