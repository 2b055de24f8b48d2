// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/generatoroptions.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The sets of characters a new password can be made of, each on or off. Owned by GeneratorViewModel, main thread.
class CharacterSetModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role { LabelRole = Qt::UserRole + 1, SpokenRole, ChosenRole };
    Q_ENUM(Role)

    explicit CharacterSetModel(QObject *parent = nullptr);

    /// chosen: those that are on, recognised by their characters.
    void setSets(std::vector<CharacterSet> offered, const std::vector<CharacterSet> &chosen);
    /// On is what has a character in common with these.
    void choose(const QString &characters);
    void toggle(int row);
    [[nodiscard]] std::vector<CharacterSet> chosen() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        CharacterSet set;
        bool isOn = false;
    };
    std::vector<Row> m_rows;
};

} // namespace coffret
