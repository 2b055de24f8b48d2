// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/markedline.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using coffret::MarkedLine;

namespace {

const QColor Ink(Qt::black);
const QColor Accent(Qt::red);

bool isAccent(QRgb pixel)
{
    return qRed(pixel) > qGreen(pixel) + 40;
}

bool isInk(QRgb pixel)
{
    return qRed(pixel) < 200 && !isAccent(pixel);
}

QImage drawn(MarkedLine &line)
{
    QImage image(line.size().toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    line.paint(&painter);
    return image;
}

/// From the first to the last column in which a pixel is of that kind; {-1, -1}: none is.
std::pair<int, int> columns(MarkedLine &line, bool (*isOf)(QRgb))
{
    const QImage image = drawn(line);
    std::pair<int, int> found(-1, -1);
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (!isOf(image.pixel(x, y)))
                continue;
            found.first = found.first < 0 ? x : found.first;
            found.second = x;
            break;
        }
    }
    return found;
}

} // namespace

/// Drawn and measured without a window.
class TestMarkedLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_line = std::make_unique<MarkedLine>();
        QFont font(QStringLiteral("DejaVu Sans"));
        font.setPixelSize(20);
        m_line->setFont(font);
        m_line->setColor(Ink);
        m_line->setMarkColor(Accent);
    }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void wantsRoomForAllOfIt()
    {
        const QString name = QStringLiteral("<b>bold</b> &amp; long");
        m_line->setText(name);
        const double width = QFontMetricsF(m_line->font()).horizontalAdvance(name); // as it is written
        QVERIFY2(std::abs(m_line->contentWidth() - width) < 1, qPrintable(QString::number(m_line->contentWidth())));
        QVERIFY(m_line->implicitWidth() >= width && m_line->implicitWidth() < width + 2);
        QVERIFY(!m_line->isTruncated());
        QVERIFY(m_line->implicitHeight() >= 20);
    }

    /// A name cannot begin another line, nor turn round what stands beside it.
    void t29_showsWhatWouldBeInvisible()
    {
        const auto picture = [this](const QString &text) {
            m_line->setText(text);
            m_line->setSize({300, 30});
            return drawn(*m_line);
        };
        const QImage asItIs = picture(QStringLiteral("invoice gpj.exe"));
        QVERIFY(picture(QStringLiteral("invoice \u202egpj.exe")) != asItIs);
        QCOMPARE(picture(QStringLiteral("invoice \u202egpj.exe")), picture(QStringLiteral("invoice \ufffdgpj.exe")));
        QCOMPARE(picture(QStringLiteral("ada\nURI")), picture(QStringLiteral("ada↵URI")));
        QVERIFY(picture(QStringLiteral("ada\nURI")) != picture(QStringLiteral("ada URI")));
        m_line->setMarks({9, 3});
        const auto marked = columns(*m_line, isAccent);
        picture(QStringLiteral("invoice \u200bgpj.exe"));
        const auto [first, last] = columns(*m_line, isAccent);
        const QFontMetricsF metrics(m_line->font());
        const double begin = metrics.horizontalAdvance(QStringLiteral("invoice \ufffd"));
        QVERIFY2(std::abs(first - begin) <= 2, qPrintable(QString::number(first)));
        QVERIFY(last < columns(*m_line, isInk).second); // not the ending
        QVERIFY(marked == std::pair(-1, -1));           // beyond the end of that one
    }

    void marksWhatItIsTold()
    {
        m_line->setText(QStringLiteral("PostgreSQL"));
        QCOMPARE(columns(*m_line, isAccent), std::pair(-1, -1));
        m_line->setMarks({4, 3});
        const QFontMetricsF metrics(m_line->font());
        const double begin = metrics.horizontalAdvance(QStringLiteral("Post"));
        const auto [first, last] = columns(*m_line, isAccent);
        QVERIFY2(first >= begin - 2 && first <= begin + 2, qPrintable(QString::number(first)));
        QVERIFY(last > begin + metrics.horizontalAdvance(QStringLiteral("gr")));
        const auto [inkFirst, inkLast] = columns(*m_line, isInk);
        QVERIFY(inkFirst < first && inkLast > last);
        m_line->setMarks({});
        QCOMPARE(columns(*m_line, isAccent), std::pair(-1, -1));
    }

    void underlinesWhatItMarks()
    {
        m_line->setText(QStringLiteral("nnnn mmmm"));
        m_line->setMarks({0, 4});
        const QImage picture = drawn(*m_line);
        const auto [first, last] = columns(*m_line, isAccent);
        const auto isLine = [&picture, first = first, last = last](int y) {
            int x = first;
            while (x <= last && isAccent(picture.pixel(x, y)))
                ++x;
            return x > last;
        };
        bool found = false;
        for (int y = 0; y < picture.height(); ++y)
            found = found || isLine(y);
        QVERIFY(found);
    }

    void readsEveryAlphabetInItsDirection_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("window");
        QTest::newRow("from the left") << Qt::LeftToRight;
        QTest::newRow("from the right") << Qt::RightToLeft;
    }
    void readsEveryAlphabetInItsDirection()
    {
        QFETCH(const Qt::LayoutDirection, window);
        QGuiApplication::setLayoutDirection(window);
        m_line->setAlignRight(window == Qt::RightToLeft);
        m_line->setText(QStringLiteral("PostgreSQL"));
        m_line->setMarks({0, 2});
        QVERIFY(columns(*m_line, isAccent).second < columns(*m_line, isInk).first);
        m_line->setText(QStringLiteral("\u05de\u05e4\u05ea\u05d7 \u05e1\u05d5\u05d3\u05d9"));
        m_line->setMarks({0, 2});
        const int middle = static_cast<int>(m_line->contentWidth()) / 2;
        QVERIFY(columns(*m_line, isAccent).first > middle);
        QVERIFY(columns(*m_line, isInk).first < middle);
        QVERIFY(columns(*m_line, isInk).first < 5);
    }

    void standsAtTheSideWhereReadingBegins()
    {
        m_line->setText(QStringLiteral("name"));
        m_line->setWidth(300);
        QVERIFY(columns(*m_line, isInk).second < 100);
        m_line->setAlignRight(true);
        QVERIFY(columns(*m_line, isInk).first > 200);
        QVERIFY(columns(*m_line, isInk).second < 300);
    }

    void endsInAnEllipsisWhereThereIsNoRoom()
    {
        m_line->setText(QStringLiteral("a name that is rather long"));
        m_line->setMarks({7, 4, 22, 4});
        const double wanted = m_line->implicitWidth();
        const QSignalSpy fitted(m_line.get(), &MarkedLine::fitted);
        m_line->setWidth(100);
        QVERIFY(m_line->isTruncated());
        QVERIFY2(m_line->contentWidth() <= 100, qPrintable(QString::number(m_line->contentWidth())));
        QVERIFY(m_line->contentWidth() > 60);
        QCOMPARE(m_line->implicitWidth(), wanted);
        QVERIFY(columns(*m_line, isInk).second > columns(*m_line, isAccent).second); // the ellipsis is no mark
        QVERIFY(!fitted.isEmpty());
        m_line->setWidth(wanted);
        QVERIFY(!m_line->isTruncated());
        m_line->setWidth(1); // no room at all
        m_line->setWidth(0);
        m_line->setText({});
        QVERIFY(!m_line->isTruncated());
    }

    void cutsBetweenCharacters()
    {
        const QString smile = QStringLiteral("\U0001F600");
        m_line->setText(smile.repeated(20));
        for (int width = 300; width >= 0; width -= 7) {
            m_line->setWidth(width);
            const QString drawn = m_line->drawnText();
            QVERIFY(drawn == m_line->text() || drawn == smile.repeated((drawn.size() - 1) / 2) + QChar(0x2026));
        }
    }

    void longNamesOfOthersTakeNoTime()
    {
        m_line->setText(QStringLiteral("name") + QString(500'000, QChar(0x200b)) + QStringLiteral("end"));
        m_line->setMarks({0, 4});
        m_line->setWidth(30);
        QVERIFY(m_line->isTruncated());
        QVERIFY(m_line->drawnText().size() <= 1'001);
    }

    void staysOneLine()
    {
        m_line->setText(QStringLiteral("one"));
        const double height = m_line->implicitHeight();
        m_line->setText(QStringLiteral("one\ntwo\u2028three\r\u2029four"));
        QCOMPARE(m_line->implicitHeight(), height);
        QVERIFY(m_line->implicitWidth() >
                QFontMetricsF(m_line->font()).horizontalAdvance(QStringLiteral("onetwothree")));
    }

    void standsMarksThatAreNoPlaces_data()
    {
        QTest::addColumn<QList<int>>("marks");
        QTest::newRow("before it") << QList<int>{-5, 2};
        QTest::newRow("behind it") << QList<int>{30, 4};
        QTest::newRow("beyond it") << QList<int>{2, 2'000'000'000};
        QTest::newRow("half of one") << QList<int>{0};
        QTest::newRow("no length") << QList<int>{1, 0};
        QTest::newRow("backwards") << QList<int>{3, -2};
    }
    void standsMarksThatAreNoPlaces()
    {
        QFETCH(const QList<int>, marks);
        m_line->setText(QStringLiteral("name"));
        m_line->setMarks(marks);
        QVERIFY(columns(*m_line, [](QRgb pixel) { return isInk(pixel) || isAccent(pixel); }).first >= 0);
        m_line->setWidth(20);
        columns(*m_line, isInk);
    }

private:
    std::unique_ptr<MarkedLine> m_line;
};

QTEST_MAIN(TestMarkedLine)
#include "tst_markedline.moc"
