// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/environmenttext.h"
#include "core/session/secretsimport.h"
#include "tests/core/session/sessionbench.h"

#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

/// Texts and imports of a session whose vault has no environments, or may not be asked.
class SessionEnvironmentsTest : public QObject
{
    Q_OBJECT

    [[nodiscard]] static ErrorKind textError(Session *session)
    {
        const auto text = QCoro::waitFor(environmentText(session, QStringLiteral("e"), {}, SecretsFormat::DotEnv, {}));
        return text ? ErrorKind::Internal : text.error().kind;
    }
    [[nodiscard]] static ErrorKind planError(Session *session, std::string_view file)
    {
        const auto text = std::make_shared<const SecretBuffer>(SecretBuffer::copyOf(file));
        const auto plan = QCoro::waitFor(SecretsImport::plan(session, QStringLiteral("e"), text, {}));
        return plan ? ErrorKind::Internal : plan.error().kind;
    }

private Q_SLOTS:
    void isUnsupportedWithoutEnvironments()
    {
        Bench bench;
        QVERIFY(bench.open());
        QCOMPARE(textError(bench.session.get()), ErrorKind::Unsupported);
        QCOMPARE(planError(bench.session.get(), "A=b"), ErrorKind::Unsupported);
    }

    void asksTheAdministratorFirst()
    {
        Bench bench;
        bench.server->capabilities.setFlag(Capability::Copy, false);
        QVERIFY(bench.open());
        QCOMPARE(textError(bench.session.get()), ErrorKind::AgainstRules);
    }

    void readsTheFileFirst()
    {
        Bench bench;
        QCOMPARE(planError(bench.session.get(), std::string(LargestDotEnvFile + 1, '\n')), ErrorKind::TooLarge);
    }

    void isCancelledWithoutASession()
    {
        QCOMPARE(textError(nullptr), ErrorKind::Cancelled);
        QCOMPARE(planError(nullptr, "A=b"), ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(SessionEnvironmentsTest)
#include "tst_sessionenvironments.moc"
