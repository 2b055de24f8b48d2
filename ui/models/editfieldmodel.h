// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "ui/items/secretdocument.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace coffret {

/// One value of a secret being written.
struct EditField
{
    FieldKind kind = FieldKind::Custom;
    QString key;
    QString label; ///< custom fields: what the user called it
    bool isProtected = true;
    bool stays = false;                        ///< belongs to the type: cannot be taken away
    bool isAdded = false;                      ///< by the user, just now
    bool isTakenBack = false;                  ///< access ended: what the secret holds is no longer here
    std::optional<CustomKind> customKind = {}; ///< of a custom field that is added
    std::unique_ptr<SecretDocument> document;
    QString error;
    QString problem = {};      ///< which does not keep it from being saved
    SecretBuffer earlier = {}; ///< what was written, while the field holds a yes or no
};

/// The values of a secret while it is written. A value is never in a role: a row points at its SecretDocument, which
/// only SecretInput can use. Owned by EditorViewModel, main thread.
class EditFieldModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        LabelRole,
        KindRole,
        HelpRole,
        CustomRole,
        DocumentRole,
        IsProtectedRole,
        MultilineRole,
        RemovableRole,
        ErrorRole,
        KindsRole, ///< whether what it holds can be chosen
        CustomKindRole,
        FlagRole, ///< of a yes or no
    };
    Q_ENUM(Role)

    explicit EditFieldModel(QObject *parent = nullptr);
    ~EditFieldModel() override;

    void setFields(std::vector<EditField> fields); ///< counts as unchanged
    void clear();
    void add(EditField field);
    void remove(int row);
    Q_INVOKABLE void setLabel(int row, const QString &label); ///< of a custom field
    // Of a custom field that was added just now. kind: "text", "password", "number", "boolean" or "uri".
    Q_INVOKABLE void setCustomKind(int row, const QString &kind);
    Q_INVOKABLE void setProtected(int row, bool isProtected);
    Q_INVOKABLE void setFlag(int row, bool flag);
    /// Access to the secret has ended: protected values that were not changed are wiped. What the user wrote stays,
    /// and nothing that was there before it can be undone.
    void takeBack();
    /// Access is back: what was wiped, and not written anew since, is here again.
    void giveBack(const std::vector<SecretField> &values);
    /// By key; fields that are not named lose their error.
    void setErrors(const std::map<QString, QString> &errors);
    /// Stands where the error does while there is none.
    void setProblem(const QString &key, const QString &problem);

    [[nodiscard]] const std::vector<EditField> &fields() const { return m_fields; }
    [[nodiscard]] const EditField *field(const QString &key) const;
    [[nodiscard]] bool isChanged() const; ///< values, labels, or which fields there are

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void edited();
    void copyRequested(coffret::SecretDocument *document);

private:
    [[nodiscard]] EditField *addedCustomField(int row);
    void watch(const EditField &field);
    [[nodiscard]] std::vector<std::pair<QString, QString>> outline() const;

    std::vector<EditField> m_fields;
    std::vector<std::pair<QString, QString>> m_original; ///< keys and labels
};

} // namespace coffret
