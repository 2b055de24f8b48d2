// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/httpserver.h"
#include "app/demovault/http/router.h"

namespace coffret::demovault {

class DemoVault;

/// The endpoint for tests: what was asked so far, which tokens must not leak, what the values are, what shall go wrong.
class Control
{
public:
    Control(DemoVault &vault, HttpServer &server);
    [[nodiscard]] Response handle(const Request &request);

private:
    [[nodiscard]] Response requests() const;
    [[nodiscard]] Response canaries() const;
    /// See DemoVault::setFaults(). What was made to expire stays so.
    [[nodiscard]] Response setFaults(const Request &request);
    [[nodiscard]] Response configurePassbolt(const Request &request);
    [[nodiscard]] Response configureFudo(const Request &request);
    [[nodiscard]] Response configureCommandK(const Request &request);

    DemoVault &m_vault;
    HttpServer &m_server;
    Router m_router;
};

} // namespace coffret::demovault
