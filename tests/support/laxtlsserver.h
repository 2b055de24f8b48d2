// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testcertificates.h"

#include <QUrl>

#include <atomic>
#include <memory>
#include <thread>

namespace coffret::test {

/// What a TLS server of long ago would do. OpenSSL does so only when it is told to be lax, which Qt cannot tell it.
struct LaxTls
{
    int newestVersion = 0;    ///< as OpenSSL writes it, for example TLS1_1_VERSION; 0: the newest
    bool oldExchange = false; ///< Diffie-Hellman over a prime of 1024 bits, whatever the client would rather have
};

/// A loopback server for one request a connection, on a thread of its own. Answers 200 and counts.
class LaxTlsServer
{
public:
    LaxTlsServer(const Identity &identity, const LaxTls &tls);
    ~LaxTlsServer();

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] int connections() const { return m_connections; } ///< that came as far as TCP
    [[nodiscard]] int requests() const { return m_requests; }

    /// What a client that is just as lax, and trusts everybody, is answered: so the server does what it is made for.
    [[nodiscard]] QByteArray answerToALaxClient() const;

private:
    void serve();

    struct Private;
    std::unique_ptr<Private> d;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_requests = 0;
    std::thread m_thread; ///< last
};

} // namespace coffret::test
