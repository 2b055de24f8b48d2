// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// What the quick lookup shows for one hit.
struct QuickResult
{
    QString accountId;
    QString secretId;
    QString name;
    QString place; ///< whose it is and where it lies, and what was found elsewhere
    SecretType type = SecretType::Unknown;
    SecretIcon icon = {};
    QString accountInitials;
    int accountBadge = 0;
    QList<int> nameMarks{}; ///< what was searched for, as marksIn() has it
    QList<int> placeMarks{};
    bool similar = false; ///< has what was searched for with mistakes only

    friend bool operator==(const QuickResult &, const QuickResult &) = default;
};

/// The few hits of the quick lookup, from every open account. Owned by QuickLookupViewModel, main thread.
class QuickResultModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        SecretIdRole = Qt::UserRole + 1,
        AccountIdRole,
        NameRole,
        PlaceRole,
        TypeRole,
        SymbolRole,
        GroundRole,
        AccountInitialsRole,
        AccountBadgeRole,
        NameMarksRole,
        PlaceMarksRole,
        SimilarRole, ///< says that it is; empty: it has what was searched for
    };
    Q_ENUM(Role)

    explicit QuickResultModel(QObject *parent = nullptr);

    void show(std::vector<QuickResult> results);
    [[nodiscard]] const QuickResult *at(int row) const; ///< null when out of range

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<QuickResult> m_results;
};

} // namespace coffret
