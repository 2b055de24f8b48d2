// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/secondfactorviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Provider = SecondFactor::Provider;
using State = Session::State;

namespace {

struct Stage
{
    explicit Stage(std::vector<Provider> providers = {Provider::OneTimeCode, Provider::Yubikey, Provider::Duo})
    {
        bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        server().factorProviders = std::move(providers);
        model.watch(&bench.session());
        bench.session().open();
    }
    [[nodiscard]] FakeServer &server() { return *bench.servers.at(QStringLiteral("acme")); }

    Bench bench;
    QUrl opened;
    bool browserWorks = true;
    SecondFactorViewModel model{[this](const QUrl &url) {
        opened = url;
        return browserWorks;
    }};
};

} // namespace

class TestSecondFactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksAndTakesTheAnswer()
    {
        Stage stage;
        QSignalSpy answered(&stage.model, &SecondFactorViewModel::answered);
        QTRY_VERIFY(stage.model.isAsked());
        QCOMPARE(stage.model.methods(),
                 (QStringList{QStringLiteral("code"), QStringLiteral("yubikey"), QStringLiteral("browser")}));
        QCOMPARE(stage.model.method(), QStringLiteral("code"));
        QVERIFY(stage.model.canRemember());
        stage.model.setRemember(true);
        stage.model.submit(QStringLiteral(" 123 456 "));
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(!stage.model.isAsked());
        QVERIFY(!stage.model.isBusy());
        QVERIFY(stage.server().factorRemembered);
        QCOMPARE(stage.bench.session().state(), State::Open);
        for (const QString &text : coffret::test::everythingVisible(stage.model))
            QVERIFY(!text.contains(QStringLiteral("123")));
    }

    void aWrongCodeSaysSo()
    {
        Stage stage;
        QTRY_VERIFY(stage.model.isAsked());
        stage.model.submit(QStringLiteral("000000"));
        QTRY_VERIFY(!stage.model.errorText().isEmpty());
        QVERIFY(!stage.model.errorHint().isEmpty());
        QVERIFY(stage.model.isAsked() && !stage.model.isBusy());
        stage.model.setMethod(QStringLiteral("yubikey"));
        QVERIFY(stage.model.errorText().isEmpty());
    }

    void tooManyWrongCodes()
    {
        Stage stage;
        stage.server().factorAttempts = 1;
        QTRY_VERIFY(stage.model.isAsked());
        stage.model.submit(QStringLiteral("000000"));
        QTRY_VERIFY(!stage.model.isAsked()); // the session tells why
        QCOMPARE(stage.bench.session().state(), State::Failed);
        QCOMPARE(stage.bench.session().lastError()->kind, ErrorKind::TooManyAttempts);
        QVERIFY(describe(ErrorKind::TooManyAttempts).text.contains(QStringLiteral("ended the session")));
    }

    void throughABrowser()
    {
        Stage stage({Provider::Duo});
        QTRY_VERIFY(stage.model.isAsked());
        QCOMPARE(stage.model.method(), QStringLiteral("browser"));
        QVERIFY(!stage.model.canRemember());
        stage.model.openBrowser();
        QTRY_COMPARE(stage.model.browserHost(), QStringLiteral("duo.example"));
        QCOMPARE(stage.opened, QUrl(QStringLiteral("https://duo.example/start")));
        stage.model.finishBrowser(QStringLiteral("https://elsewhere.example/"));
        QTRY_VERIFY(!stage.model.errorText().isEmpty());
        stage.model.finishBrowser(QStringLiteral(" https://vault.example/callback\n"));
        QTRY_COMPARE(stage.bench.session().state(), State::Open);
    }

    void withoutABrowser()
    {
        Stage stage({Provider::Duo});
        stage.browserWorks = false;
        QTRY_VERIFY(stage.model.isAsked());
        stage.model.openBrowser();
        QTRY_VERIFY(stage.model.errorHint().contains(QStringLiteral("https://duo.example/start")));
        stage.model.finishBrowser(QStringLiteral("https://vault.example/callback"));
        QTRY_COMPARE(stage.bench.session().state(), State::Open);
    }

    void nothingThatCanBeAnswered()
    {
        Stage stage({Provider::Unknown});
        QTRY_VERIFY(stage.model.isAsked());
        QVERIFY(stage.model.methods().isEmpty());
        stage.model.submit(QStringLiteral("123456"));
        stage.model.openBrowser();
        QVERIFY(!stage.model.isBusy());
        stage.model.cancel();
        QTRY_COMPARE(stage.bench.session().state(), State::Closed);
        QVERIFY(!stage.model.isAsked());
    }

    void theSessionMayGo()
    {
        Stage stage;
        QTRY_VERIFY(stage.model.isAsked());
        stage.server().gate(FakeServer::Call::SecondFactor).close();
        stage.model.submit(QStringLiteral("123456"));
        QVERIFY(stage.model.isBusy());
        stage.bench.sessions.remove(QStringLiteral("acme"));
        QVERIFY(!stage.model.isAsked());
        QVERIFY(!stage.model.isBusy());
        stage.model.submit(QStringLiteral("123456"));
        stage.model.cancel();
    }
};

QTEST_MAIN(TestSecondFactor)
#include "tst_secondfactor.moc"
