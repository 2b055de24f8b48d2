// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/breachservice.h"
#include "core/store/memorycredentialstore.h"
#include "core/store/pinstore.h"
#include "core/store/settings.h"
#include "core/store/trustledger.h"
#include "tests/support/fakecheckout.h"
#include "tests/support/fakeenrolment.h"
#include "tests/support/fakes.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/desktop/desktopappearance.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/quicklookupviewmodel.h"
#include "ui/viewmodels/usagelogs.h"

#include <QSet>
#include <QTemporaryDir>

#include <map>

namespace coffret::test {

/// Tells how many credentials it holds.
class CountingStore final : public CredentialStore
{
public:
    Task<Expected<SecretBuffer>> read(QString key) override
    {
        if (key == silent)
            co_return failure(ErrorKind::KeyringSilent);
        Task<Expected<SecretBuffer>> reading = m_store.read(std::move(key));
        Expected<SecretBuffer> value = co_await reading;
        co_return value;
    }
    Task<Expected<void>> write(QString key, SecretBuffer value) override
    {
        co_await gate.pass({});
        if (key.endsWith(refused))
            co_return failure(ErrorKind::KeyringDenied);
        m_keys.insert(key);
        m_everWritten.insert(key);
        Task<Expected<void>> writing = m_store.write(std::move(key), std::move(value));
        const Expected<void> written = co_await writing;
        co_return written;
    }
    Task<Expected<void>> remove(QString key) override
    {
        if (key == kept)
            co_return failure(ErrorKind::KeyringDenied);
        m_keys.remove(key);
        Task<Expected<void>> removing = m_store.remove(std::move(key));
        const Expected<void> removed = co_await removing;
        co_return removed;
    }
    [[nodiscard]] int size() const { return static_cast<int>(m_keys.size()); }
    [[nodiscard]] int everWritten() const { return static_cast<int>(m_everWritten.size()); } ///< different keys

    fakes::Gate gate;                      ///< of write()
    QString refused = QStringLiteral("-"); ///< the end of the keys that cannot be written
    QString kept;                          ///< the key that cannot be taken out
    QString silent;                        ///< the key that is not answered

private:
    MemoryCredentialStore m_store;
    QSet<QString> m_keys;
    QSet<QString> m_everWritten;
};

/// The user interface's object graph on fakes: one account "acme" with 120 secrets, of which the first is
/// end-to-end encrypted by AdasKey and the second is unsigned. Nothing is open at first.
class Bench
{
public:
    static const QString AdasKey;
    static const QString Signed;   ///< secret "s000000": password and a custom field
    static const QString Unsigned; ///< secret "s000001"
    static const QByteArray Password;
    static const QByteArray OtherValue;
    static const QByteArray UnsignedPassword;

    Bench();

    void addAccount(const QString &id, const QString &name, const QString &key = {}); ///< key: fingerprint of its own
    [[nodiscard]] bool openAll();
    [[nodiscard]] Session &session(const QString &id = QStringLiteral("acme")) { return *sessions.find(id); }
    [[nodiscard]] static QString clipboardText();

    QTemporaryDir folder;
    fakes::ManualClock clock;
    fakes::FakeOpenPgp openPgp;
    fakes::FakeOwnKeys ownKeys{openPgp};
    WorkerPool workers{1};
    std::map<QString, std::shared_ptr<fakes::FakeServer>> servers;
    std::map<QString, std::shared_ptr<fakes::FakeCheckOut>> lenders; ///< before addAccount(): its values are lent
    std::shared_ptr<fakes::FakeServer> nextServer;                   ///< for the next account that is set up
    Settings settings;
    CountingStore credentials;
    SetupProbes probes; ///< answered from what is below
    Expected<ServerCertificate> certificate;
    Expected<ServerKey> serverKey = ServerKey{AdasKey, 0};
    QByteArray pinnedAtServerKey; ///< what the server key was asked with
    fakes::FakeEnrolment enrolment;
    SealedRecords records;
    SealedRecords waiting; ///< for the outbox of a session that is given one
    SessionList sessions;
    UsageLogs usage;
    ClipboardGuard clipboard;
    ToastViewModel toast;
    DesktopAppearance appearance;
    BrowseViewModel browse;
    FirstRunViewModel firstRun;
    PinStore pins;
    TrustLedger ledger;
    AccountRemovalViewModel removal; ///< waits hardly for a server that stays silent
    BreachService breaches;          ///< has no address
    HealthViewModel health;
    QuickLookupViewModel lookup;
    ProgramAccessViewModel access;
    AppViewModel app;

private:
    [[nodiscard]] SetupProbes makeProbes();
    [[nodiscard]] std::unique_ptr<Session> makeSession(const Account &account);
};

/// Values of the properties and models reachable from object, as text. Follows QObject properties.
[[nodiscard]] QStringList everythingVisible(const QObject &object);

} // namespace coffret::test
