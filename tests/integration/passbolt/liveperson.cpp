// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/passbolt/liveperson.h"

#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/passbolt/messagecheck.h"

#include <QCoroTask>

namespace coffret::test {

namespace {

QStringList fingerprintsOf(const std::vector<ReaderKey> &readers)
{
    QStringList fingerprints;
    for (const ReaderKey &reader : readers)
        fingerprints.append(reader.fingerprint);
    return fingerprints;
}

} // namespace

LivePerson::LivePerson(const QJsonObject &instance, const QString &handle)
    : guest(instance, handle)
    , folder(QStringLiteral("/tmp/clXXXXXX"))
    , pins(folder.filePath(QStringLiteral("pins.json")))
    , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
{
    GpgmeEngine::Options options;
    options.privateHome = folder.filePath(QStringLiteral("g"));
    options.userHome = guest.home().path();
    auto created = GpgmeEngine::create(options);
    if (!created || !pins.load() || !ledger.load())
        qFatal("no OpenPGP");
    engine = std::move(*created);
    account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
    account.server = QUrl(textAt(instance, "url"));
    account.certificateAuthorities = contentsOfFile(textAt(instance, "ca"));
    account.serverFingerprint = textAt(instance, "server_fingerprint");
    account.keyFingerprint = guest.fingerprint();
    account.userId = guest.id();
    session = newSession();
    const auto opened = QCoro::waitFor(session->open());
    if (!opened)
        qFatal("no session: %s", qPrintable(problemOf(opened)));
}

std::unique_ptr<Session> LivePerson::newSession(CredentialStore *store)
{
    auto vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock, store);
    return std::make_unique<Session>(account, std::move(vault), *engine, workers, clock);
}

Expected<QString> LivePerson::save(SecretDraft draft, const QStringList &confirmed) const
{
    return QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(draft)), confirmed));
}

Expected<Session::Edit> LivePerson::edit(const QString &id) const
{
    return QCoro::waitFor(session->edit(id));
}

SecretSummary LivePerson::listed(const QString &id) const
{
    const Catalog::Row row = session->catalog()->rowOf(id);
    return row == Catalog::NoRow ? SecretSummary() : session->catalog()->summary(row);
}

QStringList LivePerson::readersOf(const QString &secretId, const QString &folderId) const
{
    const auto readers = QCoro::waitFor(session->readers(secretId, folderId));
    return readers ? fingerprintsOf(*readers) : QStringList();
}

Expected<SharePlan> LivePerson::plan(Target target, const QString &id, const std::vector<AccessChange> &changes) const
{
    return QCoro::waitFor(session->sharing()->planAccess(target, id, changes, {}));
}

QString LivePerson::carryOut(const Expected<SharePlan> &plan) const
{
    if (!plan)
        return problemOf(plan);
    const auto report = QCoro::waitFor(session->sharing()->carryOut(*plan, fingerprintsOf(plan->newReaders), {}, {}));
    return report ? problemOf(*report) : problemOf(report);
}

QString LivePerson::move(Target target, const QString &id, const QString &to) const
{
    return carryOut(QCoro::waitFor(session->sharing()->planMove(target, id, to, {})));
}

QString LivePerson::changeGroup(const QString &id, const std::vector<GroupChange> &changes) const
{
    const auto plan = QCoro::waitFor(session->sharing()->planGroup(id, changes, {}));
    if (!plan)
        return problemOf(plan);
    const auto report =
        QCoro::waitFor(session->sharing()->carryOutGroup(*plan, fingerprintsOf(plan->newReaders), {}, {}));
    return report ? problemOf(*report) : problemOf(report);
}

QJsonValue LivePerson::rowOf(const QString &id) const
{
    return guest.get(QStringLiteral("/resources/%1.json?contain[permissions]=1").arg(id)).body;
}

QString LivePerson::messageOf(const QString &id) const
{
    return textAt(guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id)).body, "data");
}

QString LivePerson::problemWith(const QString &message, const QString &signer) const
{
    return messageProblem(guest, message, signer);
}

AccessChange accessChange(const QString &id, AccessRight before, AccessRight after, Grantee::Kind kind)
{
    Grantee grantee;
    grantee.kind = kind;
    grantee.id = id;
    return AccessChange{grantee, before, after};
}

} // namespace coffret::test
