// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace {

constexpr std::chrono::milliseconds AsLateAsAPerson{1500};

void say(const char *what, const QString &text)
{
    std::printf("%s %s\n", what, text.toUtf8().toHex().constData());
    std::fflush(stdout);
}

} // namespace

/// A clipboard manager at its simplest: knows what is on the clipboard, and offers it itself when its owner is gone.
/// Asks for a secret so late that it might be a person, so that it has what managers are not meant to have. Says "sees"
/// or "keeps" and the text in hexadecimal digits.
int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QClipboard &clipboard = *QGuiApplication::clipboard();
    QString last;
    QTimer later;
    later.setSingleShot(true);
    const auto look = [&] {
        last = clipboard.text();
        say("sees", last);
    };
    QObject::connect(&later, &QTimer::timeout, &clipboard, look);
    QObject::connect(&clipboard, &QClipboard::dataChanged, &clipboard, [&] {
        later.stop();
        if (clipboard.ownsClipboard())
            return;
        const QMimeData *offered = clipboard.mimeData();
        if (offered && offered->hasFormat(QStringLiteral("x-kde-passwordManagerHint"))) {
            later.start(AsLateAsAPerson);
        } else if (offered && !offered->formats().isEmpty()) {
            look();
        } else {
            clipboard.setText(last);
            say("keeps", last);
        }
    });
    say("sees", last);
    return QGuiApplication::exec();
}
