// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/onetimecode.h"
#include "tests/core/session/sessionbench.h"

#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

namespace {

const QString Totp = QStringLiteral("totp");
const QByteArray Seed = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&period=60";

/// A bench whose secret of Ada's makes codes, and is open.
struct CodeBench : Bench
{
    explicit CodeBench(const QByteArray &plaintext = "password=alpha\ntotp=" + Seed)
    {
        server->setMessage(Ada, FakeOpenPgp::sealed(plaintext, AdasKey), {AdasKey});
        opened = open().has_value();
    }
    [[nodiscard]] QByteArray codeNow() const
    {
        const auto code = OneTimeCode::from(SecretBuffer::copyOf(Seed.toStdString()));
        const auto digits = code->at(clock.now());
        return {digits->view().data(), static_cast<qsizetype>(digits->size())};
    }
    Revealed copy(const QString &key = Totp)
    {
        return QCoro::waitFor(session->reveal(Ada, key, {}, Session::Use::Copy));
    }
    bool opened = false;
};

} // namespace

class TestSessionCodes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void yieldsTheCodeAndNeverTheSeed()
    {
        CodeBench bench;
        QVERIFY(bench.opened);
        const Revealed code = bench.reveal(Ada, Totp);
        QCOMPARE(textOf(code), bench.codeNow());
        QCOMPARE(code->verdict.state, SignatureState::Expected);
        QCOMPARE(code->field.kind, FieldKind::Totp);
        QCOMPARE(code->codePeriod, 60s);
        const qint64 left = bench.clock.now().msecsTo(code->codeTurns);
        QVERIFY2(left > 0 && left <= 60'000, qPrintable(QString::number(left)));
        QVERIFY(!bench.reveal(Ada)->codeTurns.isValid()); // a password does not turn
    }

    void theShownOneTurnsWithoutTheAgent()
    {
        CodeBench bench;
        const QByteArray first = textOf(bench.reveal(Ada, Totp));
        bench.clock.advance(60s); // the payload is long gone
        QCOMPARE(textOf(bench.session->shownCode()), bench.codeNow());
        QVERIFY(bench.codeNow() != first);
        QCOMPARE(textOf(bench.copy()), bench.codeNow());
        QCOMPARE(bench.openPgp.opens, 1);
        bench.session->hideCode();
        QVERIFY(!bench.session->shownCode());
        QCOMPARE(textOf(bench.copy()), bench.codeNow());
        QCOMPARE(bench.openPgp.opens, 2);
        QVERIFY(!bench.session->shownCode()); // copying shows nothing
    }

    void nothingIsKeptOfWhatClosedOrChanged()
    {
        CodeBench bench;
        QVERIFY(bench.reveal(Ada, Totp));
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.session->shownCode()); // nothing new
        bench.server->secrets[1].modified = bench.server->secrets[1].modified.addSecs(1);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(!bench.session->shownCode());
        QVERIFY(bench.reveal(Ada, Totp));
        QCoro::waitFor(bench.session->close());
        QVERIFY(!bench.session->shownCode());
    }

    void theAdministratorsRulesHold()
    {
        CodeBench bench;
        QVERIFY(bench.reveal(Ada, Totp));
        bench.server->capabilities.setFlag(Capability::Reveal, false);
        QCOMPARE(bench.revealError(Ada, Totp), ErrorKind::AgainstRules);
        QVERIFY(bench.copy());
        bench.server->capabilities.setFlag(Capability::Copy, false);
        QCOMPARE(bench.copy().error().kind, ErrorKind::AgainstRules);
    }

    void aCodeAloneIsThePrimaryValue()
    {
        CodeBench bench("totp=" + Seed);
        const Revealed primary = bench.copy({});
        QCOMPARE(textOf(primary), bench.codeNow());
        QCOMPARE(primary->field.key, Totp);
    }

    void aSeedThatMakesNoCodeSaysSo()
    {
        CodeBench bench("password=alpha\ntotp=otpauth://totp/x?secret=AAA");
        QCOMPARE(bench.revealError(Ada, Totp), ErrorKind::InvalidInput);
        QVERIFY(!bench.session->shownCode());
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
    }

    void codesOfAnotherTimeStayHidden()
    {
        CodeBench bench;
        const QString revision = QStringLiteral("r1");
        bench.server->setMessage(Ada + QLatin1Char('@') + revision,
                                 FakeOpenPgp::sealed("password=old\ntotp=" + Seed, AdasKey), {AdasKey});
        QCOMPARE(textOf(QCoro::waitFor(bench.session->revealRevision(Ada, revision, Password))), QByteArray("old"));
        const Revealed code = QCoro::waitFor(bench.session->revealRevision(Ada, revision, Totp));
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestSessionCodes)
#include "tst_sessioncodes.moc"
