// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractHttpServer>
#include <QJsonArray>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QTcpServer>

namespace coffret::demovault {

/// Where a redirect may point to and no client should go: another port with a certificate that every client of the
/// vaults trusts, and one without TLS. Answers everything and remembers who came. Main thread.
class Elsewhere final : public QAbstractHttpServer
{
    Q_OBJECT
public:
    explicit Elsewhere(const QSslConfiguration &tls);

    /// {"port","host","http"}: addresses that differ from the vaults' in the port, the name of the host besides, and
    /// the scheme besides. Nobody listens there until this is asked.
    [[nodiscard]] QJsonObject addresses();
    /// {"target", "credentials"} of each request, and of each connection without TLS, in the order they came.
    [[nodiscard]] const QJsonArray &visits() const { return m_visits; }
    void clear() { m_visits = {}; }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    void receive();

    QTcpServer m_plain;
    quint16 m_port = 0;
    QJsonArray m_visits;
};

} // namespace coffret::demovault
