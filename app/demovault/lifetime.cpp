// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/lifetime.h"

#include <QCoreApplication>

#include <array>
#include <csignal>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace coffret::demovault {

Lifetime::Lifetime(QObject *parent) : QObject(parent)
{
    // Blocked and read from a descriptor: the clean-up then runs in the event loop, where anything is allowed.
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    auto *notifier = new QSocketNotifier(m_signals, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [] { QCoreApplication::quit(); });
}

Lifetime::~Lifetime()
{
    close(m_signals);
}

void Lifetime::quitAtEndOfInput()
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [] {
        std::array<char, 256> ignored;
        if (read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            QCoreApplication::quit();
    });
}

bool Lifetime::followParent()
{
    const pid_t parent = getppid();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    return getppid() == parent; // it may have ended in between
}

} // namespace coffret::demovault
