// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/qrcode.h"
#include "ui/desktop/qrpictures.h"
#include "ui/desktop/screenframe.h"
#include "ui/desktop/screenpicker.h"

#include <QGuiApplication>
#include <QPainter>
#include <QRasterWindow>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;

namespace {

/// What another program shows: two QR codes side by side.
class Poster : public QRasterWindow
{
public:
    static constexpr int Square = 5;

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(0, 0, width(), height(), Qt::white);
        draw(painter, "left", 0);
        draw(painter, "right", width() / 2);
    }

private:
    static void draw(QPainter &painter, std::string_view words, int left)
    {
        const Expected<QrCode> code = QrCode::of(SecretBuffer::copyOf(words));
        for (int y = 0; y < code->side(); ++y) {
            for (int x = 0; x < code->side(); ++x) {
                if (code->isDark(x, y))
                    painter.fillRect(left + (x + 4) * Square, (y + 4) * Square, Square, Square, Qt::black);
            }
        }
    }
};

QStringList textsIn(const QImage &picture)
{
    QStringList texts;
    if (const auto found = qrCodesIn(picture)) {
        for (const SecretBuffer &one : *found)
            texts.append(QString::fromUtf8(one.view().data(), qsizetype(one.size())));
    }
    texts.sort();
    return texts;
}

} // namespace

/// On a real X server with a window manager.
class TestScreenFrame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void takesWhatIsFramed();
    void takesEverything();
    void letsGo();
    void aSlipIsNoFrame();

private:
    [[nodiscard]] static ScreenFrame *frame()
    {
        const QWindowList all = QGuiApplication::topLevelWindows();
        for (QWindow *const window : all) {
            if (auto *const found = qobject_cast<ScreenFrame *>(window))
                return found;
        }
        return nullptr;
    }
    Poster m_poster;
    ScreenPicker m_picker;
};

void TestScreenFrame::initTestCase()
{
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
    m_poster.setGeometry(100, 200, 400, 200);
    m_poster.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_poster));
    const auto isOnScreen = [] {
        return textsIn(QGuiApplication::primaryScreen()->grabWindow(0).toImage()).size() == 2;
    };
    QTRY_VERIFY(isOnScreen());
}

void TestScreenFrame::init()
{
    m_picker.pick();
    QVERIFY(frame());
    QVERIFY(QTest::qWaitForWindowExposed(frame()));
}

void TestScreenFrame::takesWhatIsFramed()
{
    QSignalSpy picked(&m_picker, &ScreenPicker::picked);
    const QPoint corner = m_poster.mapToGlobal(QPoint(200, 0)) - frame()->geometry().topLeft();
    QTest::mousePress(frame(), Qt::LeftButton, {}, corner + QPoint(190, 190)); // from below, upwards
    QTest::mouseMove(frame(), corner + QPoint(90, 90));
    QTest::mouseRelease(frame(), Qt::LeftButton, {}, corner);
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(textsIn(*picked.front().front().value<std::shared_ptr<QImage>>()), QStringList{QStringLiteral("right")});
    QVERIFY(!frame());
}

void TestScreenFrame::takesEverything()
{
    QSignalSpy picked(&m_picker, &ScreenPicker::picked);
    QTest::keyClick(frame(), Qt::Key_Return);
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(textsIn(*picked.front().front().value<std::shared_ptr<QImage>>()),
             (QStringList{QStringLiteral("left"), QStringLiteral("right")}));
}

void TestScreenFrame::letsGo()
{
    QSignalSpy cancelled(&m_picker, &ScreenPicker::cancelled);
    QSignalSpy picked(&m_picker, &ScreenPicker::picked);
    QTest::keyClick(frame(), Qt::Key_Escape);
    QTRY_COMPARE(cancelled.size(), 1);
    QVERIFY(!frame() && picked.isEmpty());
}

void TestScreenFrame::aSlipIsNoFrame()
{
    QSignalSpy picked(&m_picker, &ScreenPicker::picked);
    QTest::mousePress(frame(), Qt::LeftButton, {}, {50, 50});
    QTest::mouseRelease(frame(), Qt::LeftButton, {}, {53, 52});
    QTest::keyClick(frame(), Qt::Key_Return); // still there
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(picked.front().front().value<std::shared_ptr<QImage>>()->size(), QGuiApplication::primaryScreen()->size());
}

QTEST_MAIN(TestScreenFrame)
#include "tst_screenframe.moc"
