// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/walkedprogram.h"

#include <QJsonObject>
#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlListReference>
#include <QQmlProperty>
#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <QStringListModel>
#include <QTest>

#include <functional>

using namespace coffret;
using coffret::test::PropertyWalk;
using coffret::test::WalkedProgram;

namespace {

const QString Planted = QStringLiteral("cnry-planted");

/// A value that QML passes around by copy.
struct Parcel
{
    Q_GADGET
    Q_PROPERTY(QString inside MEMBER inside)
public:
    QString inside;
};

} // namespace

/// The walk over the running program: that it reaches everything, and finds what should not be there.
class TestPropertyWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void readsEverything();
    void findsWhatIsPlanted_data();
    void findsWhatIsPlanted();
    void findsTheTextOfARow();

private:
    std::unique_ptr<WalkedProgram> m_desk;
};

void TestPropertyWalk::initTestCase()
{
    m_desk = std::make_unique<WalkedProgram>();
    QVERIFY2(m_desk->problem().isEmpty(), qPrintable(m_desk->problem()));
}

void TestPropertyWalk::cleanupTestCase()
{
    m_desk.reset();
}

void TestPropertyWalk::readsEverything()
{
    m_desk->browse().selectAccount(QStringLiteral("v5"));
    m_desk->browse().setSearchText(QStringLiteral("PostgreSQL primary"));
    m_desk->browse().moveSelection(1);
    QCOMPARE(m_desk->detail().name(), QStringLiteral("PostgreSQL primary"));
    m_desk->program().lookup().show();
    m_desk->program().lookup().setQuery(QStringLiteral("MariaDB"));
    QTRY_VERIFY(m_desk->program().lookup().results()->rowCount() > 0);
    QCoreApplication::processEvents();
    const PropertyWalk all = m_desk->walk();
    QVERIFY2(all.objectCount() > 5'000, qPrintable(QString::number(all.objectCount())));
    QVERIFY2(all.textCount() > 20'000, qPrintable(QString::number(all.textCount())));
    const QSet<QString> classes = all.classes();
    for (const char *name : {"SecretRow", "SidebarRow", "FieldDelegate", "QuickRow", "Theme", "BrowseToast",
                             "coffret::SecretText", "coffret::FieldListModel", "QQuickAccessibleAttached",
                             "QQuickListViewAttached", "QQmlDMListAccessorData", "QQmlContext", "QQuickPopupItem"})
        QVERIFY2(classes.contains(QLatin1String(name)), name);
    // What is no secret is found wherever it is shown or on its way there.
    const QString shown = all.placesOf(QStringLiteral("PostgreSQL primary")).join(QLatin1Char('\n'));
    for (const char *place : {"SecretListModel[0]", "SecretRow.name", "HighlightedText.text", "DetailHeader",
                              "QQuickAccessibleAttached.name", "DetailViewModel.name", "SearchField#searchField.text"})
        QVERIFY2(shown.contains(QLatin1String(place)), qPrintable(QLatin1String(place) + QLatin1Char('\n') + shown));
    const QString found = all.placesOf(QStringLiteral("MariaDB web shop")).join(QLatin1Char('\n'));
    QVERIFY2(found.contains(QLatin1String("QuickRow.name")), qPrintable(found));
}

void TestPropertyWalk::findsWhatIsPlanted_data()
{
    using Plant = std::function<void(QObject &)>;
    QTest::addColumn<Plant>("plant");
    const auto row = [](const char *name, Plant plant) { QTest::newRow(name) << std::move(plant); };
    const auto hold = [](const QVariant &value) {
        return [value](QObject &holder) { holder.setProperty("anything", value); };
    };
    const auto script = [](const char *expression) {
        return [expression](QObject &holder) {
            holder.setProperty("anything",
                               QVariant::fromValue(qmlEngine(&holder)->evaluate(QLatin1String(expression))));
        };
    };
    const QByteArray bytes = Planted.toLatin1();
    const QByteArray wide(reinterpret_cast<const char *>(Planted.utf16()), Planted.size() * 2);

    row("a string", [](QObject &holder) { holder.setProperty("words", Planted); });
    row("in the middle of a string",
        [](QObject &holder) { holder.setProperty("words", QStringLiteral("a b") + Planted); });
    row("a dynamic property", [](QObject &holder) { holder.setProperty("added", Planted); });
    row("the name of an object", [](QObject &holder) { holder.setObjectName(Planted); });
    row("an address", [](QObject &holder) {
        holder.setProperty("address", QUrl(QStringLiteral("https://a.example/?q=") + Planted));
    });
    row("a list of strings", hold(QStringList{QStringLiteral("a"), Planted}));
    row("a list of addresses", hold(QVariant::fromValue(QList<QUrl>{QUrl(QStringLiteral("otpauth:") + Planted)})));
    row("UTF-8 bytes", hold("\xE2\x82\xAC" + bytes));
    row("UTF-16 bytes", hold(wide));
    row("UTF-16 bytes, off by one", hold('a' + wide));
    row("a list of bytes", hold(QVariant::fromValue(QByteArrayList{bytes})));
    row("a list in a map", hold(QVariantMap{{QStringLiteral("a"), QVariantList{1, bytes}}}));
    row("a key of a map", hold(QVariantMap{{Planted, 1}}));
    row("a map in a list", hold(QVariantList{QVariantHash{{QStringLiteral("a"), Planted}}}));
    row("JSON", hold(QJsonObject{{QStringLiteral("a"), Planted}}));
    row("a value type", hold(QVariant::fromValue(Parcel{Planted})));
    row("a regular expression", hold(QRegularExpression(Planted)));
    row("a script's object", script("({a: [1, {b: 'cnry-planted'}]})"));
    row("a name for screen readers", [](QObject &holder) {
        QVERIFY(QQmlProperty(&holder, QStringLiteral("Accessible.name"), qmlContext(&holder)).write(Planted));
    });
    row("an object in a list", [](QObject &holder) {
        const QQmlListReference objects(&holder, "objects");
        objects.at(0)->setProperty("text", Planted);
    });
    row("a model", [](QObject &holder) {
        auto *model = new QStringListModel({QStringLiteral("a"), Planted}, &holder);
        holder.setProperty("model", QVariant::fromValue<QAbstractItemModel *>(model));
    });
    row("an object that a context is about", [](QObject &holder) {
        auto *context = new QQmlContext(qmlContext(&holder), &holder);
        auto *about = new QObject(context);
        about->setProperty("words", Planted);
        context->setContextObject(about);
        QQmlComponent component(qmlEngine(&holder));
        component.setData("import QtQml; QtObject {}", {});
        component.create(context)->setParent(&holder);
    });
}

void TestPropertyWalk::findsWhatIsPlanted()
{
    QFETCH(const std::function<void(QObject &)>, plant);
    m_desk->browse().selectAccount(QStringLiteral("v5"));
    m_desk->browse().moveSelection(1);
    QCoreApplication::processEvents();
    const PropertyWalk before = m_desk->walk();
    QCOMPARE(before.placesOf(Planted), QStringList());
    QQuickItem *leaf = WalkedProgram::itemOf(before, QStringLiteral("FieldDelegate"));
    QVERIFY(leaf);
    while (!leaf->childItems().isEmpty())
        leaf = leaf->childItems().constLast();

    QQmlComponent component(qmlEngine(m_desk->program().mainWindow()));
    component.setData("import QtQuick\n Item { property string words; property url address; property var anything\n"
                      "property var model; property list<QtObject> objects: [Text {}] }",
                      {});
    const std::unique_ptr<QObject> holder(component.create());
    QVERIFY2(holder, qPrintable(component.errorString()));
    qobject_cast<QQuickItem *>(holder.get())->setParentItem(leaf);
    plant(*holder);
    QVERIFY(!m_desk->walk().placesOf(Planted).isEmpty());
}

void TestPropertyWalk::findsTheTextOfARow()
{
    m_desk->browse().selectAccount(QStringLiteral("v5"));
    QCoreApplication::processEvents();
    QQuickItem *row = WalkedProgram::itemOf(m_desk->walk(), QStringLiteral("SecretRow"));
    QVERIFY(row);
    for (QQuickItem *text : row->findChildren<QQuickItem *>()) {
        if (!QByteArrayView(text->metaObject()->className()).startsWith("HighlightedText"))
            continue;
        text->setProperty("text", Planted);
        const QString places = m_desk->walk().placesOf(Planted).join(QLatin1Char('\n'));
        QVERIFY2(places.contains(QLatin1String("HighlightedText.text")), qPrintable(places));
        QVERIFY2(places.contains(QLatin1String("QQuickAccessibleAttached.name")), qPrintable(places)); // bound to it
        m_desk->browse().selectAccount(QStringLiteral("v4"));                                          // the row goes
        return;
    }
    QFAIL("no text in a row");
}

QTEST_MAIN(TestPropertyWalk)
#include "tst_propertywalk.moc"
