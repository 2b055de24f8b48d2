// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringList>
#include <QTest>

#include <cstdio>

namespace coffret::test {

/// A file or folder of what tests/outside/fetch.sh has fetched into the folder that COFFRET_OUTSIDE names; ends the
/// test run when it is not there, so that nothing is passed over for want of it.
[[nodiscard]] QString outsidePath(const QString &path);
[[nodiscard]] QByteArray contentsOfOutside(const QString &path);
/// Names of files in a folder there, in order; at least one.
[[nodiscard]] QStringList outsideFiles(const QString &folder, const QStringList &patterns);
/// The JSON in a file there, of which a script may be all but the value: "export default […]".
[[nodiscard]] QJsonDocument outsideJson(const QString &path);
/// A text in double quotes in a script, which begins with the quotation mark at this place. Ends the test run when
/// there is none.
[[nodiscard]] QString scriptText(const QByteArray &script, qsizetype quote);

[[nodiscard]] SecretBuffer secretFrom(const QByteArray &bytes);

/// One line for whoever ran the tests: what was tried and what came of it.
void report(const QString &line);

/// The main function of a test with cases from outside.
template <typename Test>
int runOutsideTest(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("COFFRET_OUTSIDE")) {
        std::puts("SKIP ENTIRE TEST: COFFRET_OUTSIDE names no folder with cases from outside");
        return 0;
    }
    QCoreApplication app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace coffret::test
