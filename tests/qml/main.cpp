// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/stage.h"

#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QtQuickTest>

Q_IMPORT_QML_PLUGIN(Coffret_UiPlugin)

namespace coffret::test {

class Setup : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { QQuickStyle::setStyle(QStringLiteral("Basic")); }

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral(":/qt/qml"));
        qmlRegisterType<Stage>("Coffret.Test", 1, 0, "Stage");
    }
};

} // namespace coffret::test

using coffret::test::Setup;
QUICK_TEST_MAIN_WITH_SETUP(qml, Setup)

#include "main.moc"
