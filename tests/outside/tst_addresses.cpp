// SPDX-License-Identifier: GPL-3.0-or-later
// The Web Platform Tests' addresses, as the npm package @wordpress/url carries them (src/test/fixtures/wpt-data.json),
// each with whether browsers take it for one. A stored address goes to a browser, and a typed one becomes a server,
// only where it is beyond doubt which host is meant.
#include "core/base/serveraddress.h"
#include "core/base/webaddress.h"
#include "tests/outside/outside.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

struct Address
{
    QString text;
    bool fails = false; ///< no browser takes it
};

std::vector<Address> addresses()
{
    std::vector<Address> all;
    for (const QJsonValue &one : outsideJson(QStringLiteral("urls/src/test/fixtures/wpt-data.json")).array())
        all.push_back({one[QLatin1String("input")].toString(), one[QLatin1String("failure")].toBool()});
    return all;
}

/// No browser takes these: numbers that are too large for an address, and a name that decodes to nothing. Here they are
/// names that nobody has; a browser that is handed one says so.
const QSet<QString> NamesHere{QStringLiteral("https://0x100000000/test"), QStringLiteral("https://256.0.0.1/test"),
                              QStringLiteral("http://a.b.c.xn--pokxncvks"),
                              QStringLiteral("http://10.0.0.xn--pokxncvks")};
/// Browsers would look for a host of the first two names; there is none. They read the others as numbers, or take a
/// name apart that is written with percent signs; other programs do not.
const QSet<QString> RefusedHere{QStringLiteral("http://./"),
                                QStringLiteral("http://../"),
                                QStringLiteral("http://192.0x00A80001"),
                                QStringLiteral("https://0x.0x.0"),
                                QStringLiteral("https://0x100000000/test"),
                                QStringLiteral("https://%e2%98%83")};

/// Browsers leave these out or make something else of them, and nobody sees them.
bool hasStrayCharacters(const QString &text)
{
    return !text.isValidUtf16() || std::any_of(text.begin(), text.end(), [](QChar unit) {
        return unit.category() == QChar::Other_Control || unit.category() == QChar::Other_Format;
    });
}

bool opensHere(const Address &address)
{
    static const QRegularExpression web(QStringLiteral("\\Ahttps?://[^@/?#\\\\]+([/?#]|\\z)"),
                                        QRegularExpression::CaseInsensitiveOption);
    if (hasStrayCharacters(address.text) || RefusedHere.contains(address.text))
        return false;
    return NamesHere.contains(address.text) || (web.match(address.text).hasMatch() && !address.fails);
}

} // namespace

class TestAddresses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatBrowsersUnderstand();
    void takesNoServerBeyondDoubt();
};

void TestAddresses::opensWhatBrowsersUnderstand()
{
    QStringList problems;
    int opened = 0;
    int refused = 0;
    for (const Address &address : addresses()) {
        const bool opens = !addressToOpen(address.text).isEmpty();
        if (opens != opensHere(address))
            problems += (opens ? QStringLiteral("opens: ") : QStringLiteral("refused: ")) + address.text;
        ++(opens ? opened : refused);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(opened > 0 && refused > 0);
    report(QStringLiteral("Stored addresses: %1 open in a browser, %2 do not").arg(opened).arg(refused));
}

void TestAddresses::takesNoServerBeyondDoubt()
{
    QStringList problems;
    int taken = 0;
    int refused = 0;
    for (const Address &address : addresses()) {
        const QUrl server = serverAddress(address.text);
        ++(server.isValid() ? taken : refused);
        if (!server.isValid())
            continue;
        const bool isHttps = address.text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
        if (server.scheme() != QLatin1String("https") || server.host().isEmpty() || !server.userInfo().isEmpty() ||
            server.hasQuery() || server.hasFragment() ||
            (isHttps && address.fails && !NamesHere.contains(address.text)) ||
            (address.text.contains(QLatin1String("://")) && !isHttps))
            problems += address.text + QStringLiteral(" -> ") + server.toString(QUrl::FullyEncoded);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(taken > 0 && refused > 0);
    report(QStringLiteral("Server addresses: %1 taken, https and a host alone; %2 refused").arg(taken).arg(refused));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestAddresses>(argc, argv);
}

#include "tst_addresses.moc"
