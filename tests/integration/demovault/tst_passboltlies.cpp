// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"

#include <QTest>

using namespace coffret::test;

/// The lies a Passbolt server of the demo vault can be told to tell, seen by somebody with gpg and no client.
class PassboltLiesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_v4;
    std::unique_ptr<PassboltGuest> m_v5;

    [[nodiscard]] PassboltGuest &ada() const
    {
        QFETCH_GLOBAL(QString, mode);
        return mode == QLatin1String("v5") ? *m_v5 : *m_v4;
    }
    [[nodiscard]] bool isV5() const { return ada().server().mode == QLatin1String("v5"); }
    [[nodiscard]] QJsonValue get(const QString &path) const { return PassboltGuest::bodyOf(ada().get(path)); }
    [[nodiscard]] QByteArray secretMessage(const QString &id) const
    {
        return get(QStringLiteral("/secrets/resource/%1.json").arg(id))[QLatin1String("data")].toString().toLatin1();
    }
    [[nodiscard]] PassboltGuest::Opened secret(const QString &id) const { return ada().open(secretMessage(id)); }
    [[nodiscard]] QString metadata(const QString &id) const
    {
        return get(QStringLiteral("/resources/%1.json").arg(id))[QLatin1String("metadata")].toString();
    }
    [[nodiscard]] QList<QPair<QString, QString>> onlyAda() const
    {
        return {{ada().user().id, ada().user().fingerprint}};
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }

    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("v4,v5"),
                                                                 QStringLiteral("--secrets"), QStringLiteral("8")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        m_v4 = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"));
        m_v5 = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v5"));
        m_v4->signIn();
        m_v5->signIn();
    }

    void cleanup() { QVERIFY(m_vault->setFaults({})); }

    void secretsChangePlaces()
    {
        const QString first = ada().newResource(QStringLiteral("first"));
        const QString second = ada().newResource(QStringLiteral("second"));
        QVERIFY(m_vault->setLie(QStringLiteral("swap_secrets"), {first, second}));
        QVERIFY(secret(first).plaintext.contains("second"));
        QVERIFY(secret(second).plaintext.contains("first"));
        QVERIFY(secret(first).signedBy(ada().user().fingerprint)); // everything about it is genuine
        QVERIFY(m_vault->setFaults({}));
        QVERIFY(secret(first).plaintext.contains("first"));
    }

    void metadataChangesPlaces()
    {
        if (!isV5())
            QSKIP("in the clear");
        const QString first = ada().newResource(QStringLiteral("first"));
        const QString second = ada().newResource(QStringLiteral("second"));
        const QString genuine = metadata(first);
        QVERIFY(m_vault->setLie(QStringLiteral("swap_metadata"), {first, second}));
        QCOMPARE(metadata(second), genuine);
        QVERIFY(metadata(first) != genuine);
    }

    void olderMessagesComeBack()
    {
        const QString id = ada().newResource(QStringLiteral("old"));
        const QString oldMetadata = metadata(id);
        QCOMPARE(ada().changePassword(id, QStringLiteral("new"), onlyAda()), 200);
        QVERIFY(m_vault->setLie(QStringLiteral("older"), {id}));
        QVERIFY(secret(id).plaintext.contains("old"));
        QCOMPARE(metadata(id) == oldMetadata, !isV5());
        if (isV5()) {
            QVERIFY(m_vault->setLie(QStringLiteral("older"), {id}, QStringLiteral("metadata")));
            QCOMPARE(metadata(id), oldMetadata);
            QVERIFY(secret(id).plaintext.contains("new"));
        }
    }

    void signaturesAreNotWhatTheyWere_data()
    {
        QTest::addColumn<QString>("lie");
        QTest::addColumn<QString>("status");
        QTest::newRow("unsigned") << QStringLiteral("unsigned") << QString();
        QTest::newRow("foreign") << QStringLiteral("foreign_signature") << QStringLiteral("ERRSIG");
        QTest::newRow("bad") << QStringLiteral("bad_signature") << QStringLiteral("BADSIG");
        QTest::newRow("broken") << QStringLiteral("broken") << QStringLiteral("BADMDC");
    }
    void signaturesAreNotWhatTheyWere()
    {
        QFETCH(QString, lie);
        QFETCH(QString, status);
        const QString id = ada().newResource(QStringLiteral("the value"));
        QVERIFY(m_vault->setLie(lie, {id}));
        const PassboltGuest::Opened opened = secret(id);
        QVERIFY2(opened.status.contains(status), qPrintable(opened.status));
        if (lie == QLatin1String("broken")) {
            QVERIFY(!opened.whole());
            return;
        }
        QVERIFY(opened.plaintext.contains("the value"));
        QVERIFY(!opened.signedBy(ada().user().fingerprint));
        QCOMPARE(opened.status.contains(QLatin1String("SIG")), !status.isEmpty());
    }

    void anyMessageCanBeServed()
    {
        const QString id = ada().newResource(QStringLiteral("the value"));
        const QByteArray other = ada().seal("something else", {ada().user().fingerprint});
        QVERIFY(
            m_vault->setFaults({{QStringLiteral("lies"),
                                 QJsonArray{QJsonObject{{QStringLiteral("lie"), QStringLiteral("substitute")},
                                                        {QStringLiteral("of"), QJsonArray{id}},
                                                        {QStringLiteral("message"), QString::fromLatin1(other)}}}}}));
        QCOMPARE(secretMessage(id), other);
    }

    void aUsersKeyIsAnotherOne()
    {
        const QString carol =
            get(QStringLiteral("/users.json?filter[search]=carol"))[0][QLatin1String("id")].toString();
        const auto fingerprint = [&] {
            return get(QStringLiteral("/users/%1.json")
                           .arg(carol))[QLatin1String("gpgkey")][QLatin1String("fingerprint")]
                .toString();
        };
        const QString genuine = fingerprint();
        QVERIFY(m_vault->setLie(QStringLiteral("user_key"), {carol}));
        QVERIFY(fingerprint() != genuine);
        const QJsonValue searched = get(QStringLiteral("/share/search-aros.json?filter[search]=carol"))[0];
        QCOMPARE(searched[QLatin1String("gpgkey")][QLatin1String("fingerprint")].toString(), fingerprint());
        QVERIFY(m_vault->setFaults({}));
        QCOMPARE(fingerprint(), genuine);
    }

    void theServersKeyIsAnotherOne()
    {
        const auto fingerprint = [this] {
            return PassboltGuest::bodyOf(
                       ada().askAs({}, "GET", QStringLiteral("/auth/verify.json")))[QLatin1String("fingerprint")]
                .toString();
        };
        QVERIFY(m_vault->setLie(QStringLiteral("server_key")));
        QVERIFY(fingerprint() != ada().server().serverFingerprint);
        QCOMPARE(ada().get(QStringLiteral("/users/me.json")).status, 200);
        QVERIFY(m_vault->setFaults({}));
        QCOMPARE(fingerprint(), ada().server().serverFingerprint);
    }

    void theMetadataKeyIsAnotherOne()
    {
        if (!isV5())
            QSKIP("there is none");
        const QString path = QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1");
        const QJsonValue genuine = get(path)[0];
        QVERIFY(m_vault->setLie(QStringLiteral("metadata_key")));
        const QJsonArray rotated = get(path).toArray();
        QCOMPARE(rotated.size(), 2);
        QVERIFY(!rotated[0][QLatin1String("expired")].isNull() && rotated[1][QLatin1String("expired")].isNull());
        QVERIFY(
            ada()
                .open(
                    rotated[1][QLatin1String("metadata_private_keys")][0][QLatin1String("data")].toString().toLatin1())
                .whole());
        QVERIFY(m_vault->setLie(QStringLiteral("metadata_public_key")));
        const QJsonValue false_ = get(path)[0];
        QCOMPARE(false_[QLatin1String("id")], genuine[QLatin1String("id")]);
        QVERIFY(false_[QLatin1String("fingerprint")] != genuine[QLatin1String("fingerprint")]);
        QCOMPARE(false_[QLatin1String("metadata_private_keys")], genuine[QLatin1String("metadata_private_keys")]);
        QVERIFY(m_vault->setLie(QStringLiteral("no_metadata_key"), {ada().user().id}));
        QCOMPARE(get(path)[0][QLatin1String("metadata_private_keys")], QJsonValue(QJsonArray()));
        QVERIFY(m_vault->setFaults({}));
        QCOMPARE(get(path)[0], genuine);
    }

    void somebodyElseReadsAlong()
    {
        const QString id = ada().newResource(QStringLiteral("shared with nobody"));
        const QString readers = QStringLiteral("/users.json?filter[has-access][]=") + id;
        QCOMPARE(get(readers).toArray().size(), 1);
        QVERIFY(m_vault->setLie(QStringLiteral("extra_reader"), {id}));
        const QJsonArray told = get(readers).toArray();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[1][QLatin1String("profile")][QLatin1String("first_name")].toString(), QStringLiteral("Mallory"));
        QCOMPARE(get(QStringLiteral("/permissions/resource/%1.json").arg(id)).toArray().size(), 2);
        QCOMPARE(ada().changePassword(id, QStringLiteral("mine"), onlyAda()), 400); // a copy for everybody
        QVERIFY(m_vault->setFaults({}));
        QCOMPARE(get(readers).toArray().size(), 1);
        QCOMPARE(ada().changePassword(id, QStringLiteral("mine"), onlyAda()), 200);
    }

    void aResourceGoesAndComesBack()
    {
        const QString id = ada().newResource(QStringLiteral("here"));
        const QString list = QStringLiteral("/resources.json?filter[has-id][]=") + id;
        QVERIFY(m_vault->setLie(QStringLiteral("vanished"), {id}));
        QCOMPARE(get(list).toArray().size(), 0);
        QCOMPARE(ada().get(QStringLiteral("/resources/%1.json").arg(id)).status, 404);
        QCOMPARE(ada().get(QStringLiteral("/secrets/resource/%1.json").arg(id)).status, 404);
        QVERIFY(m_vault->setFaults({}));
        QCOMPARE(get(list).toArray().size(), 1);
    }

    void aLieCanBeKeptToOneServer()
    {
        const QJsonArray lies{QJsonObject{{QStringLiteral("lie"), QStringLiteral("server_key")},
                                          {QStringLiteral("server"), QStringLiteral("v4")}}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("lies"), lies}}));
        const QJsonValue key = PassboltGuest::bodyOf(ada().askAs({}, "GET", QStringLiteral("/auth/verify.json")));
        QCOMPARE(key[QLatin1String("fingerprint")] == ada().server().serverFingerprint, isV5());
    }
};

QTEST_GUILESS_MAIN(PassboltLiesTest)
#include "tst_passboltlies.moc"
