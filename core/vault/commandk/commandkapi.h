// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/store/account.h"
#include "core/vault/commandk/commandkanswers.h"

#include <QUrlQuery>

#include <map>
#include <memory>

namespace coffret {

/// Requests of the app-secret API, each with the token that has the scope for it. 401 and 403 become Forbidden, and
/// detail names the scope that is missing: the service does not tell a bad token from one that is too narrow. Main
/// thread.
class CommandKApi
{
public:
    /// InvalidInput for an address or authorities that cannot be used.
    [[nodiscard]] static Expected<std::shared_ptr<CommandKApi>> create(const Account &account);

    void setReadToken(SecretBuffer token) { m_readToken = std::move(token); }
    void setWriteToken(SecretBuffer token) { m_writeToken = std::move(token); }
    [[nodiscard]] bool mayWrite() const { return !m_writeToken.isEmpty(); }
    void forgetTokens();

    /// All environments, across pages.
    Task<Expected<std::vector<CommandKEnvironment>>> environments(StopToken stop);
    /// Needs a token that is not restricted to chosen apps.
    Task<Expected<CommandKApp>> appByName(QString name, StopToken stop);
    /// What one app holds in one environment, without values; key empty: everything. An answer the server calls
    /// unchanged comes from memory.
    Task<Expected<std::vector<CommandKEntry>>> entries(QString appId, QString environmentId, QString key,
                                                       StopToken stop);
    Task<Expected<SecretBuffer>> value(QString appId, QString environmentId, QString key, StopToken stop);
    /// keys empty: everything.
    Task<Expected<std::vector<EnvironmentValue>>> values(QString appId, QString environmentId, QStringList keys,
                                                         StopToken stop);

    struct Created
    {
        QString secretId;
        bool existed = false; ///< nothing was made: the name is taken by this secret, whose id may be untold
    };
    // Nobody could tell what became of a write that was cut off: these go on to the end.

    /// Without a value. purpose: APIKey, SSHKey, UsernamePassword or Other.
    Task<Expected<Created>> createSecret(QString appId, QString name, QString purpose);
    /// text must be UTF-8.
    Task<Expected<void>> setValue(QString appId, QString secretId, QString environmentId,
                                  std::shared_ptr<const SecretBuffer> text);

    CommandKApi(QUrl base, TlsPolicy policy);

private:
    enum class Scope { Read, Write };
    using Mode = CommandKMode;
    struct Cached
    {
        QByteArray etag;
        std::vector<CommandKEntry> entries;
    };

    [[nodiscard]] Expected<HttpRequest> request(Scope scope, const QByteArray &method, const QString &path,
                                                const QUrlQuery &query, const StopToken &stop) const;
    /// For a path with a name that somebody typed; request() wants identifiers.
    [[nodiscard]] Expected<HttpRequest> prepared(Scope scope, const QByteArray &method, const QString &path,
                                                 const QUrlQuery &query, const StopToken &stop) const;
    [[nodiscard]] Expected<HttpRequest> renderedRequest(const QString &appId, const QString &environmentId, Mode mode,
                                                        const QStringList &filter, const StopToken &stop) const;
    Task<Expected<CommandKFull>> full(QString appId, QString environmentId, QStringList keys, StopToken stop);

    QUrl m_base;
    std::unique_ptr<HttpClient> m_client;
    SecretBuffer m_readToken;
    SecretBuffer m_writeToken;
    std::map<QByteArray, Cached> m_cache; ///< by address: app, environment, mode and filter are all in it
};

} // namespace coffret
