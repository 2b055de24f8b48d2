// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/environmenttargetmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/environmentqueries.h"

#include <algorithm>

namespace coffret {

EnvironmentTargetModel::EnvironmentTargetModel(QObject *parent) : QAbstractListModel(parent) {}

void EnvironmentTargetModel::setEnvironments(const std::vector<Environment> &environments, const QStringList &chosen)
{
    beginResetModel();
    m_targets.clear();
    for (const Environment &environment : environments)
        m_targets.push_back({environment, chosen.contains(environment.id), Waiting, {}});
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT chosenChanged();
}

void EnvironmentTargetModel::setChosen(int row, bool chosen)
{
    if (row < 0 || row >= rowCount() || m_targets[static_cast<std::size_t>(row)].state == Set)
        return;
    m_targets[static_cast<std::size_t>(row)].chosen = chosen;
    Q_EMIT dataChanged(index(row), index(row), {ChosenRole});
    Q_EMIT chosenChanged();
}

void EnvironmentTargetModel::take(const std::vector<EnvironmentResult> &results)
{
    for (const EnvironmentResult &result : results) {
        const auto target = std::find_if(m_targets.begin(), m_targets.end(), [&result](const Target &one) {
            return one.environment.id == result.environmentId;
        });
        if (target == m_targets.end())
            continue;
        target->state = result.state == EnvironmentResult::State::Set        ? Set
                        : result.state == EnvironmentResult::State::Failed   ? Failed
                        : result.state == EnvironmentResult::State::MayBeSet ? MayBeSet
                                                                             : NotTried;
        target->error = result.error;
    }
    if (!m_targets.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {StateRole, StateTextRole, ReasonRole});
    Q_EMIT chosenChanged();
}

QStringList EnvironmentTargetModel::pending() const
{
    QStringList ids;
    for (const Target &target : m_targets) {
        if (target.chosen && target.state != Set)
            ids.append(target.environment.id);
    }
    return ids;
}

int EnvironmentTargetModel::count(State state) const
{
    return static_cast<int>(std::count_if(m_targets.begin(), m_targets.end(),
                                          [state](const Target &target) { return target.state == state; }));
}

int EnvironmentTargetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_targets.size());
}

QVariant EnvironmentTargetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Target &target = m_targets[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
    case Qt::DisplayRole:
        return visibleText(target.environment.name);
    case ChosenRole:
        return target.chosen;
    case StateRole:
        return target.state;
    case StateTextRole:
        switch (target.state) {
        case Set:
            //: Beside an environment: what became of the new value there.
            return tr("Value set");
        case Failed:
            return tr("Not set");
        case MayBeSet:
            //: Beside an environment: the new value was sent there, and no answer came.
            return tr("May be set");
        case NotTried:
            return tr("Not tried");
        case Waiting:
            break;
        }
        return {};
    case ReasonRole:
        return target.error ? writeRefusal(*target.error, m_writeScope) : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> EnvironmentTargetModel::roleNames() const
{
    return {
        {NameRole, QByteArrayLiteral("name")},     {ChosenRole, QByteArrayLiteral("chosen")},
        {StateRole, QByteArrayLiteral("state")},   {StateTextRole, QByteArrayLiteral("stateText")},
        {ReasonRole, QByteArrayLiteral("reason")},
    };
}

} // namespace coffret
