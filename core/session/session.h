// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/model/catalog.h"
#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/vault/vault.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace coffret {

/// One account in use: ties vault, OpenPGP and catalog together and decides how long plaintext lives.
/// Owned by the composition root, main thread.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State { Closed, SigningIn, Loading, Open, Failed };
    Q_ENUM(State)

    /// holdTime: how long an opened payload is kept for a second look before it is wiped.
    Session(Account account, std::unique_ptr<Vault> vault, OpenPgp &openPgp, WorkerPool &workers, const Clock &clock,
            std::chrono::seconds holdTime = std::chrono::seconds(20));
    ~Session() override;

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::optional<Error> lastError() const { return m_lastError; }
    [[nodiscard]] Capabilities capabilities() const;
    [[nodiscard]] std::shared_ptr<const Catalog> catalog() const { return m_catalog; } ///< never null
    [[nodiscard]] QDateTime lastSync() const { return m_lastSync; }

    /// Signs in and loads the index. Called again while under way it does nothing.
    Task<Expected<void>> open();
    /// Loads the index again; the last catalog stays when that fails.
    Task<Expected<void>> refresh();
    /// Signs out; plaintext, tokens and catalog are gone when this returns its task.
    Task<void> close();

    [[nodiscard]] std::vector<FieldOutline> outline(const QString &secretId) const;

    struct Revealed
    {
        SecretBuffer value;
        Verdict verdict;
    };
    /// One field of one secret: fetched, decrypted, verified. Within holdTime a second field of the same secret costs
    /// no further request and no agent operation. NotFound for an unknown id or key.
    Task<Expected<Revealed>> reveal(QString secretId, QString fieldKey, StopToken stop = {});
    /// Opens the secret and tells its fields (custom fields are only known then) and verdict, without values of
    /// protected fields.
    struct Details
    {
        std::vector<FieldOutline> fields;
        Verdict verdict;
    };
    Task<Expected<Details>> openDetails(QString secretId, StopToken stop = {});
    /// Wipes held payloads now.
    void forgetPayloads();

Q_SIGNALS:
    void stateChanged();
    void catalogChanged();
    void progressChanged(int secretsSoFar, int total);

private:
    struct Held;
    void setState(State state);
    Task<Expected<Held *>> openPayload(QString secretId, StopToken stop);

    Account m_account;
    std::unique_ptr<Vault> m_vault;
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    const Clock &m_clock;
    std::chrono::seconds m_holdTime;
    State m_state = State::Closed;
    std::optional<Error> m_lastError;
    std::shared_ptr<const Catalog> m_catalog;
    QDateTime m_lastSync;
    std::unique_ptr<Held> m_held; ///< the one opened payload
    QTimer m_holdTimer;
    std::stop_source m_stop;
};

} // namespace coffret
