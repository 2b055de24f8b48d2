// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace coffret {

/// The small program that empties the clipboard when this one ends without a chance to, and where this one cannot look
/// at it. It is started with the first copy, knows a value by a salted digest only, and ends with this program. Main
/// thread.
class ClipboardWatch
{
public:
    /// executable: see find(); empty: nobody watches.
    explicit ClipboardWatch(QString executable = {});
    ~ClipboardWatch(); ///< the orderly end
    ClipboardWatch(const ClipboardWatch &) = delete;
    ClipboardWatch &operator=(const ClipboardWatch &) = delete;

    /// Where it is installed, or beside this program; empty if it is not.
    [[nodiscard]] static QString find();

    /// A value with this digest (SHA-256 over salt and value) is on the clipboard now.
    void guard(const QByteArray &salt, const QByteArray &digest);
    void forget(); ///< it is not there any more
    void clear();  ///< the same, but look whether that is so, and take it away

    [[nodiscard]] qint64 process() const { return m_process; } ///< 0: none was started

private:
    [[nodiscard]] bool start();
    void say(const QByteArray &line);
    void end();

    QString m_executable;
    int m_socket = -1; ///< its standard input; when it closes, this program has ended
    qint64 m_process = 0;
};

} // namespace coffret
