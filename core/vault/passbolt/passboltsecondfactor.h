// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/secondfactor.h"

namespace coffret {

/// The address a browser ended at, or was about to go to, after Duo: what the server wants to be told of it.
struct DuoCallback
{
    QString state;
    QString code;
    bool refused = false; ///< Duo itself reports an error instead
};
/// address: <server>/mfa/verify/duo/callback?state=...&duo_code=..., or the sign-in page the server's own web
/// application shows instead, which carries that address. InvalidInput for anything else, another server's above all.
[[nodiscard]] Expected<DuoCallback> parseDuoCallback(const QUrl &address, const QUrl &server);

/// Passbolt's second factors: TOTP and Yubikey as JSON, Duo through a browser. A remembered answer rests in the
/// credential store and is used, unasked, when the server next wants one. Owned by PassboltVault, main thread; callers
/// keep the vault alive while a task runs.
class PassboltSecondFactor final : public SecondFactor
{
public:
    /// Goes on with what the question interrupted.
    using Resume = std::function<Task<Expected<void>>(StopToken)>;

    /// store: null when nothing can be remembered.
    PassboltSecondFactor(const Account &account, PassboltApi &api, CredentialStore *store, const Clock &clock,
                         Resume resume);

    [[nodiscard]] std::vector<Provider> providers() const override { return m_providers; }
    Task<Expected<void>> submit(Provider provider, SecretBuffer code, bool remember, StopToken stop) override;
    Task<Expected<QUrl>> startInBrowser(StopToken stop) override;
    Task<Expected<void>> finishInBrowser(QUrl address, StopToken stop) override;

    /// While true the question is kept back: a sign-in is under way and may yet answer it with recall().
    void keepQuiet(bool quiet) { m_quiet = quiet; }
    void tell() const { tellNeeded(); }
    /// True when a remembered answer goes with the requests from now on.
    Task<bool> recall();
    /// The session is over.
    void reset();

    [[nodiscard]] static QString storeKey(const QString &accountId);

private:
    void ask(const QStringList &names);
    [[nodiscard]] Expected<PassboltRequest> requestFor(Provider provider, const SecretBuffer &code,
                                                       bool remember) const;
    [[nodiscard]] Expected<void> judge(const HttpResponse &response);
    Task<Expected<void>> goOn(bool remember, StopToken stop);
    Task<void> keep();
    Task<void> forgetKept();

    const Account &m_account;
    PassboltApi &m_api;
    CredentialStore *const m_store;
    const Clock &m_clock;
    const Resume m_resume;
    std::vector<Provider> m_providers;
    QByteArray m_duoState; ///< cookie of a way through the browser that was begun
    bool m_quiet = false;
    bool m_keptInUse = false; ///< what rests in the store was the last answer given
};

} // namespace coffret
