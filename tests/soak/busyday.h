// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/bench.h"

#include <QTimer>

#include <map>
#include <random>

namespace coffret::test {

/// One account of a hundred thousand secrets in which colleagues change a thousand a minute, behind a server that fails
/// every tenth request in some way, and a user who searches, looks, copies, writes, stars and syncs without a pause.
class BusyDay : public Bench
{
public:
    static constexpr int Secrets = 100'000;
    static constexpr int Actions = 3'000;

    /// seconds: how long it takes. Everything happens in the same order with each seed.
    BusyDay(int seconds, quint32 seed);

    [[nodiscard]] bool begin();
    /// Returns when the last action was taken.
    void pass();
    /// Nobody does anything any more and the server answers: until what waits was sent. False when that takes too long.
    [[nodiscard]] bool comeToRest();

    /// What differs from what should be, in words; empty when all is well.
    [[nodiscard]] QStringList lostEdits() const; ///< of what the user was told is saved, or waits
    [[nodiscard]] QStringList staleRows() const; ///< of the list, beside the server
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] const std::map<QString, int> &outcomes() const { return m_outcomes; } ///< how often, by what happened

private:
    void changeElsewhere();
    void act();
    void search();
    void look();
    void write();
    void star();
    void fail();
    void sync();
    void note(const QString &secretId, const QString &name, const Expected<QString> &saved,
              std::shared_ptr<SecretDraft> draft);
    [[nodiscard]] fakes::FakeServer &server() { return *servers.at(QStringLiteral("acme")); }
    [[nodiscard]] int upTo(int most) { return std::uniform_int_distribution(0, most)(m_random); }
    [[nodiscard]] QString mine() { return idOf(upTo(Mine - 1)); }
    [[nodiscard]] static QString idOf(int number) { return QStringLiteral("s%1").arg(number, 6, 10, QLatin1Char('0')); }

    static constexpr int Mine = 200; ///< secrets that the user alone changes

    std::mt19937 m_random;
    QTimer m_colleagues;
    QTimer m_user;
    int m_done = 0;
    int m_written = 0;
    int m_underWay = 0;
    std::map<QString, QString> m_expected; ///< names by secret: what the user was told last
    std::map<QString, int> m_outcomes;
};

} // namespace coffret::test
