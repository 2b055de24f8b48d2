// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/vaultimport.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coffret {

/// The items of another program's file: what each comes to, and what became of it. Names only, never a value. Owned by
/// ImportViewModel, main thread.
class ImportRowModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
    Q_PROPERTY(bool remarkableOnly READ isRemarkableOnly WRITE setRemarkableOnly NOTIFY countChanged)
    Q_PROPERTY(int remarkable READ remarkable NOTIFY countChanged)
public:
    enum Role { NumberRole = Qt::UserRole + 1, NameRole, PlaceRole, WordsRole, ReasonRole, SymbolRole, BadRole };
    Q_ENUM(Role)

    explicit ImportRowModel(QObject *parent = nullptr);

    void setImport(std::shared_ptr<const VaultImport> import); ///< null: none
    void refresh();                                            ///< what became of the rows is other than it was

    /// Whether only those are listed that are not taken just as they are.
    [[nodiscard]] bool isRemarkableOnly() const { return m_remarkableOnly; }
    void setRemarkableOnly(bool only);
    [[nodiscard]] int remarkable() const { return m_remarkable; } ///< how many those are

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    void list();
    [[nodiscard]] QString words(const ImportRow &row) const;
    [[nodiscard]] QString reason(const ImportRow &row) const;
    [[nodiscard]] QString symbol(const ImportRow &row) const;

    std::shared_ptr<const VaultImport> m_import;
    std::vector<std::size_t> m_shown; ///< into its rows
    int m_remarkable = 0;
    bool m_remarkableOnly = false;
};

} // namespace coffret
