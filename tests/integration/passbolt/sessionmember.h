// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/demovault/passboltguest.h"

#include <QCoroTask>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace coffret::test {

template <typename T>
[[nodiscard]] QString problemOf(const Expected<T> &result)
{
    return result
               ? QString()
               : QStringLiteral("error %1: %2").arg(static_cast<int>(result.error().kind)).arg(result.error().detail);
}

template <typename T>
[[nodiscard]] ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const QString problem = problemOf(result);                                                                     \
        QVERIFY2(problem.isEmpty(), qPrintable(problem));                                                              \
    } while (false)

/// Somebody with a session of their own, and hands to look at the server with.
struct Member
{
    Member(const DemoVaultProcess &demo, const QString &mode, bool asBetty)
        : guest(demo, mode, asBetty), folder(QStringLiteral("/tmp/cwXXXXXX"))
    {
        guest.signIn();
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = guest.user().gnupgHome;
        auto created = GpgmeEngine::create(options);
        if (!created)
            qFatal("no OpenPGP: %s", qPrintable(created.error().detail));
        engine = std::move(*created);
        QFile authority(demo.certificateFile());
        if (!authority.open(QIODevice::ReadOnly))
            qFatal("no certificate");
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = guest.server().url;
        account.certificateAuthorities = authority.readAll();
        account.serverFingerprint = guest.server().serverFingerprint;
        account.keyFingerprint = guest.user().fingerprint;
        account.userId = guest.user().id;
        startAnew();
        open();
    }

    void open() const
    {
        const auto opened = QCoro::waitFor(session->open());
        if (!opened)
            qFatal("no session: %s", qPrintable(problemOf(opened)));
    }

    /// As after starting the program again: what was kept in files is all there is. Nobody is signed in.
    void startAnew()
    {
        if (session)
            QCoro::waitFor(session->close());
        vault = nullptr;
        session.reset();
        pins = std::make_unique<PinStore>(folder.filePath(QStringLiteral("pins.json")));
        ledger = std::make_unique<TrustLedger>(folder.filePath(QStringLiteral("ledger.sqlite")));
        if (!pins->load() || !ledger->load())
            qFatal("no pins");
        auto own = std::make_unique<PassboltVault>(account, *engine, workers, *pins, *ledger, clock);
        vault = own.get();
        session = std::make_unique<Session>(account, std::move(own), *engine, workers, clock);
    }

    Expected<QString> save(SecretDraft draft, const QStringList &confirmed = {}) const
    {
        return QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(draft)), confirmed));
    }
    [[nodiscard]] Expected<Session::Edit> edit(const QString &id) const { return QCoro::waitFor(session->edit(id)); }
    [[nodiscard]] SecretSummary listed(const QString &id) const
    {
        const Catalog::Row row = session->catalog()->rowOf(id);
        return row == Catalog::NoRow ? SecretSummary() : session->catalog()->summary(row);
    }
    [[nodiscard]] QJsonValue rowOf(const QString &id) const
    {
        return PassboltGuest::bodyOf(guest.get(QStringLiteral("/resources/%1.json").arg(id)));
    }
    /// What this user reads by hand; empty when the server refuses.
    [[nodiscard]] QByteArray read(const QString &id, const QString &signer) const
    {
        const auto answer = guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id));
        if (answer.status != 200)
            return {};
        const auto opened = guest.open(PassboltGuest::bodyOf(answer)[QLatin1String("data")].toString().toLatin1());
        if (!opened.whole())
            return "(not whole)";
        return opened.signedBy(signer) ? opened.plaintext : "(not signed by " + signer.toLatin1() + ')';
    }
    [[nodiscard]] QString fingerprint() const { return guest.user().fingerprint; }
    [[nodiscard]] QString id() const { return guest.user().id; }

    PassboltGuest guest;
    QTemporaryDir folder;
    WorkerPool workers{2};
    SystemClock clock;
    Account account;
    std::unique_ptr<PinStore> pins;
    std::unique_ptr<TrustLedger> ledger;
    std::unique_ptr<GpgmeEngine> engine;
    PassboltVault *vault = nullptr; ///< the session's, for what a session does not pass on
    std::unique_ptr<Session> session;
};

/// What would change something on the server, as it was asked for since the record was cleared.
[[nodiscard]] inline QList<DemoVaultProcess::Request> writesSeenBy(const DemoVaultProcess &demo)
{
    QList<DemoVaultProcess::Request> found;
    for (const DemoVaultProcess::Request &request : demo.requests()) {
        if (request.method != "GET" && !request.path.contains(QLatin1String("/auth/")) &&
            !request.path.contains(QLatin1String("simulate")) && !request.path.contains(QLatin1String("dry-run")) &&
            !request.path.contains(QLatin1String("/metadata/session-key"))) // the user's own memory
            found.append(request);
    }
    return found;
}

/// A demo vault, and Ada and Betty with a session each, for a test class to derive from.
template <typename Person = Member>
class TwoMembers
{
protected:
    static void modes()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }
    [[nodiscard]] QString start(const QStringList &arguments)
    {
        m_demo = std::make_unique<DemoVaultProcess>(arguments);
        return m_demo->isRunning() ? QString() : m_demo->problem();
    }
    /// False where they have met in this mode already: they stay who they are.
    bool meet(const QString &mode)
    {
        if (m_mode == mode)
            return false;
        meetAnew(mode);
        return true;
    }
    void meetAnew(const QString &mode)
    {
        m_mode = mode;
        m_betty.reset();
        m_ada.reset();
        m_ada = std::make_unique<Person>(*m_demo, mode, false);
        m_betty = std::make_unique<Person>(*m_demo, mode, true);
    }
    [[nodiscard]] bool isV5() const { return m_mode == QLatin1String("v5"); }
    [[nodiscard]] Session &session() const { return *m_ada->session; }
    [[nodiscard]] QList<DemoVaultProcess::Request> writes() const { return writesSeenBy(*m_demo); }
    [[nodiscard]] QString userId(const QString &firstName) const
    {
        for (const QJsonValue user : PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/users.json"))).toArray()) {
            if (user[QLatin1String("profile")][QLatin1String("first_name")] == firstName)
                return user[QLatin1String("id")].toString();
        }
        return {};
    }

    std::unique_ptr<DemoVaultProcess> m_demo;
    QString m_mode;
    std::unique_ptr<Person> m_ada;
    std::unique_ptr<Person> m_betty;
};

/// A folder of the owner's that somebody else can change, too.
[[nodiscard]] inline QString sharedFolder(const Member &owner, const QString &otherId)
{
    const auto made = owner.guest.post(QStringLiteral("/folders.json"),
                                       {{QStringLiteral("name"), QStringLiteral("Shared by the test")},
                                        {QStringLiteral("folder_parent_id"), QJsonValue()}});
    const QString id = PassboltGuest::bodyOf(made)[QLatin1String("id")].toString();
    const QJsonObject other{{QStringLiteral("aro"), QStringLiteral("User")},
                            {QStringLiteral("aro_foreign_key"), otherId},
                            {QStringLiteral("type"), 7}};
    const auto shared = owner.guest.put(QStringLiteral("/share/folder/%1.json").arg(id),
                                        {{QStringLiteral("permissions"), QJsonArray{other}}});
    return shared.status == 200 ? id : QString();
}

} // namespace coffret::test
