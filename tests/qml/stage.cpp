// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/stage.h"

#include "tests/qml/contrastwalk.h"
#include "tests/qml/layoutwalk.h"

#include <QAccessible>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QQmlEngine>
#include <QQuickWindow>

namespace coffret::test {

namespace {

void collectTexts(QAccessibleInterface *accessible, QStringList &texts)
{
    if (!accessible || !accessible->isValid())
        return;
    for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
        texts.append(accessible->text(kind));
    if (QAccessibleTextInterface *text = accessible->textInterface())
        texts.append(text->text(0, text->characterCount()));
    for (int i = 0; i < accessible->childCount(); ++i)
        collectTexts(accessible->child(i), texts);
}

int countCharacters(QAccessibleInterface *accessible)
{
    if (!accessible || !accessible->isValid())
        return 0;
    QAccessibleTextInterface *const text = accessible->textInterface();
    int count = static_cast<int>(accessible->text(QAccessible::Value).size()) + (text ? text->characterCount() : 0);
    for (int i = 0; i < accessible->childCount(); ++i)
        count += countCharacters(accessible->child(i));
    return count;
}

QAccessibleInterface *findNamed(QAccessibleInterface *accessible, const QString &name)
{
    if (!accessible || !accessible->isValid() || accessible->state().invisible)
        return nullptr;
    if (accessible->text(QAccessible::Name) == name)
        return accessible;
    for (int i = 0; i < accessible->childCount(); ++i) {
        if (QAccessibleInterface *found = findNamed(accessible->child(i), name))
            return found;
    }
    return nullptr;
}

} // namespace

Stage::Stage(QObject *parent) : QObject(parent)
{
    QAccessible::setActive(true);
}

void Stage::speak(const QString &code)
{
    m_language.reset();
    if (!code.isEmpty())
        m_language.emplace(code);
    if (QQmlEngine *engine = qmlEngine(this))
        engine->retranslate();
}

void Stage::addAccount(const QString &id, const QString &name)
{
    m_bench.addAccount(id, name);
    std::vector<Collection> &collections = m_bench.servers[id]->collections;
    collections[1].parentId = collections[0].id;
    collections[2].parentId = collections[1].id;
}

bool Stage::openAll()
{
    return m_bench.openAll();
}

void Stage::failNextSync()
{
    m_bench.servers.at(m_bench.session().account().id)
        ->failNext(fakes::FakeServer::Call::FetchIndex, ErrorKind::Unreachable);
}

void Stage::serveMany(int secrets, int leftOut)
{
    fakes::FakeServer &server = *m_bench.servers.at(m_bench.session().account().id);
    server.pageSize = secrets;
    server.secrets.clear();
    int number = 0;
    for (SecretSummary &secret : fakes::sampleIndex(secrets).secrets) {
        if (leftOut == 0 || number % leftOut != 0)
            server.secrets.push_back(std::move(secret));
        ++number;
    }
}

void Stage::askAtNextSetup(const QStringList &methods)
{
    static const QHash<QString, SecondFactor::Provider> providers{
        {QStringLiteral("code"), SecondFactor::Provider::OneTimeCode},
        {QStringLiteral("yubikey"), SecondFactor::Provider::Yubikey},
        {QStringLiteral("browser"), SecondFactor::Provider::Duo}};
    m_bench.nextServer = std::make_shared<fakes::FakeServer>();
    for (const QString &method : methods)
        m_bench.nextServer->factorProviders.push_back(providers.value(method, SecondFactor::Provider::Unknown));
}

void Stage::holdValues(bool held)
{
    fakes::Gate &gate = m_bench.servers.at(m_bench.session().account().id)->gate(fakes::FakeServer::Call::FetchPayload);
    held ? gate.close() : gate.open();
}

void Stage::holdLists(bool held)
{
    fakes::Gate &gate = m_bench.servers.at(m_bench.session().account().id)->gate(fakes::FakeServer::Call::FetchIndex);
    held ? gate.close() : gate.open();
}

void Stage::makeWritable(const QString &id)
{
    fakes::FakeFacets &facets = m_bench.servers[id]->addFacets();
    facets.writing.signer = Bench::AdasKey;
    fakes::addTeam(*m_bench.servers[id], Bench::Signed, m_bench.clock.now());
    for (SecretSummary &secret : m_bench.servers[id]->secrets) {
        if (secret.id == Bench::Signed)
            secret.right = AccessRight::Own;
    }
}

void Stage::allowExports(const QString &id, bool inTheClear)
{
    Capabilities &capabilities = m_bench.servers[id]->capabilities;
    capabilities.setFlag(Capability::Export);
    capabilities.setFlag(Capability::ClearExport, inTheClear);
}

QString Stage::filePath(const QString &name) const
{
    return m_bench.folder.filePath(name);
}

QString Stage::fileText(const QString &name) const
{
    QFile file(filePath(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void Stage::makeSshKey(const QString &id)
{
    const QString own = QStringLiteral("own");
    const QStringList type{QStringLiteral("-t"), QStringLiteral("ed25519")};
    m_keys.makeKey(own, type);
    m_keys.makeKey(QStringLiteral("other"), type);
    m_agent = std::make_unique<RealAgent>(m_keys.path(QStringLiteral("agent")));
    fakes::FakeServer &server = *m_bench.servers[id];
    server.capabilities.setFlag(Capability::EndToEnd, false);
    server.setMessage(Bench::Signed, {}, {});
    for (SecretSummary &secret : server.secrets) {
        if (secret.id == Bench::Signed)
            secret.type = SecretType::SshKey;
    }
    server.setValues(Bench::Signed, {{FieldKind::PrivateKey, fieldKey(FieldKind::PrivateKey), m_keys.read(own)},
                                     {FieldKind::PublicKey, fieldKey(FieldKind::PublicKey),
                                      m_keys.read(QStringLiteral("own.pub")), false}});
}

QString Stage::sshKeyFile() const
{
    return m_keys.path(QStringLiteral("other"));
}

QString Stage::sshFingerprint() const
{
    return QString::fromLatin1(m_keys.listed(QStringLiteral("own")).split(' ').last());
}

bool Stage::agentHasKey() const
{
    return m_agent->has(sshFingerprint().toLatin1());
}

void Stage::lend(const QString &id)
{
    m_bench.lenders[id] = std::make_shared<fakes::FakeCheckOut>();
}

void Stage::lendingBecomes(const QString &secretId, const QString &state, int seconds)
{
    using Lent = CheckOut::State;
    static const QHash<QString, Lent> states{
        {QStringLiteral("available"), Lent::Available}, {QStringLiteral("request"), Lent::Available},
        {QStringLiteral("approved"), Lent::Approved},   {QStringLiteral("mine"), Lent::CheckedOut},
        {QStringLiteral("expired"), Lent::Expired},     {QStringLiteral("taken"), Lent::Expired},
        {QStringLiteral("refused"), Lent::Refused},     {QStringLiteral("betty"), Lent::HeldByAnother},
        {QStringLiteral("requested"), Lent::Requested}, {QStringLiteral("unneeded"), Lent::NotNeeded},
    };
    CheckOut checkOut;
    checkOut.secretId = secretId;
    checkOut.state = states.value(state);
    checkOut.needsRequest = state == QLatin1String("request") || state == QLatin1String("refused");
    checkOut.takenBack = state == QLatin1String("taken");
    checkOut.fromHere = true;
    if (state == QLatin1String("betty"))
        checkOut.holder = QStringLiteral("Betty");
    if (seconds != 0)
        checkOut.until = m_bench.clock.now().addSecs(seconds);
    lender().becomes(checkOut);
}

void Stage::failNextLending(const QString &how)
{
    lender().failures = {how == QLatin1String("unsupported") ? ErrorKind::Unsupported : ErrorKind::Unreachable};
}

void Stage::failNextValue(const QString &how)
{
    const ErrorKind kind = how == QLatin1String("held")    ? ErrorKind::HeldByAnother
                           : how == QLatin1String("ended") ? ErrorKind::AccessEnded
                                                           : ErrorKind::ApprovalNeeded;
    m_bench.servers.at(QStringLiteral("acme"))->failNext(fakes::FakeServer::Call::FetchPayload, kind);
}

bool Stage::isShown(const QString &key)
{
    return m_bench.browse.detail()->fields()->isRevealed(key);
}

QStringList Stage::lendLog() const
{
    return lender().log;
}

void Stage::makeEnvironments(const QString &id)
{
    fakes::addEnvironments(*m_bench.servers[id]);
}

void Stage::refuseValuesIn(const QString &environmentId)
{
    auto &refusals = m_bench.servers.at(QStringLiteral("acme"))->facets->environments.unwritable;
    refusals.clear();
    if (!environmentId.isEmpty())
        refusals[environmentId] = ErrorKind::Forbidden;
}

QString Stage::heldValue(const QString &environmentId, const QString &name) const
{
    const auto &held = m_bench.servers.at(QStringLiteral("acme"))->facets->environments.held;
    const auto names = held.find(environmentId);
    const auto value = names == held.end() ? std::map<QString, QByteArray>::const_iterator() : names->second.find(name);
    return names == held.end() || value == names->second.end() ? QString() : QString::fromUtf8(value->second);
}

QStringList Stage::environmentLog() const
{
    return m_bench.servers.at(QStringLiteral("acme"))->facets->environments.log;
}

void Stage::makeService(const QString &id, const QString &service, const QStringList &apps)
{
    Account account = m_bench.session(id).account();
    account.service = serviceFromString(service).value_or(Service::Passbolt);
    account.appIds = apps;
    if (!m_bench.settings.saveAccount(account))
        qFatal("nothing is kept");
    m_bench.sessions.replace(m_bench.sessions.make(account));
}

void Stage::refuseSettings(bool refused)
{
    const QString file = m_bench.folder.filePath(QStringLiteral("settings.json"));
    if (refused ? !QFile::remove(file) || !QDir().mkpath(file + QStringLiteral("/in the way"))
                : !QDir(file).removeRecursively())
        qFatal("the settings' file stays as it is");
}

QVariantMap Stage::savedAccount(const QString &id) const
{
    const Account *const account = m_bench.settings.account(id);
    if (!account)
        return {};
    return {{QStringLiteral("name"), account->name},
            {QStringLiteral("apps"), account->appIds},
            {QStringLiteral("switchedOff"), account->switchedOff},
            {QStringLiteral("givesBack"), account->givesBackCheckOuts}};
}

void Stage::forbidShowing(bool forbidden)
{
    m_bench.servers.at(QStringLiteral("acme"))->capabilities.setFlag(Capability::Reveal, !forbidden);
    m_bench.app.syncAll();
}

void Stage::failNextWrite()
{
    m_bench.servers.at(m_bench.session().account().id)
        ->failNext(fakes::FakeServer::Call::Write, ErrorKind::Unreachable);
}

void Stage::keepOutbox()
{
    const auto keep = [this](Session *session) {
        session->keepOutbox(
            std::make_unique<Outbox>(m_bench.waiting, m_bench.openPgp, session->account(), m_bench.clock));
    };
    keep(&m_bench.session());
    connect(&m_bench.sessions, &SessionList::added, this, keep);
}

void Stage::loseServer(bool lost)
{
    auto &away = m_bench.servers.at(m_bench.session().account().id)->away;
    away = lost ? std::optional(ErrorKind::Unreachable) : std::nullopt;
}

void Stage::loseOutbox(bool lost)
{
    const QString name = SealedRecords::credentialOf(m_bench.session().account().id, SealedRecords::Purpose::Outbox);
    m_bench.credentials.silent = lost ? name : QString();
}

void Stage::changeOnServer(const QString &secretId)
{
    for (SecretSummary &secret : m_bench.servers.at(m_bench.session().account().id)->secrets) {
        if (secret.id != secretId)
            continue;
        secret.name += QStringLiteral(" (theirs)");
        secret.modified = secret.modified.addSecs(60);
    }
}

QString Stage::written(SecretDocument *document) const
{
    return QString::fromUtf8(document->value().view().data(), static_cast<qsizetype>(document->value().size()));
}

QStringList Stage::writeLog() const
{
    return m_bench.servers.at(QStringLiteral("acme"))->facets->writing.log;
}

QStringList Stage::shareLog() const
{
    return m_bench.servers.at(QStringLiteral("acme"))->facets->sharing.log;
}

void Stage::mark(const QString &secretId)
{
    for (SecretSummary &secret : m_bench.servers.at(QStringLiteral("acme"))->secrets) {
        if (secret.id == secretId)
            secret.markers |= Marker::OutOfOrder;
    }
}

QString Stage::writtenValue(const QString &key) const
{
    const auto &draft = m_bench.servers.at(QStringLiteral("acme"))->facets->writing.lastDraft;
    const SecretField *field = draft ? draft->field(key) : nullptr;
    return field ? QString::fromUtf8(field->value.view().data(), static_cast<qsizetype>(field->value.size()))
                 : QString();
}

void Stage::invite(const QString &serverKey)
{
    KeyInfo key = m_bench.openPgp.keys.empty() ? KeyInfo() : m_bench.openPgp.keys.front();
    key.fingerprint = QString(40, QLatin1Char('D'));
    key.userId = QStringLiteral("Dana Barrett <dana@example.org>");
    key.algorithm = QStringLiteral("ed25519");
    key.created = m_bench.clock.now();
    key.canEncrypt = key.canSign = true;
    m_bench.ownKeys.nextKey = m_bench.ownKeys.madeKey = m_bench.enrolment.kitKey = key;
    m_bench.enrolment.kitServerKey = serverKey;
    m_bench.enrolment.invitation.username = QStringLiteral("dana@example.org");
    m_bench.enrolment.invitation.name = QStringLiteral("Dana Barrett");
}

QString Stage::adasKey() const
{
    return Bench::AdasKey;
}

QString Stage::writeFile(const QString &name, const QString &contents)
{
    QFile file(m_bench.folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(contents.toUtf8()) > 0 ? file.fileName() : QString();
}

QString Stage::link(bool recovering) const
{
    return m_bench.enrolment.link(recovering ? PassboltLink::Kind::Recover : PassboltLink::Kind::Setup);
}

void Stage::setKeys(const QStringList &kinds)
{
    m_bench.openPgp.keys.clear();
    for (const QString &kind : kinds) {
        KeyInfo key;
        key.fingerprint = kind == QLatin1String("plain")
                              ? Bench::AdasKey
                              : QString(40, QLatin1Char(kind == QLatin1String("card") ? 'C' : 'E'));
        key.userId = kind;
        key.algorithm = QStringLiteral("ed25519");
        key.canEncrypt = key.canSign = true;
        key.onCard = kind == QLatin1String("card");
        key.revoked = kind == QLatin1String("revoked");
        m_bench.openPgp.keys.push_back(key);
    }
}

void Stage::setServerClock(int secondsAhead)
{
    m_bench.serverKey = ServerKey{Bench::AdasKey, secondsAhead};
}

void Stage::advance(int seconds)
{
    m_bench.clock.advance(std::chrono::seconds(seconds));
}

void Stage::changeServerKey(const QString &fingerprint)
{
    if (!m_bench.settings.saveAccount(m_bench.session().account())) // as one that was set up
        qFatal("nothing is kept");
    fakes::FakeServer &server = *m_bench.servers.at(QStringLiteral("acme"));
    server.errorDetail = fingerprint;
    server.failNext(fakes::FakeServer::Call::SignIn, ErrorKind::ServerKeyChanged);
}

void Stage::changeSharedKey(const QString &fingerprint)
{
    SharedKeyChange change;
    change.key.person.id = QStringLiteral("shared");
    change.key.person.name = QStringLiteral("Vault <vault@example.org>");
    change.key.fingerprint = fingerprint;
    change.key.pinnedFingerprint = Bench::AdasKey;
    m_bench.servers.at(QStringLiteral("acme"))->facets->sharing.keyChange = change;
}

QString Stage::markFolder()
{
    Collection &folder = m_bench.servers.at(QStringLiteral("acme"))->collections.front();
    folder.markers = Marker::MetadataUnverified;
    return folder.id;
}

void Stage::waitForKey()
{
    std::vector<SecretSummary> &secrets = m_bench.servers.at(QStringLiteral("acme"))->secrets;
    for (std::size_t i = 10; i < 12; ++i)
        secrets[i].markers |= Marker::MetadataUnreadable | Markers(Marker::KeyMissing);
}

QString Stage::savedServerKey() const
{
    const QList<Account> &accounts = m_bench.settings.accounts();
    return accounts.isEmpty() ? QString() : accounts.first().serverFingerprint;
}

QString Stage::clipboardText() const
{
    return Bench::clipboardText();
}

QStringList Stage::accessibleTexts(QQuickItem *item) const
{
    QStringList texts;
    collectTexts(QAccessible::queryAccessibleInterface(item->window()), texts);
    texts.removeAll(QString());
    return texts;
}

QString Stage::saidAs(QQuickItem *item, const QString &words) const
{
    static const QHash<QAccessible::Role, QString> roles{{QAccessible::StaticText, QStringLiteral("text")},
                                                         {QAccessible::Link, QStringLiteral("link")},
                                                         {QAccessible::Heading, QStringLiteral("heading")},
                                                         {QAccessible::AlertMessage, QStringLiteral("alert")}};
    QAccessibleInterface *said = findNamed(QAccessible::queryAccessibleInterface(item->window()), words);
    return said ? roles.value(said->role(), QString::number(said->role())) : QString();
}

bool Stage::isPasswordText(QQuickItem *item) const
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
    return accessible && accessible->role() == QAccessible::EditableText && accessible->state().passwordEdit;
}

int Stage::readableCharacters(QQuickItem *item) const
{
    return countCharacters(QAccessible::queryAccessibleInterface(item));
}

bool Stage::pressAccessibly(QQuickItem *item) const
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
    QAccessibleActionInterface *actions = accessible ? accessible->actionInterface() : nullptr;
    if (!actions || !actions->actionNames().contains(QAccessibleActionInterface::pressAction()))
        return false;
    actions->doAction(QAccessibleActionInterface::pressAction());
    return true;
}

QStringList Stage::namelessFocusables(QQuickItem *item) const
{
    QStringList nameless;
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
    const bool hasName = accessible && !accessible->text(QAccessible::Name).isEmpty();
    const QByteArrayView wrapper = item->parentItem() ? item->parentItem()->metaObject()->className() : "";
    const bool isWrapped = wrapper.startsWith("PasswordField") || wrapper.startsWith("SecretField");
    if (item->activeFocusOnTab() && item->isVisible() && !item->isFocusScope() && !hasName && !isWrapped)
        nameless.append(QString::fromLatin1(item->metaObject()->className()) + QLatin1Char(' ') + item->objectName());
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        nameless += namelessFocusables(child);
    return nameless;
}

QStringList Stage::contrastFaults(QQuickItem *item) const
{
    return ContrastWalk().faultsOf(item->window()->contentItem());
}

QString Stage::keepPicture(QQuickItem *item, const QString &name) const
{
    const QString folder = qEnvironmentVariable("COFFRET_PICTURES");
    if (folder.isEmpty())
        return {};
    const QImage picture = item->window()->grabWindow();
    if (!QDir().mkpath(folder) || !picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")))
        qFatal("no picture in $COFFRET_PICTURES");
    const QByteArrayView pixels(picture.constBits(), picture.sizeInBytes());
    return QString::fromLatin1(QCryptographicHash::hash(pixels.toByteArray(), QCryptographicHash::Sha256).toHex());
}

QStringList Stage::layoutFaults(QQuickItem *item, const QStringList &exceptions) const
{
    LayoutWalk walk(exceptions);
    QStringList faults = walk.faultsOf(item->window()->contentItem());
    if (walk.textsSeen() == 0)
        faults.append(QStringLiteral("no words at all"));
    return faults;
}

} // namespace coffret::test
