// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "ui/items/revealedsecret.h"

#include <QAbstractListModel>
#include <QAccessible>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace coffret {

/// The field cards of one secret. A protected value is never in a role: while it is revealed a card points at its
/// RevealedSecret, which only SecretText can read. While assistive technology is at work, the digits of a one-time code
/// that is shown are also there to be read aloud. Owned by DetailViewModel, main thread.
class FieldListModel : public QAbstractListModel, private QAccessible::ActivationObserver
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
        IsProtectedRole,
        PlainValueRole,
        RevealedRole,
        BusyRole,
        SecretRole,
        RemainingRole,
        RunningRole,
        MonospaceRole,
        MultilineRole,
        CodeRemainingRole,
        SpokenRole,
    };
    Q_ENUM(Role)

    explicit FieldListModel(QObject *parent = nullptr);
    ~FieldListModel() override;

    /// Keeps the reveal state of fields whose key stays.
    void setFields(std::vector<FieldOutline> fields);
    [[nodiscard]] const FieldOutline *field(const QString &key) const; ///< null when absent
    [[nodiscard]] QStringList keys() const;
    [[nodiscard]] std::vector<FieldOutline> fields() const;

    void setBusy(const QString &key, bool busy);
    [[nodiscard]] bool isBusy(const QString &key) const;
    void reveal(const QString &key, SecretBuffer value); ///< takes the place of a value that is shown
    void hide(const QString &key);                       ///< wipes
    [[nodiscard]] bool isRevealed(const QString &key) const;
    /// remaining: 1 at the start, 0 when over.
    void setCountdown(const QString &key, double remaining, bool running);
    /// How much is left of a one-time code's period: 1 at its start, 0 when over.
    void setCodeRemaining(const QString &key, double remaining);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Card
    {
        FieldOutline outline;
        std::unique_ptr<RevealedSecret> secret;
        double remaining = 0;
        double codeRemaining = 0;
        bool running = false;
        bool busy = false;
    };
    void accessibilityActiveChanged(bool active) override;
    [[nodiscard]] int rowOf(const QString &key) const;
    void touch(int row, const QList<int> &roles);

    std::vector<Card> m_cards;
    bool m_isHeard; ///< assistive technology is at work
};

} // namespace coffret
