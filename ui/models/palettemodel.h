// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <string>
#include <vector>

namespace coffret {

class Command;

/// One line of the command palette: a command, or a place to go to.
struct PaletteEntry
{
    QString name;
    QString detail; ///< where a place is
    QString symbol;
    QString keys;
    Command *command = nullptr; ///< null for a place
    QString accountId;          ///< of a place
    QString nodeId;             ///< empty: only to the account
    std::string folded;         ///< what is searched: the name of the place or command first
    std::size_t foldedName = 0; ///< its length
};

/// What the command palette lists: prepared entries once, and which of them fit what is typed, best first. Rows are
/// filled as they are looked at, so ten thousand cost no more than twelve. Owned by PaletteViewModel, main thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        DetailRole,
        SymbolRole,
        KeysRole,
        ReasonRole,    ///< why it cannot be chosen; empty when it can
        NameMarksRole, ///< what was searched for, as marksIn() has it
        DetailMarksRole,
    };
    Q_ENUM(Role)

    explicit PaletteModel(QObject *parent = nullptr);

    void setEntries(std::vector<PaletteEntry> entries); ///< shows none of them yet
    void show(const QString &query);
    [[nodiscard]] const PaletteEntry *at(int row) const; ///< null when out of range

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    [[nodiscard]] std::vector<std::size_t> fitting(const QString &query) const;
    void setRows(std::vector<std::size_t> rows);

    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_rows; ///< into m_entries
    QString m_query;
};

} // namespace coffret
