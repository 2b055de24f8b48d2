// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"

#include <QCoreApplication>

#include <csignal>
#include <sys/eventfd.h>
#include <unistd.h>

namespace coffret {

namespace {

int bell = -1; // a handler can reach nothing but a global, and do little more than write

void ring(int)
{
    const eventfd_t one = 1;
    [[maybe_unused]] const ssize_t written = write(bell, &one, sizeof one);
}

} // namespace

TerminationSignals::TerminationSignals()
{
    bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(bell, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    struct sigaction action = {};
    action.sa_handler = ring;
    action.sa_flags = SA_RESTART | SA_RESETHAND; // the second one ends the process the hard way
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal, &action, nullptr);
}

TerminationSignals::~TerminationSignals()
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        std::signal(signal, SIG_DFL);
    m_notifier.reset();
    close(bell);
}

} // namespace coffret
