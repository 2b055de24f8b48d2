// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/wakeup.h"
#include "core/secret/secretbuffer.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace coffret {

/// A conversation with the user's gpg-agent about keys that stay there. The agent may not ask anybody for anything
/// meanwhile: what needs a passphrase, a PIN or a card that is not in fails, and is left to gpg, which tells the person
/// what it is about. Used on one worker thread.
class GpgAgent
{
public:
    /// Null where none answers, or it does not promise not to ask.
    [[nodiscard]] static std::unique_ptr<GpgAgent> connect(const QString &socket, std::span<const StopToken> stops);
    GpgAgent(const GpgAgent &) = delete;
    GpgAgent &operator=(const GpgAgent &) = delete;
    ~GpgAgent();

    /// The private operation of the key with this keygrip (hex) on what is sealed for it, an S-expression as gpg builds
    /// it. Empty where that fails or a stop ends it; nothing else can be asked after a stop.
    [[nodiscard]] SecretBuffer decrypt(std::string_view keygrip, std::string_view sealed);

private:
    GpgAgent(int socket, std::span<const StopToken> stops);
    bool wait(short events) const;
    bool send(std::string_view bytes) const;
    bool sendData(std::string_view bytes) const;
    bool succeeds(std::string_view command);
    std::optional<std::string_view> readLine();

    WakeUp m_stops;
    int m_socket;
    std::array<char, 2048> m_input{}; ///< what came and is not read yet is between begin and end
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace coffret
