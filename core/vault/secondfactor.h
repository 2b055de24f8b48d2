// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/secret/secretbuffer.h"

#include <QUrl>

#include <functional>
#include <vector>

namespace coffret {

/// How a server wants to be told that it is really the user. Asked for after Vault::signIn(), or any later call, failed
/// with SecondFactorNeeded; once submit() or finishInBrowser() succeeded the sign-in is complete and is not repeated.
class SecondFactor
{
public:
    enum class Provider { OneTimeCode, Yubikey, Duo, Unknown };

    virtual ~SecondFactor() = default;

    /// Most recently used first.
    [[nodiscard]] virtual std::vector<Provider> providers() const = 0;
    /// OneTimeCode: six to eight digits; Yubikey: 44 modhex characters. remember: not asked again for a month here.
    /// InvalidInput for a wrong code; TooManyAttempts when the server has ended the session after too many.
    virtual Task<Expected<void>> submit(Provider provider, SecretBuffer code, bool remember, StopToken stop) = 0;
    /// Duo: where the user goes with a browser. Unsupported where that cannot work.
    virtual Task<Expected<QUrl>> startInBrowser(StopToken stop) = 0;
    /// The address the browser was sent back to. InvalidInput when it is not this server's.
    virtual Task<Expected<void>> finishInBrowser(QUrl address, StopToken stop) = 0;

    /// Called whenever an answer of the server, to any call, was SecondFactorNeeded. For the Session.
    void onNeeded(std::function<void()> handler) { m_needed = std::move(handler); }

protected:
    void tellNeeded() const
    {
        if (m_needed)
            m_needed();
    }

private:
    std::function<void()> m_needed;
};

} // namespace coffret
