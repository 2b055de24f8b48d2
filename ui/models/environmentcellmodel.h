// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/environments.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// A comparison of environments, cell by cell along the rows: one for each name and environment that is shown. Knows
/// which values are the same, never a value. Owned by ComparisonViewModel, main thread.
class EnvironmentCellModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY tableChanged)
    Q_PROPERTY(int columns READ columns NOTIFY tableChanged)
public:
    enum State { Absent, NoValue, HasValue, NotTold, Same, Different };
    Q_ENUM(State)
    enum Role { StateRole = Qt::UserRole + 1, TextRole, SymbolRole, SpokenRole };
    Q_ENUM(Role)

    explicit EnvironmentCellModel(QObject *parent = nullptr);

    void setTable(EnvironmentTable table);
    void setFilter(const QString &text); ///< of names, whatever their case
    void setOnlyDifferences(bool only);

    [[nodiscard]] const EnvironmentTable &table() const { return m_table; }
    [[nodiscard]] int columns() const { return static_cast<int>(m_table.environments.size()); }
    /// Rows that are shown.
    [[nodiscard]] const std::vector<std::size_t> &shown() const { return m_shown; }
    [[nodiscard]] const EnvironmentRow *rowAt(int cell) const; ///< null out of range
    [[nodiscard]] const Environment *environmentAt(int cell) const;
    [[nodiscard]] const EnvironmentCell *cellAt(int cell) const;
    [[nodiscard]] QString spoken(int cell) const;
    [[nodiscard]] QString stateText(int cell) const; ///< the part of spoken() behind the colon

    /// Something is missing where it could be told, or the values are known to differ.
    [[nodiscard]] static bool differs(const EnvironmentRow &row);
    [[nodiscard]] static QString summaryOf(const EnvironmentRow &row); ///< "Different values", "Missing in 2"

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void tableChanged();

private:
    [[nodiscard]] State stateOf(const EnvironmentRow &row, const EnvironmentCell &cell) const;
    [[nodiscard]] QString likeness(const EnvironmentRow &row, std::size_t column) const;
    void choose();

    EnvironmentTable m_table;
    std::vector<std::size_t> m_shown; ///< rows of m_table
    QString m_filter;
    bool m_onlyDifferences = false;
};

} // namespace coffret
