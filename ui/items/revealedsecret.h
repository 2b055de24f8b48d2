// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// One value while it may be seen. It has no readable property: QML hands it to a SecretText and can do nothing else
/// with it. Owned by the FieldListModel row that is revealed, main thread.
class RevealedSecret : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
public:
    explicit RevealedSecret(SecretBuffer value, QObject *parent = nullptr);
    ~RevealedSecret() override;

    [[nodiscard]] const SecretBuffer &buffer() const { return m_value; }
    void wipe();

Q_SIGNALS:
    void wiped();

private:
    SecretBuffer m_value;
};

} // namespace coffret
