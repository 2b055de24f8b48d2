// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/displaytext.h"
#include "core/model/secretdraft.h"
#include "ui/items/revealedsecret.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace coffret {

/// Two versions of a secret side by side: the one being written and the one the server has. Only what differs.
/// Protected values are masked until asked for and then only reach SecretText. Owned by EditorViewModel, main thread.
class ConflictListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
    Q_PROPERTY(bool revealable READ isRevealable NOTIFY countChanged)
public:
    enum Role {
        LabelRole = Qt::UserRole + 1,
        MineTextRole, ///< empty for protected values
        TheirsTextRole,
        IsProtectedRole,
        RevealedRole,
        MineSecretRole, ///< null while masked, and where there is no value
        TheirsSecretRole,
        MineAbsentRole,
        TheirsAbsentRole,
    };
    Q_ENUM(Role)

    explicit ConflictListModel(QObject *parent = nullptr);
    ~ConflictListModel() override;

    void compare(const SecretDraft &mine, const SecretDraft &theirs);
    void clear();
    void setRevealable(bool revealable); ///< false: protected values stay masked
    [[nodiscard]] bool isRevealable() const { return m_revealable; }
    Q_INVOKABLE void toggle(int row); ///< shows or hides both values of a protected row

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Side
    {
        QString text;
        SecretBuffer value;
        std::unique_ptr<RevealedSecret> shown;
        bool absent = false;
    };
    struct Row
    {
        QString label;
        bool isProtected = false;
        Side mine;
        Side theirs;
    };
    void hide(int row);
    void addIcon(const SecretIcon &mine, const SecretIcon &theirs);
    void addText(const QString &label, const QString &mine, const QString &theirs, LineEnds ends = LineEnds::Shown);
    void addField(const SecretField *mine, const SecretField *theirs);

    std::vector<Row> m_rows;
    bool m_revealable = true;
};

} // namespace coffret
