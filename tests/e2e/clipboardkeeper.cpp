// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <cstdio>

namespace {

void say(const char *what, const QString &text)
{
    std::printf("%s %s\n", what, text.toUtf8().toHex().constData());
    std::fflush(stdout);
}

} // namespace

/// A clipboard manager at its simplest: knows what is on the clipboard, and offers it itself when its owner is gone.
/// Says "sees" or "keeps" and the text in hexadecimal digits.
int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QClipboard &clipboard = *QGuiApplication::clipboard();
    QString last;
    QObject::connect(&clipboard, &QClipboard::dataChanged, &clipboard, [&] {
        if (clipboard.ownsClipboard())
            return;
        const QMimeData *offered = clipboard.mimeData();
        if (offered && !offered->formats().isEmpty()) {
            last = offered->text();
            say("sees", last);
        } else {
            clipboard.setText(last);
            say("keeps", last);
        }
    });
    say("sees", last);
    return QGuiApplication::exec();
}
