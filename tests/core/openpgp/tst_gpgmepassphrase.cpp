// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/openpgp/people.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace coffret;
using namespace coffret::test;

/// What happens between the user, gpg-agent and the pinentry, and how an operation is stopped.
class GpgmePassphraseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_home.setPinentry(GpgHome::Pinentry::Cancels); }
    void loopback_data();
    void loopback();
    void pinentry_data();
    void pinentry();
    void asksForTheSignersPassphrase();
    void asksNobodyWhileNobodyIsThere();
    void stopsBeforeItBegins();
    void stopsBehindASilentPinentry();
    void stopsWhenTheEngineGoes();
    void worksWhileAPinentryWaits();
    void startsTheAgentAgain();

private:
    static constexpr char Passphrase[] = "open sesame";
    [[nodiscard]] std::unique_ptr<EngineInHome> engineWithPinentry() { return makeEngine(m_home); }
    Expected<OpenedMessage> open(GpgmeEngine &engine) const
    {
        OpenRequest request(m_message, {});
        return QCoro::waitFor(engine.open(request));
    }

    GpgHome m_home;
    QString m_pat;
    QString m_ada;
    QByteArray m_message;     ///< to Pat, whose key has a passphrase
    QByteArray m_openMessage; ///< to Ada, whose key has none
};

void GpgmePassphraseTest::initTestCase()
{
    KeyRequest request;
    request.userId = QStringLiteral("Pat <pat@example.org>");
    request.passphrase = Passphrase;
    m_pat = m_home.createKey(request);
    m_ada = m_home.createKey(QStringLiteral("Ada <ada@example.org>"));
    m_message = m_home.seal(MessageText, {m_pat});
    m_openMessage = m_home.seal(MessageText, {m_ada});
}

void GpgmePassphraseTest::loopback_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("kind"); // of the error; -1: none
    QTest::newRow("right") << QByteArray(Passphrase) << -1;
    QTest::newRow("wrong") << QByteArray("open barley") << static_cast<int>(ErrorKind::WrongPassphrase);
    QTest::newRow("declined") << QByteArray() << static_cast<int>(ErrorKind::Cancelled);
}

void GpgmePassphraseTest::loopback()
{
    QFETCH(QByteArray, answer);
    std::atomic<int> calls = 0;
    QString asked;
    const auto place = makeEngine(m_home, [&](const QString &hint) {
        ++calls;
        asked = hint;
        return SecretBuffer::copyOf(answer.toStdString());
    });
    const auto opened = open(*place->engine);
    QTEST(opened ? -1 : static_cast<int>(opened.error().kind), "kind");
    QCOMPARE(calls.load(), 1);
    QVERIFY2(asked.contains(QLatin1String("Pat <pat@example.org>")), qPrintable(asked));
    QCOMPARE(m_home.pinentryCalls(), 0);
}

void GpgmePassphraseTest::pinentry_data()
{
    QTest::addColumn<int>("behaviour");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("calls");
    const auto row = [](const char *title, GpgHome::Pinentry behaviour, const char *answer, int kind, int calls) {
        QTest::newRow(title) << static_cast<int>(behaviour) << QByteArray(answer) << kind << calls;
    };
    row("right", GpgHome::Pinentry::Answers, Passphrase, -1, 1);
    row("wrong", GpgHome::Pinentry::Answers, "open barley", static_cast<int>(ErrorKind::WrongPassphrase), 3);
    row("cancelled", GpgHome::Pinentry::Cancels, "", static_cast<int>(ErrorKind::Cancelled), 1);
    row("missing", GpgHome::Pinentry::IsMissing, "", static_cast<int>(ErrorKind::NoPinentry), 0);
}

void GpgmePassphraseTest::pinentry()
{
    QFETCH(int, behaviour);
    QFETCH(QByteArray, answer);
    QFETCH(int, kind);
    m_home.setPinentry(static_cast<GpgHome::Pinentry>(behaviour), answer);
    const auto place = engineWithPinentry();
    const auto opened = open(*place->engine);
    QCOMPARE(opened ? -1 : static_cast<int>(opened.error().kind), kind);
    QTEST(m_home.pinentryCalls(), "calls");
    if (opened)
        QCOMPARE(opened->plaintext.view(), std::string_view(MessageText));
}

void GpgmePassphraseTest::asksForTheSignersPassphrase()
{
    const auto place = engineWithPinentry();
    const auto refused = QCoro::waitFor(place->engine->seal(SecretBuffer::copyOf("x"), {m_ada}, m_pat));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
    m_home.setPinentry(GpgHome::Pinentry::Answers, Passphrase);
    const auto sealed = QCoro::waitFor(place->engine->seal(SecretBuffer::copyOf("x"), {m_ada}, m_pat));
    QVERIFY2(sealed, reason(sealed));
    OpenRequest request(*sealed, {m_pat});
    const auto opened = QCoro::waitFor(place->engine->open(request));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
}

void GpgmePassphraseTest::asksNobodyWhileNobodyIsThere()
{
    m_home.setPinentry(GpgHome::Pinentry::Answers, Passphrase);
    const auto place = engineWithPinentry();
    OpenRequest request(m_message);
    request.unattended = true;
    const auto refused = QCoro::waitFor(place->engine->open(request));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NoPinentry);
    const auto unsealed = QCoro::waitFor(place->engine->sealUnattended(SecretBuffer::copyOf("x"), {m_ada}, m_pat));
    QVERIFY(!unsealed);
    QCOMPARE(unsealed.error().kind, ErrorKind::NoPinentry);
    QCOMPARE(m_home.pinentryCalls(), 0);
    OpenRequest own(m_openMessage); // whose key has no passphrase
    own.unattended = true;
    QVERIFY(QCoro::waitFor(place->engine->open(own)));

    QVERIFY(open(*place->engine)); // somebody is there
    QCOMPARE(m_home.pinentryCalls(), 1);
}

void GpgmePassphraseTest::stopsBeforeItBegins()
{
    const auto place = engineWithPinentry();
    std::stop_source source;
    source.request_stop();
    OpenRequest request(m_openMessage);
    request.stop = source.get_token();
    const auto opened = QCoro::waitFor(place->engine->open(request));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
}

void GpgmePassphraseTest::stopsBehindASilentPinentry()
{
    m_home.setPinentry(GpgHome::Pinentry::IsSilent);
    const auto place = engineWithPinentry();
    std::stop_source source;
    OpenRequest request(m_message);
    request.stop = source.get_token();
    auto task = place->engine->open(request);
    QTRY_VERIFY(m_home.pinentryWaits());
    QElapsedTimer timer;
    timer.start();
    source.request_stop();
    const auto opened = QCoro::waitFor(task);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY(!m_home.pinentryWaits()); // it does not stay on the screen

    m_home.setPinentry(GpgHome::Pinentry::Answers, Passphrase);
    const auto next = open(*place->engine); // and the agent is free for the next
    QVERIFY2(next, reason(next));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void GpgmePassphraseTest::stopsWhenTheEngineGoes()
{
    m_home.setPinentry(GpgHome::Pinentry::IsSilent);
    auto place = engineWithPinentry();
    auto task = place->engine->open(OpenRequest(m_message));
    QTRY_VERIFY(m_home.pinentryWaits());
    QElapsedTimer timer;
    timer.start();
    place.reset();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    const auto opened = QCoro::waitFor(task);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
    QTRY_VERIFY(!m_home.pinentryWaits());
}

void GpgmePassphraseTest::worksWhileAPinentryWaits()
{
    m_home.setPinentry(GpgHome::Pinentry::IsSilent);
    const auto place = engineWithPinentry();
    std::stop_source source;
    OpenRequest waiting(m_message);
    waiting.stop = source.get_token();
    auto first = place->engine->open(waiting);
    QTRY_VERIFY(m_home.pinentryWaits());
    OpenRequest other(m_openMessage);
    const auto opened = QCoro::waitFor(place->engine->open(other));
    QVERIFY2(opened, reason(opened));
    const auto keys = QCoro::waitFor(place->engine->secretKeys());
    QVERIFY2(keys, reason(keys));
    QCOMPARE(keys->size(), std::size_t(2));
    QVERIFY(m_home.pinentryWaits());
    source.request_stop();
    QCOMPARE(QCoro::waitFor(first).error().kind, ErrorKind::Cancelled);
}

void GpgmePassphraseTest::startsTheAgentAgain()
{
    const auto place = engineWithPinentry();
    OpenRequest request(m_openMessage);
    const auto first = QCoro::waitFor(place->engine->open(request));
    QVERIFY2(first, reason(first));
    m_home.stopAgent();
    const auto second = QCoro::waitFor(place->engine->open(request));
    QVERIFY2(second, reason(second)); // without an agent gpg would say there is no secret key
}

QTEST_GUILESS_MAIN(GpgmePassphraseTest)
#include "tst_gpgmepassphrase.moc"
