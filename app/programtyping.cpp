// SPDX-License-Identifier: GPL-3.0-or-later
// What the program has to do with the windows and the start of others: typing into them, being where they are.
#include "app/program.h"

#include <QCursor>
#include <QFileInfo>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QScreen>
#include <QStandardPaths>

namespace coffret {

/// What goes wrong is said where the user is by then: in another program. No value and no name is in it.
void Program::wireTyping()
{
    TypingViewModel *const ofWindow = m_browse.typing();
    for (TypingViewModel *typing : {ofWindow, &m_lookup.typing()}) {
        typing->setTypist(m_typist.get());
        connect(typing, &TypingViewModel::told, &m_toast, &ToastViewModel::showMessage);
        connect(typing, &TypingViewModel::told, &m_bulletin, &Bulletin::sayTyping);
        connect(&m_app, &AppViewModel::lockedChanged, typing, &TypingViewModel::cancel);
    }
    connect(ofWindow, &TypingViewModel::asideWanted, this, [this] {
        if (!m_typist->knowsWindows()) // otherwise the other one is brought forward
            mainWindow()->showMinimized();
    });
}

/// The screen with the pointer; empty where no program is told.
QRect Program::areaInUse()
{
    const QScreen *const screen = QGuiApplication::screenAt(QCursor::pos());
    return screen ? screen->geometry() : QRect();
}

/// By its name where that finds this very program, so that an update elsewhere is found, too.
QStringList Program::autostartCommand(const Profile &profile)
{
    const QString name = QCoreApplication::applicationName();
    const QString here = QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath();
    const bool isFound = QFileInfo(QStandardPaths::findExecutable(name)).canonicalFilePath() == here;
    QStringList command{isFound ? name : here, QStringLiteral("--minimized")};
    if (!profile.word.isEmpty())
        command += {QStringLiteral("--profile"), profile.word};
    return command;
}

} // namespace coffret
