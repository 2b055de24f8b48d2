// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlmessage.h"
#include "core/control/programidentity.h"
#include "core/control/secretpaths.h"
#include "core/session/bell.h"
#include "ui/models/textlistmodel.h"
#include "ui/viewmodels/countdown.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>

namespace coffret {

/// Answers what other programs want of the secrets: asks a person about each program the first time, unlocks where that
/// was wanted, and only then finds what is meant and opens it as for copying. A permission is for one running program
/// and ends with locking. Knows nothing of sockets. Owned by the composition root, main thread.
class ProgramAccessViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString program READ program NOTIFY changed)
    Q_PROPERTY(QString facts READ facts NOTIFY changed) ///< about the program: its file, its number, who started it
    Q_PROPERTY(bool known READ isKnown NOTIFY changed) ///< it can be told from others, and so be allowed more than once
    Q_PROPERTY(bool names READ wantsNames NOTIFY changed)           ///< it wants names, no values
    Q_PROPERTY(coffret::TextListModel *wanted READ wanted CONSTANT) ///< paths and fields, as it wrote them
    Q_PROPERTY(bool ready READ isReady NOTIFY ticked)               ///< it was there long enough to be read
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY ticked)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
public:
    using Answer = std::function<void(ControlReply)>;
    static constexpr std::chrono::seconds AnsweringTime{60}; ///< for a person; then it is refused
    /// Nothing is allowed before: what was meant for another window, or for the question before, must not be an answer.
    static constexpr std::chrono::milliseconds ReadingTime{700};
    static constexpr std::chrono::seconds UnlockingTime{120}; ///< for accounts to be opened
    static constexpr std::chrono::seconds RefusalTime{5}; ///< nothing like a program that was refused is asked about
    static constexpr std::size_t MostCalls = 8;           ///< at a time

    ProgramAccessViewModel(SessionList &sessions, const Clock &clock, QObject *parent = nullptr);
    ~ProgramAccessViewModel() override;

    /// request: anything but Show, Quick and Lock. answer is called exactly once, unless the call is
    /// withdrawn. Returns the number to withdraw it by.
    quint64 take(ControlRequest request, ProgramIdentity program, Answer answer);
    void withdraw(quint64 number); ///< nobody waits for the answer any more
    /// Coffret locks: every permission ends, and what is under way is told so.
    void forget();

    [[nodiscard]] bool isAsking() const { return !m_asking.empty(); }
    [[nodiscard]] QString program() const;
    [[nodiscard]] QString facts() const;
    [[nodiscard]] bool isKnown() const;
    [[nodiscard]] bool wantsNames() const;
    [[nodiscard]] TextListModel *wanted() { return &m_wanted; }
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] int secondsLeft() const { return m_countdown.secondsLeft(); }
    [[nodiscard]] double remaining() const { return m_countdown.remaining(); }

    Q_INVOKABLE void allowOnce();
    Q_INVOKABLE void allowUntilLocked(); ///< whatever this program wants
    Q_INVOKABLE void refuse();

Q_SIGNALS:
    void changed();
    void ticked();
    void unlockRequested();
    void forgotten(); ///< answers that are still on their way are to be dropped

private:
    /// What is wanted, found.
    struct Target
    {
        SecretPlace place;
        QString field; ///< as it was asked for
        bool code = false;
    };
    using Refusing = ControlReply (*)();
    struct Refused
    {
        ProgramIdentity program;
        std::chrono::milliseconds at;
        Refusing how;
    };
    struct Call
    {
        quint64 number = 0;
        ControlRequest request;
        ProgramIdentity program;
        Answer answer;
        std::stop_source stop;
        Bell settled; ///< accounts are open, or will not be
        Bell decided;
        Refusing refused = nullptr; ///< by a person, or by time
        std::vector<Target> targets;
    };
    using CallPointer = std::shared_ptr<Call>;
    using Refusal = std::optional<ControlReply>;
    struct Opened
    {
        ControlReply::Entry entry;
        SecretBuffer value;
    };
    template <typename T>
    using Answered = tl::expected<T, ControlReply>;

    Task<void> serve(CallPointer call);
    Task<ControlReply> work(CallPointer call);
    Task<void> settle(CallPointer call);
    Task<Refusal> permit(CallPointer call);
    Task<ControlReply> openAll(CallPointer call);
    Task<Answered<Opened>> open(CallPointer call, Target target);
    Task<Answered<FieldOutline>> fieldOf(CallPointer call, Target target);
    [[nodiscard]] Refusal find(Call &call) const;
    [[nodiscard]] Refusal closedAt(const QString &path) const;
    [[nodiscard]] ControlReply list(const Call &call) const;
    [[nodiscard]] SecretPaths paths() const;
    [[nodiscard]] QStringList wantedBy(const Call &call) const;

    void watch(Session *session);
    void onSessions();
    [[nodiscard]] bool hasReadable() const;
    [[nodiscard]] static bool isReadable(const Session &session);
    [[nodiscard]] bool isUnderWay(bool withPerson) const;
    [[nodiscard]] bool isAllowed(const ProgramIdentity &program) const;
    /// How something like this program was refused just now; null: it was not.
    [[nodiscard]] Refusing justRefused(const ProgramIdentity &program);
    void remember(const ProgramIdentity &program, Refusing how);
    void ask(const CallPointer &call);
    void showNext();
    void decide(Refusing refused, bool forTheProgram = false);

    SessionList &m_sessions;
    const Clock &m_clock;
    Countdown m_countdown;
    TextListModel m_wanted;
    std::vector<CallPointer> m_calls;  ///< under way
    std::vector<CallPointer> m_asking; ///< the first is shown
    std::vector<ProgramIdentity> m_allowed;
    std::vector<Refused> m_refused; ///< just now
    std::chrono::milliseconds m_shownAt{0};
    quint64 m_lastNumber = 0;
};

} // namespace coffret
