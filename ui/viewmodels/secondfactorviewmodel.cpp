// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/secondfactorviewmodel.h"

#include "ui/viewmodels/usermessages.h"

#include <QDesktopServices>

namespace coffret {

namespace {

const auto Code = QStringLiteral("code");
const auto Yubikey = QStringLiteral("yubikey");
const auto Browser = QStringLiteral("browser");

QStringList methodsFor(const std::vector<SecondFactor::Provider> &providers)
{
    QStringList methods;
    for (const SecondFactor::Provider provider : providers) {
        if (provider == SecondFactor::Provider::OneTimeCode)
            methods.append(Code);
        else if (provider == SecondFactor::Provider::Yubikey)
            methods.append(Yubikey);
        else if (provider == SecondFactor::Provider::Duo)
            methods.append(Browser);
    }
    methods.removeDuplicates();
    return methods;
}

} // namespace

SecondFactorViewModel::SecondFactorViewModel(OpenUrl openUrl, QObject *parent)
    : QObject(parent), m_openUrl(openUrl ? std::move(openUrl) : OpenUrl(&QDesktopServices::openUrl))
{
}

SecondFactorViewModel::~SecondFactorViewModel() = default;

void SecondFactorViewModel::watch(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::stateChanged, this, &SecondFactorViewModel::look);
        connect(session, &QObject::destroyed, this, &SecondFactorViewModel::look);
    }
    m_asked = false;
    look();
}

void SecondFactorViewModel::look()
{
    const bool asked = m_session && m_session->state() == Session::State::NeedsSecondFactor;
    if (asked != m_asked) {
        ++m_generation;
        m_methods = asked ? methodsFor(m_session->secondFactorProviders()) : QStringList();
        m_method = m_methods.value(0);
        m_browserHost.clear();
        m_errorText.clear();
        m_errorHint.clear();
        m_remember = false;
        m_busy = false;
    }
    m_asked = asked;
    Q_EMIT changed();
}

QString SecondFactorViewModel::accountName() const
{
    return m_session ? m_session->account().name : QString();
}

void SecondFactorViewModel::setMethod(const QString &method)
{
    if (m_busy || m_method == method || !m_methods.contains(method))
        return;
    m_method = method;
    m_browserHost.clear();
    m_errorText.clear();
    m_errorHint.clear();
    Q_EMIT changed();
}

bool SecondFactorViewModel::canRemember() const
{
    return m_method == Code || m_method == Yubikey;
}

void SecondFactorViewModel::setRemember(bool remember)
{
    if (m_remember == remember)
        return;
    m_remember = remember;
    Q_EMIT changed();
}

void SecondFactorViewModel::begin()
{
    m_busy = true;
    m_errorText.clear();
    m_errorHint.clear();
    Q_EMIT changed();
}

void SecondFactorViewModel::submit(const QString &code)
{
    if (!isAsked() || m_busy || !canRemember())
        return;
    QByteArray typed = code.toLatin1();
    for (const char space : {' ', '\n', '\t', '-'})
        typed.replace(space, "");
    if (m_method == Yubikey)
        typed = typed.toLower();
    SecretBuffer secret = SecretBuffer::takeFrom({typed.data(), static_cast<std::size_t>(typed.size())});
    const auto provider = m_method == Code ? SecondFactor::Provider::OneTimeCode : SecondFactor::Provider::Yubikey;
    begin();
    const quint64 generation = m_generation;
    QCoro::connect(m_session->submitSecondFactor(provider, std::move(secret), m_remember), this,
                   [this, generation](const Expected<void> &outcome) {
                       if (generation == m_generation)
                           take(outcome);
                       else if (outcome)
                           Q_EMIT answered();
                   });
}

void SecondFactorViewModel::openBrowser()
{
    if (!isAsked() || m_busy || m_method != Browser)
        return;
    begin();
    const quint64 generation = m_generation;
    QCoro::connect(m_session->startSecondFactorInBrowser(), this, [this, generation](const Expected<QUrl> &address) {
        if (generation != m_generation)
            return;
        if (!address)
            return fail(address.error());
        m_busy = false;
        m_browserHost = address->host();
        if (!m_openUrl(*address)) {
            //: Error of the second factor step.
            m_errorText = tr("No browser could be opened.");
            //: %1 is an address.
            m_errorHint = tr("Open this address yourself: %1").arg(QString::fromLatin1(address->toEncoded()));
        }
        Q_EMIT changed();
    });
}

void SecondFactorViewModel::finishBrowser(const QString &address)
{
    if (!isAsked() || m_busy || m_method != Browser)
        return;
    begin();
    const quint64 generation = m_generation;
    const QUrl typed(address.trimmed(), QUrl::StrictMode);
    QCoro::connect(m_session->finishSecondFactorInBrowser(typed), this,
                   [this, generation](const Expected<void> &outcome) {
                       if (generation == m_generation)
                           take(outcome);
                       else if (outcome)
                           Q_EMIT answered();
                   });
}

void SecondFactorViewModel::cancel()
{
    if (m_session)
        m_session->close();
}

void SecondFactorViewModel::take(const Expected<void> &outcome)
{
    m_busy = false;
    if (!outcome)
        return fail(outcome.error());
    Q_EMIT changed();
    Q_EMIT answered();
}

void SecondFactorViewModel::fail(const Error &error)
{
    m_busy = false;
    const UserMessage message = describe(error.kind);
    m_errorText = message.text;
    m_errorHint = message.hint;
    if (error.kind == ErrorKind::InvalidInput && m_method == Browser) {
        //: Error of the second factor step, when the pasted address does not lead to the end of it.
        m_errorText = tr("The server did not accept this address.");
        m_errorHint = tr("Begin again, and copy the whole address from the browser when Duo is done. It works once.");
    } else if (error.kind == ErrorKind::InvalidInput) {
        //: Error of the second factor step.
        m_errorText = tr("This code was not accepted.");
        m_errorHint = tr("Wait for the next one and try again. After a few wrong ones the server ends the session.");
    } else if (error.kind == ErrorKind::Unsupported) {
        //: Error of the second factor step.
        m_errorText = tr("This server cannot ask Duo for Coffret.");
        m_errorHint = tr("Choose another method here, or add one-time codes to your account in the server's own page.");
    }
    Q_EMIT changed();
}

} // namespace coffret
