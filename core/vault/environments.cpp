// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/environments.h"

#include <algorithm>

namespace coffret {

using State = EnvironmentCell::State;

namespace {

/// Numbers for the digests of one row, in the order they come.
int groupOf(std::vector<QByteArray> &known, const QByteArray &digest)
{
    if (digest.isEmpty())
        return -1;
    const auto it = std::find(known.begin(), known.end(), digest);
    if (it != known.end())
        return static_cast<int>(it - known.begin());
    known.push_back(digest);
    return static_cast<int>(known.size()) - 1;
}

} // namespace

bool EnvironmentRow::isComplete() const
{
    return std::all_of(cells.begin(), cells.end(), [](const EnvironmentCell &cell) {
        return cell.state == State::HasValue || cell.state == State::NotTold;
    });
}

std::optional<bool> EnvironmentRow::isSame() const
{
    int values = 0;
    bool same = true;
    int first = -1;
    for (const EnvironmentCell &cell : cells) {
        if (cell.state != State::HasValue || cell.group < 0)
            continue;
        first = values++ == 0 ? cell.group : first;
        same = same && cell.group == first;
    }
    return values < 2 ? std::nullopt : std::optional<bool>(same);
}

int EnvironmentRow::uncompared() const
{
    return static_cast<int>(std::count_if(cells.begin(), cells.end(), [](const EnvironmentCell &cell) {
        return cell.state == State::NotTold || (cell.state == State::HasValue && cell.group < 0);
    }));
}

bool isSetEverywhere(const std::vector<EnvironmentResult> &results)
{
    return std::all_of(results.begin(), results.end(),
                       [](const EnvironmentResult &result) { return result.state == EnvironmentResult::State::Set; });
}

bool mayBeDone(const Error &error)
{
    const bool noGoodAnswer = error.kind == ErrorKind::Malformed || error.kind == ErrorKind::TooLarge ||
                              error.httpStatus == 500 || error.httpStatus == 502 || error.httpStatus == 504;
    return noGoodAnswer || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::TimedOut ||
           error.kind == ErrorKind::Unreachable;
}

bool concernsOneEnvironment(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound ||
           error.kind == ErrorKind::Conflict || error.kind == ErrorKind::InvalidInput ||
           error.kind == ErrorKind::ServerFault || (error.kind == ErrorKind::Unsupported && error.httpStatus == 0);
}

Task<Expected<std::vector<EnvironmentResult>>> VaultEnvironments::setValue(QString name, QStringList environmentIds,
                                                                           SecretBuffer value, Progress progress,
                                                                           StopToken stop)
{
    std::vector<ValueIn> values;
    for (const QString &id : environmentIds)
        values.push_back({id, value.clone()});
    return setValues(std::move(name), std::move(values), std::move(progress), std::move(stop));
}

void addRows(EnvironmentTable &table, const std::vector<EnvironmentColumn> &columns, const VaultEnvironments &vault)
{
    std::map<QString, std::vector<QByteArray>> digests; // by name
    for (const EnvironmentColumn &column : columns) {
        for (const auto &[name, found] : column.found)
            digests[name];
    }
    for (auto &[name, known] : digests) {
        EnvironmentRow row{name, {}};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            EnvironmentCell cell;
            const auto found = columns[i].found.find(name);
            if (table.environments[i].error)
                cell.state = State::NotTold;
            else if (found != columns[i].found.end())
                cell = {found->second.hasValue ? State::HasValue : State::NoValue, groupOf(known, found->second.digest),
                        vault.secretIdOf(table.environments[i].environment.id, name)};
            row.cells.push_back(std::move(cell));
        }
        table.rows.push_back(std::move(row));
    }
}

} // namespace coffret
