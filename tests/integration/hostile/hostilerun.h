// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/demovault.h"
#include "core/base/error.h"

#include <QByteArrayList>
#include <QElapsedTimer>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace coffret::test {

/// How a call ended, and which protected values somebody would now see.
struct HostileOutcome
{
    std::optional<Error> error;
    QByteArrayList values{};
};

template <typename T>
[[nodiscard]] HostileOutcome outcomeOf(const Expected<T> &result)
{
    return result ? HostileOutcome() : HostileOutcome{result.error()};
}

/// One kind of call that a client makes of a server.
struct HostileCall
{
    QString name;
    std::function<HostileOutcome()> make;
    std::function<void()> before{}; ///< puts in place what the call needs, while the server behaves
    bool dear = false; ///< takes so long that it meets fewer faults, and none where another call asks the same
};

/// Every fault of the demo vault in every answer that every kind of call gets. The demo vault is in this process: it
/// is told what to do between two calls, and what it was asked is looked at without asking.
class HostileRun
{
public:
    explicit HostileRun(demovault::DemoVault &vault);

    void add(HostileCall call) { m_calls.push_back(std::move(call)); }
    /// What no error may repeat: values and tokens.
    void keepSecret(const QByteArrayList &secrets) { m_secrets = secrets; }
    /// Makes sure that everything works, after each fault; empty, or what does not.
    void setRecovery(std::function<QString()> recovery) { m_recovery = std::move(recovery); }
    /// The same, but only after all that was done to one answer: for what takes long.
    void setLongRecovery(std::function<QString()> recovery) { m_longRecovery = std::move(recovery); }
    /// Makes the client anew, before anything is done to an answer: what a server does not offer once may count as
    /// missing for as long as one is signed in.
    void setRenewal(std::function<void()> renewal) { m_renewal = std::move(renewal); }
    /// Answers to these are not looked at beyond their status: "PUT /path/*", where "*" is an id; "the call: PUT
    /// /path/*" where only that call does not.
    void leaveUnread(const QStringList &requests) { m_unread = requests; }
    /// Answers that a client does without where they are refused or cannot be read, likewise; "the call: PUT /path/*,
    /// the fault" where it does without after that one alone.
    void leaveOptional(const QStringList &requests) { m_optional = requests; }

    /// Faults of the way and of the answer as a whole. Empty, or what went wrong first with each answer, in lines.
    [[nodiscard]] QString runWhole();
    /// Each member of each answer in turn said otherwise.
    [[nodiscard]] QString runMembers();
    /// Answers of 50 MB, and ones of 1.2 GB that come packed. peakGrowthMiB() is theirs.
    [[nodiscard]] QString runHuge();
    /// An answer that is as large as may be and full of values, to the first call: what taking it apart costs.
    [[nodiscard]] QString runDense();

    [[nodiscard]] int faults() const { return m_faults; }
    [[nodiscard]] int calls() const { return m_made; }
    [[nodiscard]] qsizetype visitsElsewhere() const { return m_elsewhere; }
    [[nodiscard]] qint64 peakGrowthMiB() const { return m_peakGrowth; }
    [[nodiscard]] QString summary() const;

private:
    enum class End { Failure, Success, Either };
    struct Fault
    {
        QByteArray name;
        QJsonObject rule;
        End end = End::Failure;
        std::optional<QByteArray> shown{}; ///< a value that the fault itself puts in an answer
        bool often = true;                 ///< also where a call takes long
    };
    /// What a fault is done to.
    struct Place
    {
        const HostileCall &call;
        QString request; ///< "GET /path/*"
    };

    [[nodiscard]] std::vector<Fault> wholeFaults() const;
    [[nodiscard]] QString forEachPlace(const std::function<QString(const Place &)> &visit);
    /// What a call asks for when all goes well.
    [[nodiscard]] QStringList paths(const HostileCall &call, QString &problem);
    /// The same, and how far memory grew meanwhile.
    [[nodiscard]] QString inflictMeasured(const Place &place, const Fault &fault);
    [[nodiscard]] QString inflict(const Place &place, const Fault &fault);
    [[nodiscard]] QString judged(const Place &place, const Fault &fault, const HostileOutcome &outcome, qint64 took);
    [[nodiscard]] QString judgedValues(const Fault &fault, const HostileOutcome &outcome) const;
    void noteTime(qint64 took, const QString &what);
    [[nodiscard]] bool hasBitten() const;
    [[nodiscard]] static bool isAmong(const QStringList &requests, const Place &place, const Fault &fault);
    /// What was asked since the record was cleared, for whoever reads that something went wrong.
    [[nodiscard]] QString asked() const;

    demovault::DemoVault &m_vault;
    std::vector<HostileCall> m_calls;
    QByteArrayList m_secrets;
    QByteArrayList m_genuine; ///< values that the call under test shows when all goes well
    std::function<QString()> m_recovery;
    std::function<QString()> m_longRecovery;
    std::function<void()> m_renewal;
    QStringList m_unread;
    QStringList m_optional;
    QSet<QString> m_kinds;
    QElapsedTimer m_clock;
    int m_faults = 0;
    int m_made = 0;
    int m_refused = 0;
    bool m_hasBitten = false;
    qsizetype m_elsewhere = 0;
    qint64 m_peakGrowth = 0;
    qint64 m_longest = 0; ///< milliseconds
    QString m_slowest;    ///< what took as long
};

} // namespace coffret::test
