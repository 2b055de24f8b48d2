// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "ui/models/choicelistmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The symbol and the colour of a secret while it is written. Owned by EditorViewModel, main thread.
class IconChoice : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool available READ isAvailable NOTIFY changed)
    Q_PROPERTY(QString symbol READ symbol NOTIFY changed)
    Q_PROPERTY(QString ground READ ground NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *symbols READ symbols CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *colours READ colours CONSTANT)
public:
    explicit IconChoice(QObject *parent = nullptr);

    void begin(const SecretIcon &icon, bool available);
    void setAvailable(bool available); ///< what was chosen stays, for where there is a place again
    [[nodiscard]] const SecretIcon &icon() const { return m_icon; }
    [[nodiscard]] bool isChanged() const { return m_available && m_icon != m_original; }

    [[nodiscard]] bool isAvailable() const { return m_available; } ///< the vault has a place for one
    [[nodiscard]] QString symbol() const;                          ///< a key of symbols()
    [[nodiscard]] QString ground() const;                          ///< "#aarrggbb"; empty: that of the type
    [[nodiscard]] ChoiceListModel *symbols() { return &m_symbols; }
    [[nodiscard]] ChoiceListModel *colours() { return &m_colours; }

    Q_INVOKABLE void chooseSymbol(const QString &key);
    Q_INVOKABLE void chooseColour(const QString &key);

Q_SIGNALS:
    void changed();

private:
    void set(const SecretIcon &icon);

    ChoiceListModel m_symbols;
    ChoiceListModel m_colours;
    SecretIcon m_icon;
    SecretIcon m_original;
    bool m_available = false;
};

} // namespace coffret
