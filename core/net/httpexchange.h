// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"

#include <QFuture>
#include <QNetworkReply>
#include <QPointer>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace coffret {

/// One request and its answer, without redirects: enforces the size limit while reading, the inactivity time, ten
/// times as much for each 256 KiB, the certificate pin and cancellation. Owned by HttpClient::send, main thread, used
/// once.
class HttpExchange : public QObject
{
    Q_OBJECT
public:
    HttpExchange(const HttpRequest &request, QByteArray pinnedSha256);
    ~HttpExchange() override;

    /// Starts the request; the future is only a bell, result() then holds the outcome.
    [[nodiscard]] QFuture<void> start(QNetworkAccessManager &manager, const QSslConfiguration &tls);
    /// Gives up; the outcome is Cancelled.
    void cancel();
    [[nodiscard]] Expected<HttpResponse> takeResult();

private:
    void watch();
    void onSslErrors(const QList<QSslError> &errors);
    void onReadyRead();
    void onFinished();
    void give(ErrorKind kind, const QString &detail);
    void conclude();
    [[nodiscard]] Error networkError() const;

    const HttpRequest &m_request; ///< lives in the coroutine frame that owns this object
    const QByteArray m_pinnedSha256;
    std::unique_ptr<QNetworkReply, QScopedPointerDeleteLater> m_reply;
    QPointer<QIODevice> m_upload; ///< owned by the reply
    QTimer m_inactivity;
    QTimer m_limit;
    QPromise<void> m_bell;
    HttpResponse m_response;
    qint64 m_received = 0;
    std::optional<Error> m_error;
    bool m_done = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace coffret
