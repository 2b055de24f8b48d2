// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/qrcode.h"
#include "core/toolbox/qrreader.h"

#include <QTest>

#include <functional>

using namespace coffret;

namespace {

SecretBuffer bufferOf(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), std::size_t(bytes.size())});
}

const QByteArray KeyUri = "otpauth://totp/ACME:ada?secret=JBSWY3DPEHPK3PXP&issuer=ACME&digits=8&period=60";

/// A picture of one grey with QR codes in it.
struct Sheet
{
    Sheet(int w, int h, unsigned char ground = 0xff)
        : width(w), height(h), pixels(std::size_t(w) * std::size_t(h), ground)
    {
    }

    void draw(const QByteArray &text, int left, int top, int scale, bool inverted = false)
    {
        const Expected<QrCode> code = QrCode::of(bufferOf(text));
        QVERIFY(code);
        const int all = code->side() + 2 * QrCode::QuietZone;
        for (int y = 0; y < all * scale; ++y) {
            for (int x = 0; x < all * scale; ++x) {
                const bool dark = code->isDark(x / scale - QrCode::QuietZone, y / scale - QrCode::QuietZone);
                pixels[std::size_t(top + y) * std::size_t(width) + std::size_t(left + x)] =
                    dark != inverted ? 0x10 : 0xf0;
            }
        }
    }

    /// Turned by a quarter to the right.
    [[nodiscard]] Sheet turned() const
    {
        Sheet other(height, width);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                other.pixels[std::size_t(x) * std::size_t(height) + std::size_t(height - 1 - y)] =
                    pixels[std::size_t(y) * std::size_t(width) + std::size_t(x)];
        }
        return other;
    }

    [[nodiscard]] GreyPicture picture() const { return {pixels, width, height, width}; }
    [[nodiscard]] QByteArrayList texts() const
    {
        QByteArrayList texts;
        if (const auto found = readQrCodes(picture())) {
            for (const SecretBuffer &text : *found)
                texts.append(QByteArray(text.view().data(), qsizetype(text.size())));
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    }

    int width;
    int height;
    std::vector<unsigned char> pixels;
};

} // namespace

class TestQrCodes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatWasWritten_data();
    void readsWhatWasWritten();
    void amongOtherThings();
    void turnedAndInverted();
    void severalAtOnce();
    void damaged();
    void nothingToRead();
    void whatDoesNotFit();
    void quietOutside();
};

void TestQrCodes::readsWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("scale");
    QTest::newRow("key address") << KeyUri << 4;
    QTest::newRow("small") << KeyUri << 2;
    QTest::newRow("one letter") << QByteArray("x") << 3;
    QTest::newRow("accents") << QByteArray("p\xc3\xa4ssw\xc3\xb6rt") << 4;
    QTest::newRow("symbols") << QByteArray("Ba9ZyWABu99[BK#6MBgbH88Tofv)vs$w") << 3;
    QTest::newRow("long") << QByteArray(1000, 'a') + "end" << 3;
}

void TestQrCodes::readsWhatWasWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(int, scale);
    const Expected<QrCode> code = QrCode::of(bufferOf(text));
    QVERIFY(code);
    const int all = (code->side() + 2 * QrCode::QuietZone) * scale;
    Sheet sheet(all, all);
    sheet.draw(text, 0, 0, scale);
    QCOMPARE(sheet.texts(), QByteArrayList{text});
}

void TestQrCodes::amongOtherThings()
{
    Sheet sheet(1600, 900, 0xd0);
    for (int i = 0; i < 1600 * 900; i += 7) // writing, frames
        sheet.pixels[std::size_t(i)] = static_cast<unsigned char>(i * 31);
    sheet.draw(KeyUri, 911, 307, 5);
    QCOMPARE(sheet.texts(), QByteArrayList{KeyUri});
}

void TestQrCodes::turnedAndInverted()
{
    Sheet sheet(400, 300);
    sheet.draw(KeyUri, 20, 20, 5);
    QCOMPARE(sheet.turned().texts(), QByteArrayList{KeyUri});
    QCOMPARE(sheet.turned().turned().texts(), QByteArrayList{KeyUri});
    Sheet night(400, 300, 0x18);
    night.draw(KeyUri, 20, 20, 5, true);
    QCOMPARE(night.texts(), QByteArrayList{KeyUri});
}

void TestQrCodes::severalAtOnce()
{
    Sheet sheet(900, 400);
    sheet.draw("first", 20, 20, 6);
    sheet.draw("second", 500, 40, 6);
    QCOMPARE(sheet.texts(), (QByteArrayList{"first", "second"}));
}

void TestQrCodes::damaged()
{
    Sheet sheet(400, 400);
    sheet.draw(KeyUri, 20, 20, 5);
    for (int y = 150; y < 165; ++y) {
        for (int x = 150; x < 165; ++x)
            sheet.pixels[std::size_t(y * 400 + x)] = 0x80;
    }
    QCOMPARE(sheet.texts(), QByteArrayList{KeyUri}); // it corrects that
    for (int y = 100; y < 200; ++y) {
        for (int x = 100; x < 200; ++x)
            sheet.pixels[std::size_t(y * 400 + x)] = 0x80;
    }
    QCOMPARE(sheet.texts(), QByteArrayList()); // and never guesses
}

void TestQrCodes::nothingToRead()
{
    QCOMPARE(readQrCodes(Sheet(300, 200).picture()).error().kind, ErrorKind::NotFound);
    const Sheet sheet(10, 10);
    GreyPicture shorter = sheet.picture();
    shorter.height = 11;
    for (const GreyPicture &picture :
         {GreyPicture{}, shorter, GreyPicture{sheet.pixels, -1, 10, 10}, GreyPicture{sheet.pixels, 10, 10, 5},
          GreyPicture{sheet.pixels, GreyPicture::LargestSide + 1, 1, GreyPicture::LargestSide + 1}})
        QCOMPARE(readQrCodes(picture).error().kind, ErrorKind::InvalidInput);
}

void TestQrCodes::whatDoesNotFit()
{
    QCOMPARE(QrCode::of({}).error().kind, ErrorKind::InvalidInput);
    QVERIFY(QrCode::of(bufferOf(QByteArray(qsizetype(QrCode::LongestValue), 'x'))));
    QCOMPARE(QrCode::of(bufferOf(QByteArray(qsizetype(QrCode::LongestValue) + 1, 'x'))).error().kind,
             ErrorKind::TooLarge);
}

void TestQrCodes::quietOutside()
{
    const Expected<QrCode> code = QrCode::of(bufferOf("x"));
    QVERIFY(code && code->side() == 21);
    QVERIFY(code->isDark(0, 0) && code->isDark(20, 0) && code->isDark(0, 20) && !code->isDark(7, 7));
    for (const QPoint outside : {QPoint(-1, 0), QPoint(0, -1), QPoint(21, 0), QPoint(0, 21)})
        QVERIFY(!code->isDark(outside.x(), outside.y()));
}

QTEST_GUILESS_MAIN(TestQrCodes)
#include "tst_qrcodes.moc"
