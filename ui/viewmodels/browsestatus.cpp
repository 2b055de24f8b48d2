// SPDX-License-Identifier: GPL-3.0-or-later
// How the account is doing, in words.
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

namespace coffret {

QString BrowseViewModel::progressText() const
{
    if (!isBusy())
        return {};
    const QLocale locale;
    if (m_session->state() == Session::State::SigningIn || m_loaded == 0)
        return stateLabel(m_session->state());
    if (m_total < 0)
        //: Progress of loading. %1 is a number.
        return tr("%1 secrets loaded").arg(locale.toString(m_loaded));
    //: Progress of loading. %1 and %2 are numbers.
    return tr("%1 of %2 secrets loaded").arg(locale.toString(m_loaded), locale.toString(m_total));
}

QString BrowseViewModel::syncText() const
{
    if (!m_session)
        return {};
    if (isBusy())
        return stateLabel(m_session->state());
    using Contact = Session::Contact;
    const Contact contact = m_session->contact();
    const QString when = relativeTime(m_session->lastSync(), m_clock.now());
    if (when.isEmpty())
        return stateLabel(m_session->state());
    const bool isFromCache = m_session->isFromCache();
    if (contact == Contact::Connecting || contact == Contact::Syncing)
        return isFromCache
                   //: Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a
                   //: moment, for example "yesterday 18:02".
                   ? tr("Connecting, as of %1").arg(when)
                   //: Foot of the sidebar, while the lists are fetched again.
                   : tr("Syncing…");
    if (contact == Contact::Paused && !m_session->lastError())
        //: Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the
        //: passphrase.
        return tr("Your passphrase is needed: sync to go on");
    if (isFromCache)
        //: Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example "yesterday 18:02".
        return tr("Offline, as of %1").arg(when);
    if (m_session->lastError() || contact == Contact::Waiting)
        //: Foot of the sidebar: the last sync failed. %1 is a moment, for example "yesterday 18:02".
        return tr("Not up to date, showing %1").arg(when);
    //: Foot of the sidebar. %1 is a moment, for example "2 min ago".
    return tr("Synced %1").arg(when);
}

QString BrowseViewModel::emptyText() const
{
    if (m_secrets.rowCount() > 0 || isBusy() || !m_session || !m_found.whole)
        return {};
    if (m_session->state() == Session::State::Closed)
        //: In place of the list.
        return tr("This account is locked.");
    if (m_session->state() == Session::State::Failed)
        //: In place of the list.
        return tr("This account could not be opened.");
    if (!m_searchText.isEmpty() && m_folderHits.rowCount() > 0)
        //: In place of the list, below folders that were found. %1 is what the user searched for.
        return tr("No secret matches “%1”, but folders do.").arg(m_searchText);
    if (!m_searchText.isEmpty())
        //: In place of the list. %1 is what the user searched for.
        return tr("Nothing matches “%1”.").arg(m_searchText);
    if (!m_typeFilter.isEmpty())
        //: In place of the list, while only secrets of one type are shown.
        return tr("Nothing of this type here.");
    if (m_nodeId == FavouritesNode)
        //: In place of the list.
        return tr("No favourites yet.");
    if (m_nodeId == CheckedOutNode)
        //: In place of the list: the user has borrowed no secret.
        return tr("You have nothing checked out.");
    if (m_nodeId == AttentionNode)
        //: In place of the list: no secret has a problem.
        return tr("Nothing needs your attention.");
    if (m_nodeId == ExpiringNode)
        //: In place of the list.
        return tr("Nothing expires soon.");
    if (m_nodeId == SharedNode)
        //: In place of the list: nobody else's secret can be read.
        return tr("Nothing is shared with you.");
    if (m_session->catalog()->size() == 0)
        //: In place of the list.
        return tr("No secret is shared with you yet.");
    //: In place of the list.
    return tr("No secrets here.");
}

QString BrowseViewModel::emptyHint() const
{
    if (emptyText().isEmpty())
        return {};
    if (m_session->state() == Session::State::Closed)
        return tr("Unlock to see its secrets.");
    if (m_session->state() == Session::State::Failed)
        return tr("The message above says why. Try again when it is solved.");
    if (!m_searchText.isEmpty())
        return m_nodeId == AllNode && m_typeFilter.isEmpty()
                   ? tr("Try fewer letters, or part of a user name, address or folder.")
                   : tr("Only this list was searched. Choose “All secrets” to search everywhere.");
    if (!m_typeFilter.isEmpty())
        return tr("Choose another list or clear the type filter.");
    if (m_nodeId == FavouritesNode)
        return tr("Secrets marked with a star in the vault are shown here.");
    if (m_nodeId == CheckedOutNode)
        return tr("Secrets that you check out are listed here until you give them back or their time is over.");
    if (m_nodeId == AttentionNode)
        return tr("Secrets with an unverified signature, an unknown type or no value would be listed here.");
    if (m_nodeId == ExpiringNode)
        return tr("Secrets that have expired, or do within 30 days, would be listed here.");
    if (m_nodeId == SharedNode)
        return tr("Secrets that belong to somebody else would be listed here.");
    if (m_session->catalog()->size() == 0)
        return tr("Ask a colleague to share one, then sync.");
    return tr("Choose another list or clear the type filter.");
}

QString BrowseViewModel::errorText() const
{
    const std::optional<Error> error = m_session ? m_session->lastError() : std::nullopt;
    const bool shown = error && !m_errorDismissed && error->kind != ErrorKind::Cancelled;
    return shown ? describe(error->kind).text : QString();
}

QString BrowseViewModel::errorHint() const
{
    return errorText().isEmpty() ? QString() : describe(m_session->lastError()->kind).hint;
}

QString BrowseViewModel::errorDetailsText() const
{
    return errorText().isEmpty() ? QString() : errorDetails(*m_session->lastError());
}

} // namespace coffret
