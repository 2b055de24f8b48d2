// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/commandtable.h"

#include <QSortFilterProxyModel>

namespace coffret {

/// The commands that have keys: of one group, and only those that fit what is typed. Made by the list of keys in QML,
/// main thread.
class CommandKeysModel : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::CommandTable *table READ table WRITE setTable NOTIFY changed)
    Q_PROPERTY(QString group READ group WRITE setGroup NOTIFY changed)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role { NameMarksRole = CommandTable::ShownKeysRole + 1 }; ///< what was searched for, as marksIn() has it

    explicit CommandKeysModel(QObject *parent = nullptr);

    [[nodiscard]] CommandTable *table() const { return qobject_cast<CommandTable *>(sourceModel()); }
    void setTable(CommandTable *table);
    [[nodiscard]] QString group() const { return m_group; }
    void setGroup(const QString &group); ///< its heading; empty: all of them
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text); ///< of names and keys
    [[nodiscard]] int count() const { return rowCount(); }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    void countChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    void update();

    QString m_group;
    QString m_text;
};

} // namespace coffret
