// SPDX-License-Identifier: GPL-3.0-or-later
// The least a Qt Quick program can be: one window with one line of text. What Coffret's start-up is measured against.
#include <QApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

int main(int argc, char **argv)
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QApplication application(argc, argv);
    QQmlApplicationEngine engine;
    engine.load(QUrl(QStringLiteral("qrc:/floor/Floor.qml")));
    return QApplication::exec();
}
