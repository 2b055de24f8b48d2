// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop says on its bus, on a real one that is gone afterwards.
#include "ui/desktop/desktopappearance.h"
#include "ui/desktop/globalshortcut.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QMap>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;

namespace {

const QString Appearance = QStringLiteral("org.freedesktop.appearance");
const QString Interface = QStringLiteral("org.gnome.desktop.interface");

} // namespace

/// Answers like the settings portal of a desktop with these preferences.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    QMap<QString, QVariant> values; ///< by group and key

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        const QVariant value = values.value(group + QLatin1Char(' ') + key);
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // the older method wraps twice
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class TestDesktop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void followsThePortal();
    void givesNoKeysWithoutX11();

private:
    QDBusConnection m_desktop{QString()}; ///< the desktop's own
};

void TestDesktop::initTestCase()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!bus.isEmpty());
    m_desktop = QDBusConnection::connectToBus(QString::fromLocal8Bit(bus), QStringLiteral("desktop"));
    QVERIFY(m_desktop.isConnected());
}

void TestDesktop::followsThePortal()
{
    Portal portal;
    portal.values = {{Appearance + QStringLiteral(" color-scheme"), 1u},
                     {Appearance + QStringLiteral(" contrast"), 1u},
                     {Interface + QStringLiteral(" enable-animations"), false}};
    QVERIFY(m_desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    QVERIFY(m_desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    DesktopAppearance appearance;
    QVERIFY(!appearance.isDark() && !appearance.isHighContrast() && !appearance.isReducedMotion());
    appearance.start();
    QTRY_VERIFY(appearance.isDark() && appearance.isHighContrast() && appearance.isReducedMotion());

    QSignalSpy changed(&appearance, &DesktopAppearance::changed);
    Q_EMIT portal.SettingChanged(Appearance, QStringLiteral("color-scheme"), QDBusVariant(2u));
    QTRY_VERIFY(!appearance.isDark());
    Q_EMIT portal.SettingChanged(Appearance, QStringLiteral("contrast"), QDBusVariant(0u));
    QTRY_VERIFY(!appearance.isHighContrast());
    Q_EMIT portal.SettingChanged(Interface, QStringLiteral("enable-animations"), QDBusVariant(true));
    QTRY_VERIFY(!appearance.isReducedMotion());
    QCOMPARE(changed.count(), 3);
}

void TestDesktop::givesNoKeysWithoutX11()
{
    GlobalShortcut shortcut;
    QCOMPARE(shortcut.state(), GlobalShortcut::State::Off);
    shortcut.setKeys(QKeySequence(QStringLiteral("Ctrl+Alt+Space")));
    QCOMPARE(shortcut.state(), GlobalShortcut::State::Unavailable);
    shortcut.setKeys({});
    QCOMPARE(shortcut.state(), GlobalShortcut::State::Off);
}

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
