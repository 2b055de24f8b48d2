// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sharedkeyviewmodel.h"

#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

SharedKeyViewModel::SharedKeyViewModel(QObject *parent) : QObject(parent) {}

SharedKeyViewModel::~SharedKeyViewModel() = default;

void SharedKeyViewModel::watch(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::stateChanged, this, &SharedKeyViewModel::look);
        connect(session, &Session::catalogChanged, this, &SharedKeyViewModel::look);
    }
    m_asking = false;
    look();
}

void SharedKeyViewModel::look()
{
    const bool loaded = m_session && m_session->lastSync().isValid();
    const VaultSharing *sharing = loaded ? m_session->sharing() : nullptr;
    const QString before = fingerprint();
    m_change = sharing ? sharing->sharedKeyChange() : std::nullopt;
    m_asking = m_asking && m_change;
    if (m_asking && fingerprint() != before)
        //: Error while a new shared key is compared: the server has just named yet another one.
        m_errorText = tr("The server names another key than a moment ago. Compare this one.");
    m_waiting = 0;
    if (loaded) {
        const std::shared_ptr<const Catalog> catalog = m_session->catalog();
        for (Catalog::Row row = 0; row < catalog->size(); ++row)
            m_waiting += catalog->markers(row).testFlag(Marker::KeyMissing) ? 1 : 0;
    }
    Q_EMIT changed();
}

QString SharedKeyViewModel::keyName() const
{
    return m_change ? m_change->key.person.name : QString();
}

QString SharedKeyViewModel::acceptedFingerprint() const
{
    return m_change ? groupedFingerprint(m_change->key.pinnedFingerprint) : QString();
}

QString SharedKeyViewModel::fingerprint() const
{
    return m_change ? groupedFingerprint(m_change->key.fingerprint) : QString();
}

QString SharedKeyViewModel::givenBy() const
{
    if (!m_change)
        return {};
    switch (m_change->giver) {
    case SharedKeyChange::Giver::Person:
        //: Who handed a new shared key out. %1 is the name of a person.
        return tr("%1 handed it out and signed it.").arg(m_change->giverName);
    case SharedKeyChange::Giver::Server:
        //: Who handed a new shared key out.
        return tr("The server itself handed it out; no person signed it.");
    case SharedKeyChange::Giver::Nobody:
        break;
    }
    //: Who handed a new shared key out.
    return tr("Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.");
}

QString SharedKeyViewModel::missingText() const
{
    //: Banner of an account. %n secrets have encrypted names that the user was not given the key for.
    return m_waiting > 0 ? tr("%n secret(s) wait for the shared key", nullptr, m_waiting) : QString();
}

void SharedKeyViewModel::ask()
{
    m_asking = m_change.has_value();
    m_errorText.clear();
    Q_EMIT changed();
}

void SharedKeyViewModel::cancel()
{
    m_asking = false;
    Q_EMIT changed();
}

void SharedKeyViewModel::accept(const QString &compared)
{
    VaultSharing *sharing = m_session ? m_session->sharing() : nullptr;
    if (!m_asking || !sharing || compared != fingerprint())
        return;
    const Expected<void> accepted = sharing->acceptKey(m_change->key.person.id, m_change->key.fingerprint);
    if (!accepted) {
        m_errorText = describe(accepted.error().kind).text;
        Q_EMIT changed();
        return;
    }
    m_asking = false;
    m_session->refresh();
    look();
}

} // namespace coffret
