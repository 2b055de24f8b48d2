// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/environments.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Environments a value is meant for: which are chosen, and what became of each. Owned by EnvironmentValueViewModel,
/// main thread.
class EnvironmentTargetModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum State { Waiting, Set, Failed, NotTried, MayBeSet };
    Q_ENUM(State)
    enum Role { NameRole = Qt::UserRole + 1, ChosenRole, StateRole, StateTextRole, ReasonRole };
    Q_ENUM(Role)

    explicit EnvironmentTargetModel(QObject *parent = nullptr);

    void setWriteScope(const QString &scope) { m_writeScope = scope; } ///< see VaultEnvironments
    void setEnvironments(const std::vector<Environment> &environments, const QStringList &chosen);
    Q_INVOKABLE void setChosen(int row, bool chosen); ///< nothing where the value was set already
    void take(const std::vector<EnvironmentResult> &results);

    [[nodiscard]] QString writeScope() const { return m_writeScope; }
    [[nodiscard]] QStringList pending() const; ///< chosen, and not set yet
    [[nodiscard]] int count(State state) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void chosenChanged();

private:
    struct Target
    {
        Environment environment;
        bool chosen = false;
        State state = Waiting;
        std::optional<Error> error;
    };
    std::vector<Target> m_targets;
    QString m_writeScope;
};

} // namespace coffret
