// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/commandk/inferred.h"
#include "app/demovault/http/router.h"
#include "app/demovault/seed/seed.h"
#include "app/demovault/seed/values.h"
#include "app/demovault/tokenvaultlies.h"

#include <array>
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

/// What one access token is good for.
struct CommandKToken
{
    QByteArray value;
    bool writes = false;      ///< otherwise it reads; neither is part of the other
    QStringList apps;         ///< ids; empty: all apps, also by name
    QStringList environments; ///< ids; empty: all

    [[nodiscard]] bool covers(const QString &appId, const QString &environmentId = {}) const;
};

/// CommandK's app-secret interface: environments, apps, rendered secrets, creating them and setting values.
class CommandKServer
{
public:
    CommandKServer(const Seed &seed, Values &values, bool inferred);

    [[nodiscard]] Response handle(const Request &request);
    [[nodiscard]] const std::deque<CommandKApp> &apps() const { return m_apps; }
    [[nodiscard]] const std::deque<CommandKNamed> &environments() const { return m_environments; }
    [[nodiscard]] QByteArray readToken() const { return m_tokens[0].value; }
    [[nodiscard]] QByteArray writeToken() const { return m_tokens[1].value; }
    /// For the first app, and the environments from the second on.
    [[nodiscard]] QByteArray restrictedReadToken() const { return m_tokens[2].value; }
    [[nodiscard]] QByteArray restrictedWriteToken() const { return m_tokens[3].value; }
    void expireTokens();
    [[nodiscard]] TokenVaultLies &lies() { return m_lies; }
    /// {"as_at_first":true}: what was written since the start is undone. false: about something else.
    [[nodiscard]] bool configure(const QJsonObject &changes);

    /// How the values of one environment are told apart from those of another, for Values and the list of canaries.
    [[nodiscard]] static QString vaultName(const CommandKNamed &environment);

private:
    enum class Scope { Read, Write, Either };
    using Handler = std::function<Response(const Request &, const QStringList &, const CommandKToken &)>;

    /// parameters: those that the query may have.
    void add(const QByteArray &method, const QString &pattern, Scope scope, const QStringList &parameters,
             Handler handler);
    void addSecrets();
    [[nodiscard]] Response listEnvironments(const Request &request) const;
    [[nodiscard]] Response findApp(const Request &request, const QString &name, const CommandKToken &token) const;
    [[nodiscard]] Response rendered(const Request &request, const QString &appId, const CommandKToken &token);
    [[nodiscard]] Response createSecret(const Request &request, const QString &appId, const CommandKToken &token);
    [[nodiscard]] Response setValue(const Request &request, const QStringList &ids, const CommandKToken &token);
    [[nodiscard]] Response outOfScope(const QString &message) const;
    [[nodiscard]] Response route(const Request &request);
    void makeTokens();
    [[nodiscard]] CommandKApp *app(const QString &id);
    [[nodiscard]] const CommandKNamed *environment(const QString &id) const;
    [[nodiscard]] QString valueOf(const CommandKSecret &secret, const CommandKNamed &environment);
    [[nodiscard]] QJsonObject renderedRow(const CommandKSecret &secret, const CommandKNamed &environment, bool full);

    const Seed &m_seed;
    Values &m_values;
    CommandKInferred m_inferred;
    std::array<CommandKToken, 4> m_tokens;
    std::deque<CommandKApp> m_apps;
    std::deque<CommandKApp> m_atFirst; ///< as m_apps was at the start
    std::deque<CommandKNamed> m_environments;
    Router m_router;
    TokenVaultLies m_lies;
};

} // namespace coffret::demovault
