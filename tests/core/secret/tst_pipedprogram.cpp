// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/pipedprogram.h"

#include <QTest>

using namespace coffret;

namespace {

QByteArray bytesOf(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

const QString Cat = QStringLiteral("/bin/cat");
constexpr std::chrono::seconds Patience{30};

} // namespace

/// Real programs behind pipes: what they read, what they write, and when they do not end.
class TestPipedProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAndWrites();
    void inputThatNoPipeHolds();
    void outputHasALimit();
    void programsThatDoNotBehave();
};

void TestPipedProgram::readsAndWrites()
{
    const QString script = QStringLiteral("cat; cat /dev/fd/3; cat /dev/fd/4; echo bad >&2; exit 7");
    const std::vector<PipedInput> inputs{{0, "one "}, {3, "two "}, {4, ""}};
    const auto outcome = runPiped(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, inputs, Patience);
    QVERIFY(outcome);
    QCOMPARE(outcome->exitCode, 7);
    QCOMPARE(bytesOf(outcome->output), QByteArray("one two "));
    QCOMPARE(bytesOf(outcome->errors), QByteArray("bad\n"));
}

void TestPipedProgram::inputThatNoPipeHolds()
{
    std::string much;
    for (int i = 0; i < 300'000; ++i)
        much += std::to_string(i);
    // By its path and from the beginning, as a program opens a file.
    const auto outcome = runPiped(Cat, {QStringLiteral("/dev/fd/3")}, {{3, much}}, Patience, much.size());
    QVERIFY(outcome);
    QVERIFY(outcome->output.view() == much);
}

void TestPipedProgram::outputHasALimit()
{
    const std::string text(MostPipedOutput + 1, 'a');
    QCOMPARE(runPiped(Cat, {}, {{0, text}}, Patience).error().kind, ErrorKind::TooLarge);
    const auto fits = runPiped(Cat, {}, {{0, text}}, Patience, text.size());
    QVERIFY(fits);
    QCOMPARE(fits->output.size(), text.size());
    QCOMPARE(runPiped(Cat, {QStringLiteral("/dev/zero")}, {}, Patience, text.size()).error().kind, ErrorKind::TooLarge);
}

void TestPipedProgram::programsThatDoNotBehave()
{
    const auto kind = [](const QString &program, const QStringList &arguments) {
        const auto outcome = runPiped(program, arguments, {}, std::chrono::milliseconds(500));
        return outcome ? ErrorKind::Internal : outcome.error().kind;
    };
    QCOMPARE(kind(QStringLiteral("/nowhere/at/all"), {}), ErrorKind::Unsupported);
    QCOMPARE(kind(QStringLiteral("/bin/sleep"), {QStringLiteral("600")}), ErrorKind::TimedOut);
    const QString silent = QStringLiteral("exec >&- 2>&-; exec sleep 600");
    QCOMPARE(kind(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), silent}), ErrorKind::TimedOut);
}

QTEST_GUILESS_MAIN(TestPipedProgram)
#include "tst_pipedprogram.moc"
