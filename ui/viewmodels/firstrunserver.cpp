// SPDX-License-Identifier: GPL-3.0-or-later
// The first screens of FirstRunViewModel: what the server handed out, and whether it is the right one.
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/firstrunviewmodel.h"
#include "ui/viewmodels/setupfiles.h"

namespace coffret {

void FirstRunViewModel::chooseKit()
{
    begin(Service::Passbolt, Way::Kit, KitStep);
}

void FirstRunViewModel::chooseLink()
{
    m_server.setUrl({});
    begin(Service::Passbolt, Way::Link, ServerStep);
}

void FirstRunViewModel::openFile(const QString &file)
{
    if (isBusy() || m_step == DoneStep)
        return;
    const bool mayNameAuthority = m_step == ServerStep || m_step == KitStep;
    clearError();
    switch (kindOfSetupFile(localPath(file))) {
    case SetupFile::Certificate:
        if (mayNameAuthority)
            return m_server.setAuthorityFile(file);
        return setError({tr("This is a certificate."), tr("It can be added where the server's address is asked for.")});
    case SetupFile::PrivateKey:
        if (m_step == KeyStep)
            return m_keys.openFile(file);
        return setError({tr("This is a key, not an account kit."),
                         tr("Choose Passbolt and enter the server's address first. Then you are asked for the key.")});
    case SetupFile::AccountKit:
        return m_enrolment.openKit(file);
    }
}

void FirstRunViewModel::takeKit()
{
    m_service = Service::Passbolt;
    m_way = Way::Kit;
    m_tokens.clear();
    m_keys.reset();
    m_server.setUrl(m_enrolment.kitServer());
    m_server.expectKey(m_enrolment.serverKeyInKit());
    go(KitStep);
}

void FirstRunViewModel::setAddress(const QString &text)
{
    if (m_service == Service::Passbolt && m_enrolment.takeLink(text)) {
        clearError();
        return m_server.setUrl(m_enrolment.linkServer().toString());
    }
    if (m_enrolment.hasLink() && text != m_server.url())
        m_enrolment.reset(); // it was for another server
    m_server.setUrl(text);
}

void FirstRunViewModel::forgetLink()
{
    m_enrolment.reset();
    m_server.setUrl({});
}

void FirstRunViewModel::lookAtServer()
{
    if (m_step == KitStep && !m_enrolment.hasKit())
        return setError({tr("No account kit is chosen yet."),
                         tr("Choose the file, or drop it here. Without one, go back and choose Passbolt.")});
    const bool isBrokenLink =
        m_service == Service::Passbolt && m_server.url().contains(QLatin1String("/setup/")) && !m_enrolment.hasLink();
    if (isBrokenLink || (wantsLink() && !m_enrolment.hasLink()))
        return setError(describeLinkFailure({ErrorKind::InvalidInput, {}, 0}));
    if (m_server.take())
        m_server.probe(m_service == Service::Passbolt);
}

void FirstRunViewModel::onServerAnswered()
{
    if (m_enrolment.hasLink() && m_server.hasKey())
        return m_enrolment.openLink(m_server.trust());
    showTrust();
}

void FirstRunViewModel::showTrust()
{
    if (m_step == ServerStep || m_step == KitStep)
        advance();
    if (m_server.isKeyRefused())
        setError({tr("This server's key is not the one in the account kit."),
                  tr("Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was "
                     "exchanged; then download a new account kit.")});
}

void FirstRunViewModel::trust()
{
    if (!m_server.accept())
        return;
    if (m_service == Service::Passbolt && !m_server.hasKey())
        return m_server.probeKey(); // shown on this screen, to be compared before going on
    if (m_server.isKeyRefused())
        return showTrust();
    if (m_enrolment.hasLink() && !m_enrolment.invitation())
        return m_enrolment.openLink(m_server.trust());
    advance();
}

KeyDemand FirstRunViewModel::demand() const
{
    KeyDemand demand;
    demand.clockSkew = m_server.clockSkew();
    demand.fingerprint = m_enrolment.completedWith();
    if (const auto &invitation = m_enrolment.invitation()) {
        demand.isNew = !m_enrolment.isRecovering() && demand.fingerprint.isEmpty();
        demand.name = invitation->name;
        demand.email = invitation->username;
        if (m_enrolment.isRecovering())
            demand.fingerprint = invitation->fingerprint;
    }
    return demand;
}

} // namespace coffret
