// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// One of several things to choose from.
struct Choice
{
    QString key;
    QString label;
    QString symbol; ///< an icon's name; may be empty
    QString hint;   ///< a second line; may be empty

    friend bool operator==(const Choice &, const Choice &) = default;
};

/// A short list to choose from: types, fields to add, ways to answer. Owned by a view-model, main thread.
class ChoiceListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role { KeyRole = Qt::UserRole + 1, LabelRole, SymbolRole, HintRole };
    Q_ENUM(Role)

    explicit ChoiceListModel(QObject *parent = nullptr);

    void setChoices(std::vector<Choice> choices);
    [[nodiscard]] const std::vector<Choice> &choices() const { return m_choices; }
    [[nodiscard]] bool contains(const QString &key) const;
    Q_INVOKABLE QString keyAt(int row) const; ///< empty when out of range

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<Choice> m_choices;
};

} // namespace coffret
