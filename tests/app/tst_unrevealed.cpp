// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/walkedprogram.h"
#include "ui/items/secretinput.h"
#include "ui/items/secrettext.h"

#include <QQuickWindow>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>
#include <functional>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using coffret::test::PropertyWalk;
using coffret::test::WalkedProgram;
using Step = FirstRunViewModel::Step;

namespace {

/// Asks for the state of a lent secret, as happens when it is looked at for a while, and for no attribute of its value.
bool isAboutState(const DemoVaultProcess::Request &request)
{
    static const QRegularExpression lent(QStringLiteral("^/api/v2/secret/([0-9]+|shared)$"));
    static const QStringList state =
        QStringLiteral("id,name,access_policy,checkout_mode,my_checkout_id,valid_until,removed")
            .split(QLatin1Char(','));
    if (request.method != "GET" || !lent.match(request.path).hasMatch())
        return request.method == "GET" && request.path == QLatin1String("/api/v2/access_request");
    const QStringList fields =
        QUrlQuery(request.query).queryItemValue(QStringLiteral("fields"), QUrl::FullyDecoded).split(QLatin1Char(','));
    return std::all_of(fields.begin(), fields.end(), [](const QString &field) { return state.contains(field); });
}

} // namespace

/// Whatever QML could read of the running program, with its windows and on a real vault, is read: no protected value is
/// in it, not even the one that is just shown.
class TestUnrevealed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void browsingReadsNoValue_data();
    void browsingReadsNoValue();
    void revealingReadsNoValue_data();
    void revealingReadsNoValue();
    void writingReadsNoValue();
    void lookingUpReadsNoValue();
    void forgetsATypedToken();
    void lockingLeavesNothing();

private:
    void addAccounts() const;
    void chooseEach(const std::function<void()> &visit);
    [[nodiscard]] QString nextProtected(const QSet<QString> &seen);
    bool revealAndHide(const QString &key);
    void checkNone(const PropertyWalk &walk, const QStringList &more = {});
    [[nodiscard]] bool hasCanary(const SecretBuffer &buffer) const;
    static void checkWiped(const PropertyWalk &walk);

    std::unique_ptr<WalkedProgram> m_desk;
    QStringList m_canaries; ///< each is in one protected value
};

void TestUnrevealed::initTestCase()
{
    m_desk = std::make_unique<WalkedProgram>();
    QVERIFY2(m_desk->problem().isEmpty(), qPrintable(m_desk->problem()));
    for (const QByteArray &token : m_desk->vault().canaries())
        m_canaries.append(QString::fromLatin1(token));
    QVERIFY(m_canaries.size() > 300);
}

void TestUnrevealed::init()
{
    m_desk->program().lookup().hide();
    m_desk->browse().setSearchText({});
}

void TestUnrevealed::cleanupTestCase()
{
    m_desk.reset();
}

/// Opens every secret of the chosen account; calls visit for two of each type.
void TestUnrevealed::chooseEach(const std::function<void()> &visit)
{
    SecretListModel &secrets = *m_desk->browse().secrets();
    QHash<QString, int> seen;
    for (int row = 0; row < secrets.rowCount() && !QTest::currentTestFailed(); ++row) {
        m_desk->browse().selectSecret(secrets.index(row).data(SecretListModel::SecretIdRole).toString());
        QVERIFY(m_desk->detail().hasSecret());
        if (++seen[m_desk->detail().type()] <= 2)
            visit();
    }
}

void TestUnrevealed::addAccounts() const
{
    QTest::addColumn<QString>("account");
    QTest::addColumn<int>("values"); // at least so many are shown
    QTest::newRow("v5") << QStringLiteral("v5") << 8;
    QTest::newRow("v4") << QStringLiteral("v4") << 2;
    QTest::newRow("fudo") << QStringLiteral("fudo") << 5;
    QTest::newRow("commandk") << QStringLiteral("commandk") << 5;
}

void TestUnrevealed::browsingReadsNoValue_data()
{
    addAccounts();
}

void TestUnrevealed::browsingReadsNoValue()
{
    QFETCH(const QString, account);
    QFETCH(const int, values);
    m_desk->browse().selectAccount(account);
    m_desk->vault().clearRequests();
    int visited = 0;
    chooseEach([this, &visited] {
        QCoreApplication::processEvents();
        const PropertyWalk all = m_desk->walk();
        QVERIFY(!all.placesOf(m_desk->detail().name()).isEmpty());
        checkNone(all);
        ++visited;
    });
    QVERIFY2(visited >= std::min(values, 5), qPrintable(QString::number(visited)));
    QStringList asked; // nothing else is under way either
    for (const DemoVaultProcess::Request &request : m_desk->vault().requests()) {
        if (!isAboutState(request))
            asked.append(request.path + QLatin1Char('?') + request.query);
    }
    QCOMPARE(asked.join(QLatin1Char(' ')), QString());
}

void TestUnrevealed::revealingReadsNoValue_data()
{
    addAccounts();
}

void TestUnrevealed::revealingReadsNoValue()
{
    QFETCH(const QString, account);
    QFETCH(const int, values);
    m_desk->browse().selectAccount(account);
    int shown = 0; // values with a canary in them
    chooseEach([this, &shown] {
        QSet<QString> seen;
        for (QString key = nextProtected(seen); !key.isEmpty(); key = nextProtected(seen)) {
            seen.insert(key);
            shown += revealAndHide(key) ? 1 : 0;
        }
    });
    QVERIFY2(shown >= values, qPrintable(QString::number(shown)));
}

/// The key of a protected field that is not among seen; opening a secret may bring more of them.
QString TestUnrevealed::nextProtected(const QSet<QString> &seen)
{
    for (const QString &key : m_desk->detail().fields()->keys()) {
        if (m_desk->detail().fields()->field(key)->isProtected && !seen.contains(key))
            return key;
    }
    return {};
}

/// Shows one value for as long as it takes to read everything, and hides it again. True when a canary was in it.
bool TestUnrevealed::revealAndHide(const QString &key)
{
    QSignalSpy ended(&m_desk->detail(), &DetailViewModel::fetchEnded);
    m_desk->detail().reveal(key);
    const bool answered = !ended.isEmpty() || ended.wait(WalkedProgram::Patience);
    if (!answered || !m_desk->detail().fields()->isRevealed(key))
        return false; // some have to be approved first
    m_desk->detail().keepRevealed(key);
    QCoreApplication::processEvents();

    const PropertyWalk shown = m_desk->walk();
    const QList<RevealedSecret *> secrets = shown.all<RevealedSecret>();
    const QList<SecretText *> texts = shown.all<SecretText>();
    const auto draws = [&secrets](const SecretText *text) {
        return text->secret() == secrets.value(0) && text->isVisible();
    };
    if (secrets.size() != 1 || std::count_if(texts.begin(), texts.end(), draws) != 1)
        return QTest::qFail("exactly one value should be shown, once", __FILE__, __LINE__), false;
    const SecretBuffer &buffer = secrets.first()->buffer();
    const QString value = QString::fromUtf8(buffer.view().data(), static_cast<qsizetype>(buffer.size()));
    const bool counts = hasCanary(buffer);
    checkNone(shown, counts ? QStringList{value} : QStringList());
    m_desk->detail().hide(key);
    const PropertyWalk hidden = m_desk->walk();
    checkNone(hidden, counts ? QStringList{value} : QStringList());
    checkWiped(hidden);
    return counts;
}

void TestUnrevealed::checkNone(const PropertyWalk &walk, const QStringList &more)
{
    const QStringList places = walk.placesOf(m_canaries + more);
    QVERIFY2(places.isEmpty(), qPrintable(places.join(QLatin1Char('\n'))));
}

void TestUnrevealed::checkWiped(const PropertyWalk &walk)
{
    for (const RevealedSecret *secret : walk.all<RevealedSecret>())
        QVERIFY(secret->buffer().isEmpty());
    for (const SecretText *text : walk.all<SecretText>())
        QVERIFY(!text->secret());
    for (const SecretDocument *document : walk.all<SecretDocument>())
        QVERIFY(document->isEmpty());
}

bool TestUnrevealed::hasCanary(const SecretBuffer &buffer) const
{
    const QString value = QString::fromUtf8(buffer.view().data(), static_cast<qsizetype>(buffer.size()));
    return std::any_of(m_canaries.begin(), m_canaries.end(),
                       [&](const QString &canary) { return value.contains(canary); });
}

/// The form holds every value of the secret, to be changed.
void TestUnrevealed::writingReadsNoValue()
{
    m_desk->browse().selectAccount(QStringLiteral("v5"));
    m_desk->browse().setSearchText(QStringLiteral("PostgreSQL primary"));
    m_desk->browse().moveSelection(1);
    m_desk->browse().editSecret();
    EditorViewModel &editor = *m_desk->browse().editor();
    QTRY_COMPARE_WITH_TIMEOUT(editor.stage(), EditorViewModel::Writing, WalkedProgram::Patience);
    QCoreApplication::processEvents();
    const PropertyWalk writing = m_desk->walk();
    const QList<SecretDocument *> documents = writing.all<SecretDocument>();
    QVERIFY(std::any_of(documents.begin(), documents.end(),
                        [this](const SecretDocument *document) { return hasCanary(document->value()); }));
    checkNone(writing);

    const QList<SecretInput *> inputs = writing.all<SecretInput>();
    const auto input = std::find_if(inputs.begin(), inputs.end(),
                                    [this](SecretInput *shown) { return hasCanary(shown->document()->value()); });
    QVERIFY(input != inputs.end());
    m_desk->program().mainWindow()->requestActivate();
    (*input)->forceActiveFocus();
    QTRY_VERIFY((*input)->hasActiveFocus() && m_desk->program().mainWindow()->isActive());
    const QString typed = QStringLiteral("cnry-written");
    for (const QChar letter : typed)
        QTest::keyClick(m_desk->program().mainWindow(), letter.toLatin1());
    QVERIFY((*input)->document()->value().view().find("cnry-written") != std::string_view::npos);
    checkNone(m_desk->walk(), {typed});

    editor.close();
    const PropertyWalk closed = m_desk->walk();
    checkNone(closed);
    checkWiped(closed);
}

void TestUnrevealed::lookingUpReadsNoValue()
{
    QuickLookupViewModel &lookup = m_desk->program().lookup();
    lookup.show();
    lookup.setQuery(QStringLiteral("PostgreSQL"));
    QTRY_VERIFY(lookup.results()->rowCount() > 1);
    QCoreApplication::processEvents();
    const PropertyWalk offered = m_desk->walk();
    QVERIFY(WalkedProgram::itemOf(offered, QStringLiteral("QuickRow")));
    checkNone(offered);
    lookup.activate(); // copies
    QTRY_VERIFY_WITH_TIMEOUT(!lookup.isActive(), WalkedProgram::Patience);
    QTRY_VERIFY(m_desk->app().toast()->isVisible());
    checkNone(m_desk->walk());
    m_desk->app().toast()->clearNow();
}

void TestUnrevealed::forgetsATypedToken()
{
    const QString token = QStringLiteral("cnry-typed");
    m_desk->app().addAccount();
    FirstRunViewModel &setup = *m_desk->app().firstRun();
    setup.chooseService(QStringLiteral("fudo"));
    setup.setAddress(m_desk->vault().fudo().url.toString());
    setup.server()->setAuthorityFile(m_desk->vault().certificateFile());
    setup.next();
    QTRY_COMPARE_WITH_TIMEOUT(setup.step(), Step::TrustStep, WalkedProgram::Patience);
    setup.next();
    QCOMPARE(setup.step(), Step::TokenStep);
    QCoreApplication::processEvents();

    QQuickItem *field =
        WalkedProgram::itemOf(m_desk->walk(), QStringLiteral("PasswordField"), QStringLiteral("tokenField"));
    QVERIFY(field);
    m_desk->program().mainWindow()->requestActivate();
    QTRY_VERIFY(field->hasActiveFocus());
    for (const QChar letter : token)
        QTest::keyClick(m_desk->program().mainWindow(), letter.toLatin1());
    QVERIFY(!m_desk->walk().placesOf(token).isEmpty()); // being typed, it is in the field
    QTest::keyClick(m_desk->program().mainWindow(), Qt::Key_Return);
    QCOMPARE(setup.step(), Step::FinishStep);
    QCOMPARE(m_desk->walk().placesOf(token), QStringList());
    m_desk->app().cancelAddAccount();
    QCOMPARE(m_desk->walk().placesOf(token), QStringList());
}

void TestUnrevealed::lockingLeavesNothing()
{
    m_desk->browse().selectAccount(QStringLiteral("v5"));
    m_desk->browse().setSearchText(QStringLiteral("PostgreSQL primary"));
    m_desk->browse().moveSelection(1);
    const QString name = m_desk->detail().name();
    const QString key = QStringLiteral("password");
    m_desk->detail().reveal(key);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->detail().fields()->isRevealed(key), WalkedProgram::Patience);
    m_desk->detail().keepRevealed(key);
    m_desk->program().lookup().show();
    m_desk->program().lookup().setQuery(name);
    QTRY_VERIFY(m_desk->program().lookup().results()->rowCount() > 0);
    QCoreApplication::processEvents();
    QVERIFY(!m_desk->walk().all<RevealedSecret>().isEmpty());
    m_desk->browse().editSecret();
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->browse().editor()->stage(), EditorViewModel::Writing, WalkedProgram::Patience);
    QVERIFY(!m_desk->walk().all<SecretDocument>().isEmpty());

    m_desk->app().lockAll();
    QTRY_VERIFY(!m_desk->app().isSigningOut());
    QCoreApplication::processEvents();
    const PropertyWalk locked = m_desk->walk();
    checkNone(locked, {name}); // not even what was to be seen
    checkWiped(locked);
}

QTEST_MAIN(TestUnrevealed)
#include "tst_unrevealed.moc"
