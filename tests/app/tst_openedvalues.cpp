// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/secretdraft.h"
#include "core/toolbox/onetimecode.h"
#include "tests/app/walkedprogram.h"

#include <QAccessible>
#include <QClipboard>
#include <QCoroTask>
#include <QGuiApplication>
#include <QTest>

using namespace coffret;
using coffret::test::WalkedProgram;

namespace {

SecretField field(FieldKind kind, const char *value)
{
    return {kind, fieldKey(kind), {}, true, SecretBuffer::copyOf(value)};
}

} // namespace

/// What the whole program makes of a value whose field is only known once it is opened, on a real vault.
class TestOpenedValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void aKeyInADescriptionIsAKey();
    void theLookupCopiesIt();
    void aCodeIsCopiedAndShown_data();
    void aCodeIsCopiedAndShown();

private:
    [[nodiscard]] Session &session(const QString &account) { return *m_desk->program().sessions().find(account); }
    /// Writes a secret and chooses it, as if it had never been opened.
    void write(const QString &account, SecretDraft draft);
    [[nodiscard]] QString shownType();

    std::unique_ptr<WalkedProgram> m_desk;
};

void TestOpenedValues::initTestCase()
{
    m_desk = std::make_unique<WalkedProgram>();
    QVERIFY2(m_desk->problem().isEmpty(), qPrintable(m_desk->problem()));
}

void TestOpenedValues::init()
{
    QGuiApplication::clipboard()->clear();
    m_desk->app().toast()->clearNow();
    m_desk->program().lookup().hide();
}

void TestOpenedValues::cleanupTestCase()
{
    m_desk.reset();
}

void TestOpenedValues::write(const QString &account, SecretDraft draft)
{
    const QString name = draft.name;
    m_desk->browse().selectAccount(account);
    const auto id =
        QCoro::waitFor(session(account).save(std::make_shared<const SecretDraft>(std::move(draft)), QStringList()));
    QVERIFY2(id, "not saved");
    m_desk->browse().setSearchText(name);
    QTRY_COMPARE(m_desk->browse().secrets()->rowCount(), 1);
    m_desk->browse().selectSecret(*id);
    QVERIFY(m_desk->detail().hasSecret());
}

QString TestOpenedValues::shownType()
{
    const SecretListModel &list = *m_desk->browse().secrets();
    return list.index(0).data(SecretListModel::TypeRole).toString();
}

void TestOpenedValues::aKeyInADescriptionIsAKey()
{
    SecretDraft draft;
    draft.type = SecretType::SshKey;
    draft.name = QStringLiteral("Key of the gate");
    draft.fields.push_back(field(FieldKind::PrivateKey, "-----BEGIN KEY-----\ncnry-gate\n-----END KEY-----"));
    draft.fields.push_back(field(FieldKind::Passphrase, "cnry-gate-passphrase"));
    draft.fields.push_back(field(FieldKind::PublicKey, "ssh-ed25519 AAAA gate"));
    write(QStringLiteral("v4"), std::move(draft));
    QTRY_COMPARE(shownType(), QStringLiteral("sshkey")); // whoever wrote it knows
    m_desk->browse().copyPrimary();
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().contains(QStringLiteral("cnry-gate\n")),
                             WalkedProgram::Patience);
    FieldListModel &fields = *m_desk->detail().fields();
    for (const char *key : {"private-key", "passphrase", "public-key"}) {
        QVERIFY2(fields.keys().contains(QLatin1String(key)), key);
        QVERIFY2(!fields.isRevealed(QLatin1String(key)), key);
    }
    m_desk->detail().reveal(QStringLiteral("passphrase"));
    QTRY_VERIFY_WITH_TIMEOUT(fields.isRevealed(QStringLiteral("passphrase")), WalkedProgram::Patience);
    QVERIFY(!fields.isRevealed(QStringLiteral("private-key")));
    QCOMPARE(m_desk->detail().errorText(), QString());
    // The index is read anew: the row knows its type from what was learnt.
    QVERIFY(QCoro::waitFor(session(QStringLiteral("v4")).refresh()));
    QTRY_COMPARE(shownType(), QStringLiteral("sshkey"));
}

void TestOpenedValues::theLookupCopiesIt()
{
    QuickLookupViewModel &lookup = m_desk->program().lookup();
    lookup.show();
    lookup.setQuery(QStringLiteral("Key of the gate"));
    QTRY_COMPARE(lookup.results()->rowCount(), 1);
    lookup.activate();
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().contains(QStringLiteral("cnry-gate\n")),
                             WalkedProgram::Patience);
    QCOMPARE(m_desk->app().toast()->text(), QStringLiteral("Private key copied"));
}

void TestOpenedValues::aCodeIsCopiedAndShown_data()
{
    QTest::addColumn<QString>("account");
    QTest::newRow("v5") << QStringLiteral("v5");
    QTest::newRow("v4") << QStringLiteral("v4");
}

void TestOpenedValues::aCodeIsCopiedAndShown()
{
    QFETCH(const QString, account);
    SecretDraft draft;
    draft.name = QStringLiteral("Code of the gate, ") + account;
    const char *const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    draft.fields.push_back(field(FieldKind::Totp, seed));
    write(account, std::move(draft));
    const auto code = OneTimeCode::from(SecretBuffer::copyOf(seed));
    const auto expected = [&code](qint64 ago) {
        const auto digits = code->at(QDateTime::currentDateTimeUtc().addSecs(-ago));
        return QString::fromLatin1(digits->view().data(), static_cast<qsizetype>(digits->size()));
    };
    const auto isRight = [&](const QString &shown) { return shown == expected(0) || shown == expected(10); };

    FieldListModel &fields = *m_desk->detail().fields();
    const QString totp = fieldKey(FieldKind::Totp);
    QVERIFY(fields.keys().contains(totp)); // before anything is opened
    m_desk->browse().copyPrimary();
    QTRY_VERIFY_WITH_TIMEOUT(isRight(QGuiApplication::clipboard()->text()), WalkedProgram::Patience);
    QVERIFY(!fields.isRevealed(totp));
    m_desk->detail().reveal(totp);
    QTRY_VERIFY_WITH_TIMEOUT(fields.isRevealed(totp), WalkedProgram::Patience);
    QAccessible::setActive(true); // else nobody would say it aloud
    const QModelIndex card = fields.index(static_cast<int>(fields.keys().indexOf(totp)));
    QVERIFY(isRight(card.data(FieldListModel::SpokenRole).toString().remove(QLatin1Char(' '))));
    // Nothing that QML can read has the seed.
    QCOMPARE(m_desk->walk().placesOf(QString::fromLatin1(seed)), QStringList());
    m_desk->detail().hide(totp);
    QVERIFY(!session(account).shownCode());
}

QTEST_MAIN(TestOpenedValues)
#include "tst_openedvalues.moc"
