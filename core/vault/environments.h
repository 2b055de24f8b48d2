// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/model/secret.h"
#include "core/secret/namedsecret.h"
#include "core/vault/jobs.h"

#include <map>
#include <optional>
#include <vector>

namespace coffret {

/// One of the environments (production, staging, ...) in which the secrets of an application have values.
struct Environment
{
    QString id; ///< that of the collection that stands for it
    QString name;
};

/// A secret in one environment, never with its value: whoever may see that asks Session::reveal(secretId).
struct EnvironmentCell
{
    enum class State : quint8 {
        Absent,   ///< no secret of this name there
        NoValue,  ///< it is there without a value
        HasValue, ///< group may tell more
        NotTold,  ///< the environment could not be read
    };
    State state = State::Absent;
    int group = -1;   ///< cells of a row with the same number hold the same value; -1: not compared, or no value
    QString secretId; ///< empty when Absent or NotTold
};

/// A name and where it has a value. cells are in the order of EnvironmentTable::environments.
struct EnvironmentRow
{
    QString name;
    std::vector<EnvironmentCell> cells;

    /// Every environment that could be read has a value.
    [[nodiscard]] bool isComplete() const;
    /// Whether all values that could be compared are the same; nothing when they were not compared or are fewer than
    /// two.
    [[nodiscard]] std::optional<bool> isSame() const;
    /// In how many environments there is, or may be, a value that could not be compared.
    [[nodiscard]] int uncompared() const;
};

/// The environments of an application side by side. Holds no values and nothing made of them.
struct EnvironmentTable
{
    struct Column
    {
        Environment environment;
        std::optional<Error> error; ///< why its cells are NotTold
    };
    QString applicationId;
    std::vector<Column> environments;
    std::vector<EnvironmentRow> rows; ///< by name
    bool valuesCompared = false;
};

/// A name that an environment has, and its value. nothing: it has none.
struct EnvironmentValue
{
    QString name;
    std::optional<SecretBuffer> value; ///< as it lies there: it may be an armored message
    QStringList expectedSigners{};     ///< of a value that is a message: see FetchedPayload::expectedSigners
    bool changeable = true;            ///< false: of a kind this version does not know, which is left as it is
};

/// A value for one environment.
struct ValueIn
{
    QString environmentId;
    SecretBuffer value;
};

/// What became of one environment when a value was set in several.
struct EnvironmentResult
{
    enum class State : quint8 {
        Set,
        Failed,   ///< refused: what was there is there still
        MayBeSet, ///< sent, and no answer came
        NotTried,
    };
    QString environmentId;
    State state = State::NotTried;
    std::optional<Error> error; ///< when Failed or MayBeSet
};
[[nodiscard]] bool isSetEverywhere(const std::vector<EnvironmentResult> &results);
/// Whether what a write failed with leaves open if it was carried out.
[[nodiscard]] bool mayBeDone(const Error &error);
/// Whether what an environment was refused with is its own matter: the others may fare better.
[[nodiscard]] bool concernsOneEnvironment(const Error &error);

/// The side of a vault whose applications keep one value for each environment. An application is a collection, its
/// environments are collections below it; ids are those of the index. Main thread, after signing in; every call may
/// fail with the kinds of the network, Forbidden (detail names the scope a token lacks) and NotFound. What is written
/// is fetched anew by Session::touched(secretIdOf(...)).
class VaultEnvironments
{
public:
    /// What compare() fetches: names alone, or every value of the environments, each of which is dropped as soon as a
    /// keyed digest of it is taken. Values only on the user's request.
    enum class Depth { Names, Values };

    virtual ~VaultEnvironments() = default;

    /// The application that a collection or secret of the index belongs to, itself if it is one; empty if to none. No
    /// request.
    [[nodiscard]] virtual QString applicationOf(const QString &id) const = 0;
    /// The secret of this name in an environment, there or not. No request.
    [[nodiscard]] virtual QString secretIdOf(const QString &environmentId, const QString &name) const = 0;
    /// The application's environments that the account can read.
    virtual Task<Expected<std::vector<Environment>>> environments(QString applicationId, StopToken stop) = 0;

    /// An environment that is refused fails alone; the connection fails everything. InvalidInput for environments of
    /// another application.
    virtual Task<Expected<EnvironmentTable>> compare(QString applicationId, std::vector<Environment> environments,
                                                     Depth depth, StopToken stop) = 0;
    /// What an environment holds, values and all, by name. names empty: everything; those it does not have are left
    /// out. For exports and imports, on the user's request, which ask Session::environmentSecrets().
    virtual Task<Expected<std::vector<EnvironmentValue>>> values(QString environmentId, QStringList names,
                                                                 StopToken stop) = 0;

    /// What the vendor calls the scope that a token needs in order to read or to write; empty where there are none.
    /// Forbidden, here, is the lack of it.
    [[nodiscard]] virtual QString readScope() const { return {}; }
    [[nodiscard]] virtual QString writeScope() const { return {}; }

    /// Makes a secret without a value in any environment. Conflict: it is there; nothing was written. Once sent, it is
    /// not stopped any more.
    virtual Task<Expected<void>> create(QString applicationId, QString name, SecretType type, StopToken stop) = 0;
    /// Sets the values of an existing secret in environments of one application, one after the other. One that is
    /// refused does not stop the others; the connection, or stop before the next one, does, and the rest is NotTried.
    /// Where there is a value that is not changeable, that environment fails with Unsupported. Fails only when nothing
    /// was sent: Forbidden without a token that may write, NotFound, InvalidInput for text that is not UTF-8.
    /// Where the account seals, besides: ReadersUnconfirmed, KeyUnusable and what else VaultWriting fails with then.
    virtual Task<Expected<std::vector<EnvironmentResult>>> setValues(QString name, std::vector<ValueIn> values,
                                                                     Progress progress, StopToken stop) = 0;
    /// The same one in all of them.
    Task<Expected<std::vector<EnvironmentResult>>> setValue(QString name, QStringList environmentIds,
                                                            SecretBuffer value, Progress progress, StopToken stop);
};

/// What one environment has of each name, for a table: nothing to reveal, and digests that mean something in one
/// comparison alone.
struct EnvironmentColumn
{
    struct Found
    {
        bool hasValue = false;
        QByteArray digest; ///< empty: not taken
    };
    std::map<QString, Found> found; ///< by name
};
/// Adds the rows of a table whose environments are there already. columns: one for each of them.
void addRows(EnvironmentTable &table, const std::vector<EnvironmentColumn> &columns, const VaultEnvironments &vault);

} // namespace coffret
