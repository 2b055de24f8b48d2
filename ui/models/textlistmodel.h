// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Lines of plain text that are being written, for example addresses. Owned by a view-model, main thread.
class TextListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role { TextRole = Qt::UserRole + 1 };
    Q_ENUM(Role)

    explicit TextListModel(QObject *parent = nullptr);

    void setTexts(const QStringList &texts);
    [[nodiscard]] QStringList texts() const { return m_texts; }
    [[nodiscard]] QStringList filled() const; ///< trimmed, without the empty ones

    Q_INVOKABLE void setText(int row, const QString &text);
    Q_INVOKABLE void add(const QString &text = {});
    Q_INVOKABLE void remove(int row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void edited(); ///< by the user

private:
    QStringList m_texts;
};

} // namespace coffret
