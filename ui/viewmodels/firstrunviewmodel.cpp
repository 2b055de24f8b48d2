// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/firstrunviewmodel.h"

#include "core/store/settings.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QFile>
#include <QPointer>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 MaximumAuthorityBytes = 256 * 1024;
constexpr QLatin1String Token("token");
constexpr QLatin1String ReadToken("read-token");

/// What the user typed as an address, or an invalid URL. HTTPS only; a missing scheme means HTTPS.
QUrl serverFrom(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("https://"));
    QUrl url(text, QUrl::StrictMode);
    const bool usable = url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
                        url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!usable)
        return {};
    QString path = url.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path);
    return url;
}

} // namespace

FirstRunViewModel::FirstRunViewModel(SessionList &sessions, Settings &settings, CredentialStore &credentials,
                                     OpenPgp &openPgp, SetupProbes probes, QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_settings(settings)
    , m_credentials(credentials)
    , m_openPgp(openPgp)
    , m_probes(std::move(probes))
{
}

FirstRunViewModel::~FirstRunViewModel() = default;

void FirstRunViewModel::restart()
{
    abandon();
    m_account = {};
    m_certificate = {};
    m_tokens.clear();
    m_serverUrl.clear();
    m_accountName.clear();
    m_authorityFile.clear();
    m_expectedFingerprint.clear();
    m_appIds.clear();
    m_keys.setKeys({});
    go(ChooseService);
    Q_EMIT inputChanged();
    Q_EMIT probed();
}

void FirstRunViewModel::abandon()
{
    ++m_generation;
    m_candidate.reset();
    setBusy(false);
    clearError();
}

std::vector<FirstRunViewModel::Step> FirstRunViewModel::path() const
{
    switch (m_account.service) {
    case Service::Passbolt:
        return {ChooseService, ServerStep, TrustStep, KeyStep, FinishStep};
    case Service::FudoUag:
        return {ChooseService, ServerStep, TrustStep, TokenStep, FinishStep};
    case Service::CommandK:
        return {ChooseService, ServerStep, TrustStep, TokenStep, AppsStep, FinishStep};
    }
    return {ChooseService};
}

void FirstRunViewModel::go(Step step)
{
    clearError();
    m_step = step;
    Q_EMIT stepChanged();
    if (step == KeyStep)
        loadKeys();
}

void FirstRunViewModel::advance()
{
    const std::vector<Step> steps = path();
    const auto here = std::find(steps.begin(), steps.end(), m_step);
    if (here != steps.end() && here + 1 != steps.end())
        go(*(here + 1));
}

void FirstRunViewModel::back()
{
    abandon();
    const std::vector<Step> steps = path();
    const auto here = std::find(steps.begin(), steps.end(), m_step);
    if (here != steps.end() && here != steps.begin())
        go(*(here - 1));
}

QString FirstRunViewModel::service() const
{
    return m_step == ChooseService ? QString() : toString(m_account.service);
}

void FirstRunViewModel::chooseService(const QString &service)
{
    const Expected<Service> chosen = serviceFromString(service);
    if (!chosen)
        return setError(chosen.error());
    m_account = {};
    m_account.service = *chosen;
    m_tokens.clear();
    go(ServerStep);
}

void FirstRunViewModel::next()
{
    if (m_busy)
        return;
    switch (m_step) {
    case ChooseService:
        break;
    case ServerStep:
        if (takeServer())
            probe();
        break;
    case TrustStep:
        trust();
        break;
    case KeyStep:
        if (m_keys.isUsable(m_account.keyFingerprint))
            advance();
        else
            setError(tr("No key is chosen yet."), tr("Choose the key that the server knows you by."));
        break;
    case TokenStep:
        if (takeTokens())
            advance();
        break;
    case AppsStep:
        if (takeApps())
            advance();
        break;
    case FinishStep:
        finish();
        break;
    }
}

bool FirstRunViewModel::takeServer()
{
    m_account.server = serverFrom(m_serverUrl);
    if (m_account.server.isEmpty()) {
        setError(tr("This is not an address Coffret can use."),
                 tr("It should look like https://vault.example.com, without a user name."));
        return false;
    }
    m_account.certificateAuthorities.clear();
    m_account.pinnedCertificate.clear();
    m_account.serverFingerprint.clear();
    if (!m_authorityFile.isEmpty()) {
        QFile file(m_authorityFile);
        if (!file.open(QIODevice::ReadOnly) || file.size() > MaximumAuthorityBytes) {
            setError(tr("The certificate authority's file cannot be read."), tr("Choose a PEM file."));
            return false;
        }
        m_account.certificateAuthorities = file.readAll();
        if (!m_account.certificateAuthorities.contains("-----BEGIN CERTIFICATE-----")) {
            setError(tr("The file holds no certificate."), tr("Choose a PEM file; it has a line BEGIN CERTIFICATE."));
            return false;
        }
    }
    m_account.name = m_accountName.trimmed().isEmpty() ? m_account.server.host() : m_accountName.trimmed();
    return true;
}

void FirstRunViewModel::probe()
{
    setBusy(true);
    clearError();
    const quint64 generation = ++m_generation;
    QCoro::connect(m_probes.certificate(m_account.server, m_account.certificateAuthorities), this,
                   [this, generation](Expected<ServerCertificate> certificate) {
                       if (generation != m_generation)
                           return;
                       if (!certificate)
                           return giveUp(certificate.error());
                       m_certificate = *std::move(certificate);
                       Q_EMIT probed();
                       if (m_account.service == Service::Passbolt && m_certificate.trusted)
                           return probeServerKey();
                       setBusy(false);
                       advance();
                   });
}

void FirstRunViewModel::probeServerKey()
{
    const quint64 generation = m_generation;
    setBusy(true);
    QCoro::connect(m_probes.serverKey(m_account.server, m_account.certificateAuthorities, m_account.pinnedCertificate),
                   this, [this, generation](Expected<QString> fingerprint) {
                       if (generation != m_generation)
                           return;
                       if (!fingerprint)
                           return giveUp(fingerprint.error());
                       m_account.serverFingerprint = *std::move(fingerprint);
                       Q_EMIT probed();
                       setBusy(false);
                       if (m_step == ServerStep)
                           advance();
                   });
}

void FirstRunViewModel::trust()
{
    if (m_step != TrustStep || m_busy)
        return;
    if (!m_certificate.trusted && !takePin())
        return;
    if (m_account.service == Service::Passbolt && m_account.serverFingerprint.isEmpty())
        return probeServerKey(); // shown on this screen, to be compared before going on
    advance();
}

/// Going on anyway is not offered: the fingerprint must have come another way and agree with what the server shows.
bool FirstRunViewModel::takePin()
{
    static const QRegularExpression separators(QStringLiteral("[:\\s]"));
    const QString expected = QString(m_expectedFingerprint).remove(separators);
    if (expected.isEmpty()) {
        setError(Error{ErrorKind::TlsUntrusted, {}, 0});
        return false;
    }
    if (QByteArray::fromHex(expected.toLatin1()) != m_certificate.sha256 || m_certificate.sha256.isEmpty()) {
        setError(Error{ErrorKind::TlsPinMismatch, {}, 0});
        return false;
    }
    m_account.pinnedCertificate = m_certificate.sha256;
    return true;
}

void FirstRunViewModel::loadKeys()
{
    setBusy(true);
    const quint64 generation = ++m_generation;
    QCoro::connect(m_openPgp.secretKeys(), this, [this, generation](Expected<std::vector<KeyInfo>> keys) {
        if (generation != m_generation)
            return;
        if (!keys)
            return giveUp(keys.error());
        m_keys.setKeys(*std::move(keys));
        if (!m_keys.isUsable(m_account.keyFingerprint))
            m_account.keyFingerprint = m_keys.firstUsable();
        if (m_keys.rowCount() == 0)
            setError(tr("There is no OpenPGP key of yours on this computer."),
                     tr("Import your key with GnuPG (gpg --import) or insert your card, then come back to this page."));
        setBusy(false);
        Q_EMIT inputChanged();
    });
}

bool FirstRunViewModel::takeTokens()
{
    const QLatin1String needed = m_account.service == Service::CommandK ? ReadToken : Token;
    const auto token = m_tokens.find(needed);
    if (token != m_tokens.end() && !token->second.isEmpty())
        return true;
    setError(tr("The access token is missing."), tr("Paste the token that the vault's own page made for you."));
    return false;
}

bool FirstRunViewModel::takeApps()
{
    static const QRegularExpression separators(QStringLiteral("\\s*[,\\n]\\s*")); // a name may hold spaces
    m_account.appIds = m_appIds.trimmed().split(separators, Qt::SkipEmptyParts);
    m_account.appIds.removeDuplicates();
    if (!m_account.appIds.isEmpty())
        return true;
    setError(tr("No app is named yet."), tr("Enter the identifiers of the apps to show, separated by commas."));
    return false;
}

void FirstRunViewModel::setToken(const QString &which, const QString &value)
{
    QByteArray typed = value.trimmed().toUtf8();
    m_tokens[which] = SecretBuffer::takeFrom({typed.data(), static_cast<std::size_t>(typed.size())});
}

void FirstRunViewModel::startDemo()
{
    if (m_busy)
        return;
    clearError();
    setBusy(true); // the program is exchanged for the demonstration, or hears showDemoFailure()
    Q_EMIT demoRequested();
}

void FirstRunViewModel::showDemoFailure()
{
    setBusy(false);
    setError(tr("The demo vault could not be started."),
             tr("It comes with Coffret as coffret-demo-vault. Check that it is installed."));
}

void FirstRunViewModel::finish()
{
    if (m_step != FinishStep || m_busy)
        return;
    setBusy(true);
    clearError();
    // New each time, so that tokens of an attempt before, still being removed, are not those of this one.
    m_account.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const quint64 generation = ++m_generation;
    QCoro::connect(signIn(), this, [this, generation](Expected<void> outcome) {
        if (generation != m_generation)
            return;
        if (!outcome)
            return giveUp(outcome.error());
        const QString accountId = m_account.id;
        m_sessions.adopt(std::move(m_candidate));
        restart();
        Q_EMIT finished(accountId);
    });
}

Task<Expected<void>> FirstRunViewModel::signIn()
{
    const QPointer<FirstRunViewModel> self(this);
    const quint64 generation = m_generation;
    std::vector<std::pair<QString, SecretBuffer>> tokens;
    for (const auto &[which, token] : m_tokens)
        tokens.emplace_back(m_account.id + QLatin1Char('/') + which, token.clone());
    const auto forgetTokens = [this, &tokens] {
        for (const auto &token : tokens)
            m_credentials.remove(token.first); // best effort: a failed setup leaves no token behind
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
    Expected<void> opened = co_await m_candidate->open();
    if (!self)
        co_return failure(ErrorKind::Cancelled);
    if (generation != m_generation) { // and the candidate is another one's by now, or gone
        forgetTokens();
        co_return failure(ErrorKind::Cancelled);
    }
    if (opened)
        opened = m_settings.saveAccount(m_account);
    if (!opened) {
        m_candidate.reset();
        forgetTokens();
    }
    co_return opened;
}

void FirstRunViewModel::giveUp(const Error &error)
{
    setBusy(false);
    setError(error);
}

QString FirstRunViewModel::serverFingerprint() const
{
    return groupedFingerprint(m_account.serverFingerprint);
}

QString FirstRunViewModel::certificateFingerprint() const
{
    return groupedFingerprint(QString::fromLatin1(m_certificate.sha256.toHex().toUpper()));
}

void FirstRunViewModel::setServerUrl(const QString &url)
{
    if (m_serverUrl == url)
        return;
    m_serverUrl = url;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setAccountName(const QString &name)
{
    if (m_accountName == name)
        return;
    m_accountName = name;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setAuthorityFile(const QString &file)
{
    const QUrl url(file); // file dialogs and drops hand over URLs
    const QString path = url.isLocalFile() ? url.toLocalFile() : file;
    if (m_authorityFile == path)
        return;
    m_authorityFile = path;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setSelectedKey(const QString &fingerprint)
{
    if (m_account.keyFingerprint == fingerprint)
        return;
    m_account.keyFingerprint = fingerprint;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setExpectedFingerprint(const QString &fingerprint)
{
    if (m_expectedFingerprint == fingerprint)
        return;
    m_expectedFingerprint = fingerprint;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setAppIds(const QString &ids)
{
    if (m_appIds == ids)
        return;
    m_appIds = ids;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void FirstRunViewModel::setError(const QString &text, const QString &hint)
{
    if (m_errorText == text && m_errorHint == hint)
        return;
    m_errorText = text;
    m_errorHint = hint;
    Q_EMIT errorChanged();
}

void FirstRunViewModel::setError(const Error &error)
{
    const UserMessage message = describe(error.kind);
    setError(message.text, message.hint);
}

} // namespace coffret
