// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/secretsimport.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The lines of a .env file: what each comes to, and what became of it. Names only, never a value. Owned by
/// EnvironmentImportViewModel, main thread.
class ImportLineModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role { NumberRole = Qt::UserRole + 1, NameRole, WordsRole, ReasonRole, SymbolRole, BadRole };
    Q_ENUM(Role)

    explicit ImportLineModel(QObject *parent = nullptr);

    void setWriteScope(const QString &scope) { m_writeScope = scope; } ///< see VaultEnvironments
    void setLines(const std::vector<ImportLine> &lines);               ///< also again, with what became of them

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    [[nodiscard]] static QString words(const ImportLine &line);
    [[nodiscard]] QString reason(const ImportLine &line) const;
    [[nodiscard]] static QString symbol(const ImportLine &line);

    std::vector<ImportLine> m_lines;
    QString m_writeScope;
};

} // namespace coffret
