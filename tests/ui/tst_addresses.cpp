// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the addresses of a secret, which in a team vault somebody else wrote: which of them reach a browser,
// how, and what a person is told before.
#include "core/base/webaddress.h"
#include "tests/ui/bench.h"
#include "ui/viewmodels/addresstexts.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

using Kind = WebAddress::Kind;

Q_DECLARE_METATYPE(WebAddress::Kind)

class TestAddresses : public QObject
{
    Q_OBJECT

    /// The first secret has these addresses from now on, and is shown.
    static void give(Bench &bench, const QStringList &uris)
    {
        for (SecretSummary &secret : bench.servers.at(QStringLiteral("acme"))->secrets) {
            if (secret.id == Bench::Signed)
                secret.uris = uris;
        }
        QSignalSpy changed(&bench.session(), &Session::catalogChanged);
        bench.session().refresh();
        QTRY_VERIFY(!changed.isEmpty());
        bench.browse.selectSecret(Bench::Signed);
        QCOMPARE(bench.browse.detail()->uris().size(), uris.size());
    }
    static std::unique_ptr<Bench> opened()
    {
        auto bench = std::make_unique<Bench>();
        bench->addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        if (!bench->openAll())
            qFatal("not open");
        return bench;
    }

private Q_SLOTS:
    void t22_whatOpens_data();
    void t22_whatOpens();
    void t22_onlyWhatOpensReachesTheBrowser();
    void t22_theQuickLookupKnowsTheSame();
    void t22_lookAlikesShowWhereTheyLead_data();
    void t22_lookAlikesShowWhereTheyLead();
    void t22_namesOfOneScriptAreQuiet_data();
    void t22_namesOfOneScriptAreQuiet();
    void t22_whatIsNotOpenedSaysWhy();
};

namespace {

struct Row
{
    QString uri;
    Kind kind;
    QString toOpen = {};
};

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

std::vector<Row> rows()
{
    std::vector<Row> rows;
    for (const char *web : {"https://example.org", "https://example.org/", "http://example.org/a?b=c#d",
                            "https://example.org:8443/x", "https://192.0.2.7/", "http://[2001:db8::1]:81/",
                            "https://example.org/a@b", "https://example.org/?u=a@b", "https://example.org/#a@b",
                            "https://example.org/a%20b%00", "https://example.org/%5C", "https://a.b.c.example."})
        rows.push_back({text(web), Kind::Web, text(web)});
    rows.push_back({text("HTTPS://EXAMPLE.ORG/Path"), Kind::Web, text("https://example.org/Path")});
    rows.push_back({text("https://example.org/é"), Kind::Web, text("https://example.org/%C3%A9")});
    // Written carelessly, but not in what says where it leads.
    rows.push_back({text("HTTP://example.com:8080/a b?c={d}|e#f"), Kind::Web,
                    text("http://example.com:8080/a%20b?c=%7Bd%7D%7Ce#f")});
    rows.push_back({text("https://example.org/\"x^y"), Kind::Web, text("https://example.org/%22x%5Ey")});
    rows.push_back({text("https://example.org/100%"), Kind::Web, text("https://example.org/100%25")});
    rows.push_back({text("https://example.org/a "), Kind::Web, text("https://example.org/a")});
    rows.push_back({text("https://bücher.example/"), Kind::Web, text("https://xn--bcher-kva.example/")});
    // Programs of the desktop are registered for these, or once were.
    for (const char *other : {"javascript:alert(1)",
                              "JavaScript:alert(1)",
                              " javascript:alert(1)",
                              "vbscript:x",
                              "data:text/html,<script>x</script>",
                              "file:///etc/passwd",
                              "file://host/share",
                              "FILE:///etc/passwd",
                              "smb://host/share",
                              "cifs://host/share",
                              "nfs://host/x",
                              "dav://host/",
                              "davs://host/",
                              "webdav://host/",
                              "afp://host/",
                              "ftp://host/",
                              "ftps://host/",
                              "sftp://host/",
                              "ssh://host",
                              "ssh://-oProxyCommand=x",
                              "telnet://host",
                              "rlogin://host",
                              "tn3270://host",
                              "rdp://full%20address=s:host",
                              "vnc://host",
                              "spice://host",
                              "cmd://x",
                              "cmd:calc",
                              "ms-msdt:/id",
                              "ms-excel:ofe|u|http://x",
                              "ms-word:ofv|u|http://x",
                              "ms-settings:x",
                              "ms-officecmd:x",
                              "search-ms:query=x",
                              "ldap://host",
                              "ldaps://host",
                              "mailto:a@b.example",
                              "tel:+1",
                              "sms:+1",
                              "callto:x",
                              "skype:x",
                              "xmpp:a@b",
                              "irc://host",
                              "magnet:?x=y",
                              "steam://run/1",
                              "apt:package",
                              "appstream://x",
                              "snap://x",
                              "vscode://x",
                              "jetbrains://x",
                              "slack://x",
                              "zoommtg://x",
                              "msteams:x",
                              "otpauth://totp/x?secret=y",
                              "bitcoin:x",
                              "intent://x#Intent;end",
                              "about:blank",
                              "chrome://settings",
                              "view-source:https://example.org",
                              "blob:https://example.org/x",
                              "filesystem:https://example.org/x",
                              "jar:https://example.org!/x",
                              "gopher://host",
                              "news:x",
                              "urn:x:y",
                              "qrc:/x",
                              "res://x",
                              "help:x",
                              "man:ls",
                              "info:x",
                              "ghelp:x",
                              "trash:///",
                              "recent:///",
                              "admin:///etc/passwd",
                              "exec:x",
                              "shell:x",
                              "x-scheme-handler/x",
                              "",
                              "example.org",
                              "//example.org/x",
                              "www.example.org",
                              "httpsx://example.org",
                              "xhttps://example.org",
                              "h\nttps://x"})
        rows.push_back({text(other), Kind::OtherScheme});
    for (const char *malformed : {"https:",
                                  "https:/",
                                  "https://",
                                  "https:///",
                                  "https:/example.org",
                                  "https:example.org",
                                  "https:////example.org",
                                  "https:\\\\example.org",
                                  "https:/\\example.org",
                                  "https://example.org\\@evil.example",
                                  "https://example.org\\x",
                                  " https://example.org",
                                  "https://example.org ",
                                  "https://exa mple.org",
                                  "https://exa mple.org/x",
                                  "https://example.org:44 3/",
                                  "https://exam{ple}.org/",
                                  "https://exam|ple.org/",
                                  "https://exam^ple.org/",
                                  "https://100%/",
                                  "\thttps://example.org",
                                  "https://example.org\n",
                                  "https://example.org/\r\nX: y",
                                  "https://exa\tmple.org",
                                  "https://example.org:99999",
                                  "https://example.org:x/",
                                  "https://:443/",
                                  "https://?example.org",
                                  "https://#example.org",
                                  "https://ex%61mple.org",
                                  "https://example.org%2f.evil.example",
                                  "https://127.1/",
                                  "https://2130706433/",
                                  "https://0x7f.0.0.1/",
                                  "https://0177.0.0.1/",
                                  "https://1.2.3.4.5/",
                                  "https://[::1",
                                  "https://[fe80::1%25eth0]/",
                                  "https://exam<ple.org/",
                                  "http://example..org"})
        rows.push_back({text(malformed), Kind::Malformed});
    rows.push_back({QStringLiteral("https://exa\u200bmple.org"), Kind::Malformed});
    rows.push_back({QStringLiteral("https://example.org/\u202egpj"), Kind::Malformed});
    rows.push_back({QStringLiteral("https://exa\u00a0mple.org"), Kind::Malformed});
    rows.push_back({QStringLiteral("https://exa\u00admple.org"), Kind::Malformed});
    rows.push_back({QStringLiteral("https://example.org/") + QString(1 << 20, QLatin1Char('a')), Kind::Malformed});
    rows.push_back({QStringLiteral("https://a") + QChar(u'\0') + QStringLiteral(".example"), Kind::Malformed});
    for (const char *credentials :
         {"https://ada@example.org", "https://ada:secret@example.org/", "https://:secret@example.org",
          "https://@example.org", "https://example.org@evil.example/", "https://example.org:443@evil.example",
          "https://a@b@evil.example", "http://ada%40x@example.org"})
        rows.push_back({text(credentials), Kind::Credentials});
    return rows;
}

} // namespace

void TestAddresses::t22_whatOpens_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<WebAddress::Kind>("kind");
    QTest::addColumn<QString>("toOpen");
    int number = 0;
    for (const Row &row : rows())
        QTest::addRow("%d %s", number++, qPrintable(row.uri.left(60))) << row.uri << row.kind << row.toOpen;
}

void TestAddresses::t22_whatOpens()
{
    QFETCH(QString, uri);
    QFETCH(WebAddress::Kind, kind);
    QFETCH(QString, toOpen);
    const WebAddress address = webAddressOf(uri);
    QCOMPARE(static_cast<int>(address.kind), static_cast<int>(kind));
    QCOMPARE(address.toOpen, toOpen);
    QCOMPARE(addressToOpen(uri), toOpen);
    QCOMPARE(addressNote(uri).isEmpty(),
             kind == Kind::OtherScheme || (kind == Kind::Web && !uri.contains(QChar(u'ü'))));
}

/// What the window opens is what this signal names.
void TestAddresses::t22_onlyWhatOpensReachesTheBrowser()
{
    const auto bench = opened();
    DetailViewModel &detail = *bench->browse.detail();
    QStringList uris;
    QStringList expected;
    for (const Row &row : rows()) {
        if (row.uri.isEmpty())
            continue; // no list has it
        uris.append(row.uri);
        if (!row.toOpen.isEmpty())
            expected.append(row.toOpen);
    }
    uris.removeDuplicates();
    give(*bench, uris);
    QSignalSpy wanted(&detail, &DetailViewModel::browserWanted);
    const QStringList listed = detail.uris(); // each on a line of its own
    for (const QString &uri : listed) {
        QCOMPARE(detail.opens(uri), !addressToOpen(uri).isEmpty());
        detail.openUri(uri);
    }
    detail.openUri(QStringLiteral("https://not-one-of-its.example"));
    QStringList told;
    for (const QVariantList &arguments : wanted)
        told.append(arguments.first().toString());
    QCOMPARE(told, expected);
}

void TestAddresses::t22_theQuickLookupKnowsTheSame()
{
    const auto bench = opened();
    give(*bench, {text("https://ada:secret@example.org"), text("javascript:alert(1)"),
                  text("https://one.example\\@two.example"), text("https://ex\xd0\xb0mple.org")});
    QSignalSpy wanted(&bench->lookup, &QuickLookupViewModel::browserWanted);
    bench->lookup.show();
    bench->lookup.setQuery(bench->browse.detail()->name());
    QTRY_VERIFY(bench->lookup.results()->rowCount() > 0);
    bench->lookup.listActions();
    const QString browse = QStringLiteral("browse:");
    std::vector<int> opening;
    const auto &choices = bench->lookup.actions()->choices();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (choices[i].key.startsWith(browse))
            opening.push_back(static_cast<int>(i));
    }
    QCOMPARE(opening.size(), std::size_t(1));
    QVERIFY(choices[static_cast<std::size_t>(opening.front())].hint.contains(QLatin1String("xn--")));
    bench->lookup.activateAt(opening.front());
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toString(), text("https://xn--exmple-4nf.org"));
}

void TestAddresses::t22_lookAlikesShowWhereTheyLead_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("host");
    const auto row = [](const char *name, const QString &host, const char *real) {
        QTest::newRow(name) << QStringLiteral("https://") + host + QStringLiteral("/x") << QString::fromLatin1(real);
    };
    row("Cyrillic among Latin", QStringLiteral("ex\u0430mple.org"), "xn--exmple-4nf.org");
    row("Greek among Latin", QStringLiteral("g\u03bf\u03bfgle.example"), "xn--ggle-0nda.example");
    row("all Cyrillic", QStringLiteral("\u0430\u0440\u0440\u04cf\u0435.example"), "xn--80ak6aa92e.example");
    row("a dot below", QStringLiteral("exch\u1ea1nge.example"), "xn--exchnge-dn4c.example");
    row("a cedilla below", QStringLiteral("\u0137eepass.example"), "xn--eepass-vbb.example");
    row("dotless", QStringLiteral("m\u0131crosoft.example"), "xn--mcrosoft-tkb.example");
    row("letters twice as wide", QStringLiteral("\uff45xample.org"), "example.org");
    row("behind a hyphen", QStringLiteral("it-\u043e\u0442\u0434\u0435\u043b.example"), "xn--it--pddf0bs6a.example");
    row("in a part below", QStringLiteral("p\u0430y.example.org"), "xn--py-7kc.example.org");
}

void TestAddresses::t22_lookAlikesShowWhereTheyLead()
{
    QFETCH(QString, uri);
    QFETCH(QString, host);
    QCOMPARE(webAddressOf(uri).realHost, host);
    QVERIFY(addressNote(uri).contains(host));
    QVERIFY(addressToOpen(uri).contains(host)); // and nothing else
}

void TestAddresses::t22_namesOfOneScriptAreQuiet_data()
{
    QTest::addColumn<QString>("uri");
    QTest::newRow("ASCII") << QStringLiteral("https://example.org/\u0430");
    QTest::newRow("in ASCII already") << QStringLiteral("https://xn--80ak6aa92e.example/");
    QTest::newRow("Cyrillic") << QStringLiteral("https://\u0436\u0443\u0440\u043d\u0430\u043b.example/");
    QTest::newRow("Japanese") << QStringLiteral("https://\u4f8b\u3048.example/");
    QTest::newRow("Arabic") << QStringLiteral("https://\u0645\u062b\u0627\u0644.example/");
    QTest::newRow("no browser's") << QStringLiteral("ssh://ex\u0430mple.org");
}

void TestAddresses::t22_namesOfOneScriptAreQuiet()
{
    QFETCH(QString, uri);
    QVERIFY(webAddressOf(uri).realHost.isEmpty());
    QVERIFY(addressNote(uri).isEmpty());
}

void TestAddresses::t22_whatIsNotOpenedSaysWhy()
{
    const auto bench = opened();
    const DetailViewModel &detail = *bench->browse.detail();
    QVERIFY(detail.addressNote(text("https://ada:secret@example.org")).contains(QLatin1String("password")));
    QVERIFY(!detail.addressNote(text("https://ada:secret@example.org")).contains(QLatin1String("secret")));
    QVERIFY(detail.addressNote(text("https://a.example\\@b.example")).startsWith(QLatin1String("Not opened")));
    QVERIFY(detail.addressNote(text("ssh://a.example")).isEmpty()); // nobody takes it for one that opens
}

QTEST_MAIN(TestAddresses)
#include "tst_addresses.moc"
