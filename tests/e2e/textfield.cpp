// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLineEdit>

#include <cstdio>

/// A field of another program, made with Qt. Says what is in it, in hexadecimal digits, whenever that changes.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QLineEdit field;
    field.setWindowTitle(QStringLiteral("Qt field"));
    QObject::connect(&field, &QLineEdit::textChanged, &field, [](const QString &text) {
        std::puts(text.toUtf8().toHex().constData());
        std::fflush(stdout);
    });
    field.show();
    return QApplication::exec();
}
