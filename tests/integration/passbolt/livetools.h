// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/jobs.h"
#include "tests/integration/passbolt/liveguest.h"
#include "tests/integration/passbolt/serverclock.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

namespace coffret::test {

/// What COFFRET_LIVE_PASSBOLT names; see README.md here.
[[nodiscard]] inline QJsonObject liveInstances()
{
    return QJsonDocument::fromJson(contentsOfFile(qEnvironmentVariable("COFFRET_LIVE_PASSBOLT"))).object();
}

/// One row of test data for each server.
inline void addLiveInstances()
{
    QTest::addColumn<QString>("instance");
    for (const QString &name : liveInstances().keys())
        QTest::newRow(qPrintable(name)) << name;
}

[[nodiscard]] inline bool encryptsMetadata(const QJsonObject &instance)
{
    return instance.contains(QLatin1String("metadata_key"));
}

[[nodiscard]] inline QString textAt(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

/// JSON written with single quotes.
[[nodiscard]] inline QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

template <typename T>
[[nodiscard]] QString problemOf(const Expected<T> &result)
{
    return result
               ? QString()
               : QStringLiteral("error %1: %2").arg(static_cast<int>(result.error().kind)).arg(result.error().detail);
}

[[nodiscard]] inline QString problemOf(const JobReport &report)
{
    QStringList problems;
    for (const JobReport::Failure &failed : report.failures)
        problems.append(failed.id + QStringLiteral(" %1 ").arg(static_cast<int>(failed.error.kind)) +
                        failed.error.detail);
    return problems.join(QLatin1Char('\n'));
}

template <typename T>
[[nodiscard]] ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const QString problemOfResult = problemOf(result);                                                             \
        QVERIFY2(problemOfResult.isEmpty(), qPrintable(problemOfResult));                                              \
    } while (false)

/// The main function of a test against real servers.
template <typename Test>
int runLiveTest(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("COFFRET_LIVE_PASSBOLT")) {
        std::puts("SKIP ENTIRE TEST: COFFRET_LIVE_PASSBOLT names no file with servers to test against");
        return 0;
    }
    QCoreApplication app(argc, argv);
    if (liveInstances().isEmpty())
        qFatal("COFFRET_LIVE_PASSBOLT names a file without servers");
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace coffret::test
