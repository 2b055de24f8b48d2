// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/faults.h"
#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

#include <QAbstractHttpServer>
#include <QSslConfiguration>

#include <functional>
#include <vector>

namespace coffret::demovault {

/// HTTPS on the loopback address only. Hands each request to the service mounted at the longest fitting prefix, applies
/// faults, and keeps a record of what was asked (never bodies or headers). Main thread.
class HttpServer final : public QAbstractHttpServer
{
public:
    using Service = std::function<Response(const Request &)>;
    struct Record
    {
        QByteArray method;
        QString path;
        QString query;
        int status = 0;
        bool faulty = false; ///< the answer was made to be another one than the service's
    };

    HttpServer(const QSslConfiguration &tls, Faults &faults);

    /// Port 0 takes a free one. Returns the port, 0 when it cannot be had.
    quint16 start(quint16 port);
    /// prefix such as "/v5". faultFree services (the control endpoint) are neither disturbed nor recorded.
    void mount(const QString &prefix, Service service, bool faultFree = false);

    [[nodiscard]] const std::vector<Record> &records() const { return m_records; }
    void clearRecords() { m_records.clear(); }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    struct Mount
    {
        QString prefix;
        Service service;
        bool faultFree = false;
    };
    [[nodiscard]] const Mount *mountFor(const QString &path) const;
    [[nodiscard]] Response answer(const Mount &mount, const Request &request, const Faults::Effect &effect);
    void record(const Request &request, int status, bool faulty);
    static void send(QTcpSocket &socket, Response response, const Request &request, const Faults::Effect &effect);

    Faults &m_faults;
    std::vector<Mount> m_mounts;
    std::vector<Record> m_records;
};

} // namespace coffret::demovault
