// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "core/vault/sealing/sealingvault.h"
#include "tests/core/openpgp/people.h"
#include "tests/core/vault/sealing/memoryvault.h"

#include <QCoroTask>
#include <QTest>

namespace coffret::test {

/// Ada's session with a vault that keeps everything in memory, over real gpg. She seals for Betty, whose key she has
/// compared, unless a test says something else. Made once for many tests: the keys; the rest anew for each.
struct SealingStage
{
    explicit SealingStage(People &everybody) : people(everybody), engine(makeEngine(everybody.user))
    {
        account.id = QStringLiteral("vault");
        account.keyFingerprint = people.ada;
        account.seals = true;
        account.sealedFor = {{QStringLiteral("Betty Holberton <betty@example.org>"), people.betty}};
        for (const QString &known : {people.betty, people.carol, people.dora})
            QVERIFY(QCoro::waitFor(openPgp().importPublicKey(people.others.publicKey(known))));
        QVERIFY(pins.load());
        QVERIFY(ledger.load());
        QVERIFY(pins.accept(account.id, QStringLiteral("betty@example.org"), people.betty));
    }
    void open()
    {
        auto vault = std::make_unique<SealingVault>(account, std::make_unique<MemoryVault>(server), openPgp(), workers,
                                                    pins, ledger, [this](const Sealing &sealing) -> Expected<void> {
                                                        kept = sealing;
                                                        return {};
                                                    });
        session = std::make_unique<Session>(account, std::move(vault), openPgp(), workers, clock);
        QVERIFY(QCoro::waitFor(session->open()));
    }
    [[nodiscard]] OpenPgp &openPgp() const { return *engine->engine; }
    [[nodiscard]] VaultSealing &sealing() const { return *session->sealing(); }

    [[nodiscard]] static SecretDraft login(const QByteArray &password)
    {
        SecretDraft draft;
        draft.name = QStringLiteral("Mail");
        draft.username = QStringLiteral("ada");
        draft.fields.push_back(
            {FieldKind::Password,
             QStringLiteral("password"),
             {},
             true,
             SecretBuffer::copyOf(std::string_view(password.constData(), static_cast<std::size_t>(password.size())))});
        return draft;
    }
    Expected<QString> save(SecretDraft draft, const QStringList &confirmed = {})
    {
        return QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(draft)), confirmed));
    }
    Expected<Session::Edit> edit(const QString &id) { return QCoro::waitFor(session->edit(id)); }
    Expected<Session::Revealed> reveal(const QString &id, const char *key = "password")
    {
        session->forgetPayloads();
        return QCoro::waitFor(session->reveal(id, QLatin1String(key)));
    }
    [[nodiscard]] Verdict verdict(const QString &id, const char *key = "password")
    {
        const auto revealed = reveal(id, key);
        return revealed ? revealed->verdict : Verdict{SignatureState::Bad, {}, {}, {}, false};
    }
    /// A message by others, to Ada and whoever else.
    [[nodiscard]] QByteArray message(const QByteArray &text, const QStringList &signers,
                                     const QStringList &extra = {}) const
    {
        return people.others.seal(text, {people.ada, people.betty}, signers, extra);
    }

    People &people;
    std::unique_ptr<EngineInHome> engine;
    QTemporaryDir folder;
    std::shared_ptr<MemoryServer> server = std::make_shared<MemoryServer>();
    Account account;
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger ledger{folder.filePath(QStringLiteral("ledger.sqlite"))};
    WorkerPool workers{1};
    SystemClock clock;
    std::optional<Sealing> kept;
    std::unique_ptr<Session> session;
};

template <typename T>
[[nodiscard]] ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace coffret::test
