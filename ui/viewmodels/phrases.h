// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// For QML: puts texts that are complete in themselves side by side, as the language does it. Empty ones are left out.
class Phrases : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    Q_INVOKABLE static QString beside(const QStringList &facts); ///< as besideEachOther()
    Q_INVOKABLE static QString listed(const QStringList &facts); ///< what a screen reader says of one thing
    /// Sentences, and words that stand for one, after each other.
    Q_INVOKABLE static QString sentences(const QStringList &sentences);
    /// A label and what belongs to it.
    Q_INVOKABLE static QString labelled(const QString &label, const QString &value);
};

} // namespace coffret
