// SPDX-License-Identifier: GPL-3.0-or-later
// The last screens of FirstRunViewModel: signing in, and what comes after.
#include "ui/viewmodels/firstrunviewmodel.h"

#include "core/store/settings.h"
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/sessionopening.h"
#include "ui/viewmodels/texts.h"

#include <QPointer>
#include <QUuid>

namespace coffret {

Account FirstRunViewModel::newAccount() const
{
    Account account;
    // New each time, so that tokens of an attempt before, still being removed, are not those of this one.
    account.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    account.service = m_service;
    account.name = m_accountName.trimmed().isEmpty() ? m_server.host() : m_accountName.trimmed();
    m_server.writeTo(account);
    if (m_service == Service::Passbolt) {
        account.userId = m_enrolment.userId();
        account.keyFingerprint = m_way == Way::Kit ? m_enrolment.keyInKit() : m_keys.selected();
    }
    if (usesPortal())
        account.portalUser = m_portalUser.trimmed();
    if (m_service == Service::CommandK)
        account.appIds = listedApps(m_appIds);
    return account;
}

void FirstRunViewModel::finish()
{
    setBusy(true);
    clearError();
    m_account = newAccount();
    const quint64 generation = ++m_generation;
    QCoro::connect(m_enrolment.settle(m_account), this, [this, generation](Expected<void> settled) {
        if (generation != m_generation)
            return;
        if (!settled)
            return giveUp(m_enrolment.describeSettling(settled.error()));
        openSession();
    });
}

void FirstRunViewModel::openSession()
{
    const quint64 generation = m_generation;
    QCoro::connect(signIn(), this, [this, generation](Expected<void> opened) {
        if (generation != m_generation)
            return;
        if (!opened)
            return giveUp(describeSignInFailure(opened.error()));
        welcome();
    });
}

Task<Expected<void>> FirstRunViewModel::signIn()
{
    const QPointer<FirstRunViewModel> self(this);
    const quint64 generation = m_generation;
    std::vector<std::pair<QString, SecretBuffer>> tokens;
    for (const auto &[which, token] : m_tokens)
        tokens.emplace_back(m_account.id + QLatin1Char('/') + which, token.clone());
    const auto forgetTokens = [this, keys = credentialKeys(m_account.id)] {
        for (const QString &key : keys)
            m_credentials.remove(key); // best effort: a failed setup leaves no token behind
    };
    for (auto &[key, token] : tokens) {
        const QString name = key;
        Expected<void> written = co_await m_credentials.write(name, std::move(token));
        if (!self)
            co_return failure(ErrorKind::Cancelled);
        if (generation != m_generation)
            written = failure(ErrorKind::Cancelled);
        if (!written) {
            forgetTokens();
            co_return failure(written);
        }
    }
    m_candidate = m_sessions.make(m_account);
    Q_EMIT candidateMade(m_candidate.get());
    Expected<void> opened = co_await openToTheEnd(m_candidate.get());
    if (!self)
        co_return failure(ErrorKind::Cancelled);
    if (generation != m_generation) { // and the candidate is another one's by now, or gone
        forgetTokens();
        co_return failure(ErrorKind::Cancelled);
    }
    if (opened)
        opened = m_settings.saveAccount(m_account);
    if (!opened) {
        m_sessions.retire(std::move(m_candidate));
        forgetTokens();
    }
    co_return opened;
}

void FirstRunViewModel::welcome()
{
    if (m_way != Way::Kit) {
        m_sessions.adopt(std::move(m_candidate));
        return leave();
    }
    setBusy(false);
    advance(); // before there is an account, so that this page stays on the screen
    m_sessions.adopt(std::move(m_candidate));
}

void FirstRunViewModel::leave()
{
    const QString accountId = m_account.id;
    restart();
    Q_EMIT finished(accountId);
}

} // namespace coffret
