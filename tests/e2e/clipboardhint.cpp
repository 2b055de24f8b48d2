// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

namespace {

void copy(const QByteArray &text)
{
    auto *offered = new QMimeData;
    offered->setText(QString::fromUtf8(text));
    offered->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(offered);
}

} // namespace

/// Copies as password managers do: with the hint that it is a secret, and nothing else. Takes lines, "copy TEXT" and
/// "clear", and answers each. What becomes of the text in a clipboard manager is what the hint alone is worth.
int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    const QSocketNotifier orders(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, &application, [] {
        char line[4096];
        const ssize_t length = read(STDIN_FILENO, line, sizeof line);
        if (length <= 0)
            return QGuiApplication::quit();
        const QByteArray order = QByteArray(line, length).trimmed();
        if (order.startsWith("copy "))
            copy(order.mid(5));
        else
            QGuiApplication::clipboard()->setText(QStringLiteral(""));
        std::puts("done");
        std::fflush(stdout);
    });
    return QGuiApplication::exec();
}
