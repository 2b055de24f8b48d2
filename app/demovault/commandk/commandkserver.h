// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/router.h"
#include "app/demovault/seed/seed.h"
#include "app/demovault/seed/values.h"

#include <deque>

namespace coffret::demovault {

struct CommandKNamed
{
    QString id;
    QString name;
    QString slug;
};

struct CommandKSecret
{
    QString id;
    QString name;
    QString purpose; ///< APIKey, SSHKey, UsernamePassword, Other
    int seedIndex = -1;
    QHash<QString, QString> values; ///< environment id -> value set through the interface
    QStringList unset;              ///< environments that have no value yet
};

struct CommandKApp : CommandKNamed
{
    std::deque<CommandKSecret> secrets;
    qint64 revision = 1;
};

/// CommandK's app-secret interface: environments, apps, rendered secrets, creating them and setting values.
class CommandKServer
{
public:
    CommandKServer(const Seed &seed, Values &values);

    [[nodiscard]] Response handle(const Request &request);
    [[nodiscard]] const std::deque<CommandKApp> &apps() const { return m_apps; }
    [[nodiscard]] const std::deque<CommandKNamed> &environments() const { return m_environments; }
    [[nodiscard]] QByteArray readToken() const { return m_readToken; }
    [[nodiscard]] QByteArray writeToken() const { return m_writeToken; }
    void expireTokens();

    /// How the values of one environment are told apart from those of another, for Values and the list of canaries.
    [[nodiscard]] static QString vaultName(const CommandKNamed &environment);

private:
    enum class Scope { Read, Write, Either };
    using Handler = std::function<Response(const Request &, const QStringList &)>;

    void add(const QByteArray &method, const QString &pattern, Scope scope, Handler handler);
    void addSecrets();
    [[nodiscard]] Response listEnvironments(const Request &request) const;
    [[nodiscard]] Response findApp(const Request &request, const QString &name) const;
    [[nodiscard]] Response rendered(const Request &request, const QString &appId);
    [[nodiscard]] Response createSecret(const Request &request, const QString &appId);
    [[nodiscard]] Response setValue(const Request &request, const QStringList &ids);
    [[nodiscard]] CommandKApp *app(const QString &id);
    [[nodiscard]] const CommandKNamed *environment(const QString &id) const;
    [[nodiscard]] QString valueOf(const CommandKSecret &secret, const CommandKNamed &environment);
    [[nodiscard]] QJsonObject renderedRow(const CommandKSecret &secret, const CommandKNamed &environment, bool full);

    const Seed &m_seed;
    Values &m_values;
    QByteArray m_readToken;
    QByteArray m_writeToken;
    std::deque<CommandKApp> m_apps;
    std::deque<CommandKNamed> m_environments;
    Router m_router;
};

} // namespace coffret::demovault
