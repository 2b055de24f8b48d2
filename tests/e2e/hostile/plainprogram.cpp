// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QQmlComponent>
#include <QQmlEngine>

#include <gpgme.h>
#include <memory>
#include <openssl/crypto.h>

/// coffret-plain-program FILE...: a program made with the same libraries as Coffret, which believes its surroundings.
/// Makes what the QML in the files says, and ends. What gets into it would get into Coffret.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QQmlEngine engine;
    const QStringList files = QApplication::arguments().mid(1);
    for (const QString &file : files) {
        QQmlComponent component(&engine, QUrl::fromLocalFile(file));
        const std::unique_ptr<QObject> made(component.create());
    }
    gpgme_check_version(nullptr);
    OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, nullptr);
    return 0;
}
