// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/screenpicker.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace coffret;

/// A desktop's portal: there is none without a desktop.
class FakePortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Screenshot")
public:
    uint response = 0;
    QVariantMap results;
    QVariantMap options;
    bool refuses = false;

    [[nodiscard]] bool start()
    {
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                    QDBusConnection::ExportAllSlots) &&
               m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }

public Q_SLOTS:
    QDBusObjectPath Screenshot(const QString &, const QVariantMap &asked) // NOLINT: the portal's own name
    {
        options = asked;
        if (refuses) {
            sendErrorReply(QDBusError::AccessDenied);
            return {};
        }
        QString sender = message().service().mid(1);
        const QString path = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                 .arg(sender.replace(QLatin1Char('.'), QLatin1Char('_')),
                                      asked.value(QStringLiteral("handle_token")).toString());
        QDBusMessage answer = QDBusMessage::createTargetedSignal(
            message().service(), path, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        m_bus.send(answer << response << results);
        return QDBusObjectPath(path);
    }

private:
    QDBusConnection m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal"));
};

class TestScreenPortal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_portal.start()); }
    void takesThePictureAndRemovesIt();
    void noMeansNo();
    void saysWhenItFails_data();
    void saysWhenItFails();

private:
    FakePortal m_portal;
    QTemporaryDir m_folder;
};

void TestScreenPortal::takesThePictureAndRemovesIt()
{
    QImage shot(40, 30, QImage::Format_RGB32);
    shot.fill(Qt::darkCyan);
    const QString file = m_folder.filePath(QStringLiteral("shot.png"));
    QVERIFY(shot.save(file));
    m_portal.response = 0;
    m_portal.results = {{QStringLiteral("uri"), QUrl::fromLocalFile(file).toString()}};
    ScreenPicker picker;
    QSignalSpy picked(&picker, &ScreenPicker::picked);
    QVERIFY(ScreenPicker::isAvailable());
    picker.pick();
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(picked.front().front().value<std::shared_ptr<QImage>>()->pixelColor(5, 5), QColor(Qt::darkCyan));
    QVERIFY(!QFile::exists(file));
    QVERIFY(m_portal.options.value(QStringLiteral("interactive")).toBool()); // the user chooses, not we
    picker.pick();                                                           // the file is gone now
    QSignalSpy failed(&picker, &ScreenPicker::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(picked.size(), 1);
}

void TestScreenPortal::noMeansNo()
{
    m_portal.response = 1;
    m_portal.results = {};
    ScreenPicker picker;
    QSignalSpy cancelled(&picker, &ScreenPicker::cancelled);
    QSignalSpy failed(&picker, &ScreenPicker::failed);
    picker.pick();
    QTRY_COMPARE(cancelled.size(), 1);
    QVERIFY(failed.isEmpty());
}

void TestScreenPortal::saysWhenItFails_data()
{
    QTest::addColumn<uint>("response");
    QTest::addColumn<bool>("refuses");
    QTest::addColumn<QString>("uri");
    QTest::newRow("ended otherwise") << 2U << false << QString();
    QTest::newRow("refused") << 0U << true << QString();
    QTest::newRow("without a file") << 0U << false << QString();
    QTest::newRow("somewhere else") << 0U << false << QStringLiteral("https://example.org/shot.png");
}

void TestScreenPortal::saysWhenItFails()
{
    QFETCH(uint, response);
    QFETCH(bool, refuses);
    QFETCH(QString, uri);
    m_portal.response = response;
    m_portal.refuses = refuses;
    m_portal.results = {{QStringLiteral("uri"), uri}};
    ScreenPicker picker;
    QSignalSpy failed(&picker, &ScreenPicker::failed);
    picker.pick();
    QTRY_COMPARE(failed.size(), 1);
    m_portal.refuses = false;
}

QTEST_MAIN(TestScreenPortal)
#include "tst_screenportal.moc"
