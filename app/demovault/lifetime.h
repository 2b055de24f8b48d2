// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace coffret::demovault {

/// Quits the application on SIGTERM, SIGINT and SIGHUP, and on the end of standard input when asked to. One instance.
class Lifetime : public QObject
{
    Q_OBJECT

public:
    explicit Lifetime(QObject *parent = nullptr);
    ~Lifetime() override;

    void quitAtEndOfInput();
    /// Asks the kernel for SIGTERM when the parent ends; false when it already has.
    [[nodiscard]] static bool followParent();

private:
    int m_signals = -1;
};

} // namespace coffret::demovault
