// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/filedescriptor.h"
#include "core/control/controlmessage.h"
#include "core/control/programidentity.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

namespace coffret {

/// One wish from another process, and the way to answer it. Deletes itself once the answer is on its way, or the other
/// side has hung up. Values go from their buffers to the socket without a copy in between. Main thread.
class ControlConnection : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds AskingTime{2}; ///< to say what is wanted
    static constexpr std::chrono::seconds ListeningTime{
        10}; ///< to take all of the answer, however much of it was taken

    ControlConnection(FileDescriptor socket, ProgramIdentity program, QObject *parent = nullptr);
    ~ControlConnection() override;

    [[nodiscard]] const ControlRequest &request() const { return m_request; } ///< once it has asked
    [[nodiscard]] const ProgramIdentity &program() const { return m_program; }
    void answer(ControlReply reply); ///< once
    void dropValues();               ///< hangs up in the middle of an answer that holds values

Q_SIGNALS:
    void asked();
    void gone(); ///< before any answer: nobody waits for it any more

private:
    void read();
    void takeFrame();
    void write();
    void end();

    FileDescriptor m_socket;
    ProgramIdentity m_program;
    ControlRequest m_request;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QTimer m_patience;
    QByteArray m_in;
    QByteArray m_header;
    ControlReply m_reply;
    std::size_t m_part = 0;    ///< what of the answer is being written: 0 the header, then each value
    std::size_t m_written = 0; ///< of that
    bool m_asked = false;
    bool m_answered = false;
};

} // namespace coffret
