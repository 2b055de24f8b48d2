// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/serveridentityviewmodel.h"

#include "core/store/settings.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QRegularExpression>

namespace coffret {

namespace {

bool isHex(const QString &text, qsizetype digits)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9A-F]*\\z"));
    return text.size() == digits && hex.match(text).hasMatch();
}

constexpr qsizetype KeyDigits = 40;
constexpr qsizetype CertificateDigits = 64;

} // namespace

ServerIdentityViewModel::ServerIdentityViewModel(SessionList &sessions, Settings &settings, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings)
{
}

ServerIdentityViewModel::~ServerIdentityViewModel() = default;

void ServerIdentityViewModel::watch(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::stateChanged, this, &ServerIdentityViewModel::look);
        connect(session, &Session::contactChanged, this, &ServerIdentityViewModel::look);
    }
    cancel();
}

QString ServerIdentityViewModel::shownDigits() const
{
    const std::optional<Error> error = m_session ? m_session->lastError() : std::nullopt;
    if (!error)
        return {};
    const QString digits = error->detail.toUpper();
    const bool known = (error->kind == ErrorKind::ServerKeyChanged && isHex(digits, KeyDigits)) ||
                       (error->kind == ErrorKind::TlsPinMismatch && isHex(digits, CertificateDigits));
    return known ? digits : QString();
}

bool ServerIdentityViewModel::isDifferent() const
{
    return !shownDigits().isEmpty();
}

bool ServerIdentityViewModel::isCertificate() const
{
    return shownDigits().size() == CertificateDigits;
}

QString ServerIdentityViewModel::accountName() const
{
    return m_session ? m_session->account().name : QString();
}

QString ServerIdentityViewModel::acceptedFingerprint() const
{
    if (!isDifferent())
        return {};
    const Account &account = m_session->account();
    return groupedFingerprint(isCertificate() ? QString::fromLatin1(account.pinnedCertificate.toHex().toUpper())
                                              : account.serverFingerprint);
}

QString ServerIdentityViewModel::shownFingerprint() const
{
    return groupedFingerprint(shownDigits());
}

/// A question ends with its reason: it does not come up again by itself.
void ServerIdentityViewModel::look()
{
    m_asking = isAsking();
    Q_EMIT changed();
}

void ServerIdentityViewModel::ask()
{
    m_asking = isDifferent();
    fail({}, {});
}

void ServerIdentityViewModel::cancel()
{
    m_asking = false;
    fail({}, {});
}

void ServerIdentityViewModel::fail(const QString &text, const QString &hint)
{
    m_errorText = text;
    m_errorHint = hint;
    Q_EMIT changed();
}

void ServerIdentityViewModel::accept(const QString &fingerprint)
{
    static const QRegularExpression separators(QStringLiteral("[:\\s]"));
    const QString typed = QString(fingerprint).remove(separators).toUpper();
    const QString shown = shownDigits();
    if (!isAsking())
        return;
    if (typed.isEmpty())
        //: Error when a server's new fingerprint is accepted.
        return fail(tr("The fingerprint is missing."), tr("Enter the one that whoever runs the server told you."));
    if (typed != shown)
        //: Error when a server's new fingerprint is accepted: what was entered is another one.
        return fail(tr("This is not the fingerprint the server shows."),
                    tr("Do not sign in. Somebody may stand between you and the server; tell whoever runs it."));
    save(shown);
}

void ServerIdentityViewModel::save(const QString &digits)
{
    const Account *const kept = m_settings.account(m_session->account().id);
    const bool isKept = kept != nullptr;
    Account account = isKept ? *kept : m_session->account(); // what is kept knows more since the first sign-in
    if (isCertificate())
        account.pinnedCertificate = QByteArray::fromHex(digits.toLatin1());
    else
        account.serverFingerprint = digits;
    const Expected<void> done = isKept ? m_settings.saveAccount(account) : Expected<void>();
    if (!done) {
        const UserMessage message = describe(done.error().kind);
        return fail(message.text, message.hint);
    }
    cancel();
    m_sessions.replace(m_sessions.make(account))->open();
    Q_EMIT accepted();
}

} // namespace coffret
