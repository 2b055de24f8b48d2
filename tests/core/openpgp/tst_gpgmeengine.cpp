// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"

#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::GpgHome;
using coffret::test::KeyKind;
using coffret::test::KeyRequest;

class GpgmeEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ada = m_user.createKey(QStringLiteral("Ada Lovelace <ada@example.org>"));
        m_betty = m_others.createKey(QStringLiteral("Betty Holberton <betty@example.org>"));
        m_home.reset(new QTemporaryDir(QStringLiteral("/tmp/cpXXXXXX")));
        GpgmeEngine::Options options;
        options.privateHome = m_home->path();
        options.userHome = m_user.path();
        auto engine = GpgmeEngine::create(options);
        if (!engine)
            qWarning() << engine.error().detail;
        QVERIFY(engine);
        m_engine = std::move(*engine);
    }

    void listsTheSecretKeys()
    {
        auto keys = QCoro::waitFor(m_engine->secretKeys());
        if (!keys)
            qWarning() << keys.error().detail;
        QVERIFY(keys);
        QCOMPARE(keys->size(), std::size_t(1));
        const KeyInfo &ada = keys->front();
        QCOMPARE(ada.fingerprint, m_ada);
        QCOMPARE(ada.email, QStringLiteral("ada@example.org"));
        QCOMPARE(ada.algorithm, QStringLiteral("ed25519"));
        QVERIFY(ada.canEncrypt);
        QVERIFY(ada.canSign);
        QVERIFY(!ada.expired);
    }

    void sealsAndOpens()
    {
        auto betty = QCoro::waitFor(m_engine->importPublicKey(m_others.publicKey(m_betty)));
        if (!betty)
            qWarning() << betty.error().detail;
        QVERIFY(betty);
        QCOMPARE(betty->fingerprint, m_betty);
        auto sealed = QCoro::waitFor(m_engine->seal(SecretBuffer::copyOf("hunter2"), {m_ada, m_betty}, m_ada));
        if (!sealed)
            qWarning() << sealed.error().detail;
        QVERIFY(sealed);
        OpenRequest request(*sealed, {m_ada});
        auto opened = QCoro::waitFor(m_engine->open(request));
        if (!opened)
            qWarning() << int(opened.error().kind) << opened.error().detail;
        QVERIFY(opened);
        QCOMPARE(opened->plaintext.view(), std::string_view("hunter2"));
        QCOMPARE(opened->verdict.state, SignatureState::Expected);
        QCOMPARE(opened->verdict.signerName, QStringLiteral("Ada Lovelace <ada@example.org>"));
        QCOMPARE(m_others.open(*sealed), QByteArray("hunter2"));
    }

private:
    GpgHome m_user;
    GpgHome m_others;
    QString m_ada;
    QString m_betty;
    QScopedPointer<QTemporaryDir> m_home;
    std::unique_ptr<GpgmeEngine> m_engine;
};

QTEST_GUILESS_MAIN(GpgmeEngineTest)
#include "tst_gpgmeengine.moc"
