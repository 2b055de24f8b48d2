// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/queryparser.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// What a search asks for besides words, each as a chip that can be taken out of it. Owned by BrowseViewModel, main
/// thread.
class QueryChipModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        LabelRole = Qt::UserRole + 1, ///< in the user's language
        SymbolRole,                   ///< an icon's name; may be empty
    };
    Q_ENUM(Role)

    explicit QueryChipModel(QObject *parent = nullptr);

    /// tokens: all of a text; those that are plain words make no chip.
    void setTokens(const std::vector<QueryToken> &tokens);
    [[nodiscard]] const QueryToken *tokenAt(int row) const; ///< null when out of range

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<QueryToken> m_tokens;
};

} // namespace coffret
