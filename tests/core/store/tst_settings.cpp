// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace coffret;

namespace {

Account sampleAccount()
{
    Account account;
    account.id = QStringLiteral("6d7f5d1c-8a0f-4b7e-9a35-0d8a2f2f0c11");
    account.name = QStringLiteral("Bücherei");
    account.service = Service::CommandK;
    account.server = QUrl(QStringLiteral("https://vault.example.org:8443/sub/path"));
    account.certificateAuthorities = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    account.pinnedCertificate = QByteArray::fromHex("00ff10");
    account.userId = QStringLiteral("u-1");
    account.keyFingerprint = QString(40, QLatin1Char('A'));
    account.serverFingerprint = QString(40, QLatin1Char('B'));
    account.portalUser = QStringLiteral("ada");
    account.givesBackCheckOuts = false;
    account.switchedOff = {QStringLiteral("check-in"), QStringLiteral("batch")};
    account.appIds = {QStringLiteral("billing"), QStringLiteral("web shop")};
    account.seals = true;
    account.keepsOffline = KeepsOffline::Favourites;
    account.sealedFor = {{QStringLiteral("Betty <betty@example.org>"), QString(40, QLatin1Char('C'))}};
    return account;
}

void compareAccounts(const Account &actual, const Account &expected)
{
    QCOMPARE(actual.id, expected.id);
    QCOMPARE(actual.name, expected.name);
    QVERIFY(actual.service == expected.service);
    QCOMPARE(actual.server, expected.server);
    QCOMPARE(actual.certificateAuthorities, expected.certificateAuthorities);
    QCOMPARE(actual.pinnedCertificate, expected.pinnedCertificate);
    QCOMPARE(actual.userId, expected.userId);
    QCOMPARE(actual.keyFingerprint, expected.keyFingerprint);
    QCOMPARE(actual.serverFingerprint, expected.serverFingerprint);
    QCOMPARE(actual.portalUser, expected.portalUser);
    QCOMPARE(actual.givesBackCheckOuts, expected.givesBackCheckOuts);
    QCOMPARE(actual.switchedOff, expected.switchedOff);
    QCOMPARE(actual.appIds, expected.appIds);
    QCOMPARE(actual.seals, expected.seals);
    QCOMPARE(toString(actual.keepsOffline), toString(expected.keepsOffline));
    QCOMPARE(actual.sealedFor, expected.sealedFor);
}

/// JSON written with single quotes, because moc loses its way in raw strings.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    QString folder() const { return m_root->filePath(QStringLiteral("config/coffret")); }
    QString file() const { return folder() + QStringLiteral("/settings.json"); }
    void writeFile(const QByteArray &contents) const
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(contents), contents.size());
    }
    QJsonObject readFile() const
    {
        QFile in(file());
        return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()).object() : QJsonObject();
    }

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void startsWithDefaults()
    {
        Settings settings(folder());
        QVERIFY(settings.load());
        QVERIFY(settings.accounts().isEmpty());
        QCOMPARE(settings.preferences().revealSeconds, 20);
        QVERIFY(settings.movedAside().isEmpty());
        QVERIFY(!QFile::exists(file()));
    }

    void keepsEveryFieldOfAnAccount()
    {
        Settings first(folder());
        QVERIFY(first.load());
        QVERIFY(first.saveAccount(sampleAccount()));
        Settings second(folder());
        QVERIFY(second.load());
        QCOMPARE(second.accounts().size(), 1);
        compareAccounts(second.accounts().constFirst(), sampleAccount());
    }

    void replacesById()
    {
        Settings settings(folder());
        QVERIFY(settings.load());
        QVERIFY(settings.saveAccount(sampleAccount()));
        Account changed = sampleAccount();
        changed.name = QStringLiteral("renamed");
        changed.pinnedCertificate.clear();
        changed.appIds.clear();
        changed.seals = false;
        changed.keepsOffline = KeepsOffline::Used; // as nothing in the file says
        changed.sealedFor.clear();
        QVERIFY(settings.saveAccount(changed));
        QCOMPARE(settings.accounts().size(), 1);
        compareAccounts(settings.accounts().constFirst(), changed);
        QVERIFY(settings.removeAccount(changed.id));
        QVERIFY(settings.accounts().isEmpty());
        QCOMPARE(settings.removeAccount(changed.id).error().kind, ErrorKind::NotFound);
    }

    void refusesAnAccountWithoutIdentity()
    {
        Settings settings(folder());
        QVERIFY(settings.load());
        Account account = sampleAccount();
        account.id.clear();
        QCOMPARE(settings.saveAccount(account).error().kind, ErrorKind::InvalidInput);
        account = sampleAccount();
        account.server.clear();
        QCOMPARE(settings.saveAccount(account).error().kind, ErrorKind::InvalidInput);
    }

    void keepsPreferences()
    {
        Settings first(folder());
        QVERIFY(first.load());
        const QUrl leaks(QStringLiteral("https://leaks.example/range/"));
        QVERIFY(!first.preferences().checksBreaches);
        QVERIFY(first.preferences().breachAddress.isEmpty());
        Preferences chosen;
        chosen.revealSeconds = 45;
        chosen.clipboardSeconds = 10;
        chosen.colourScheme = QStringLiteral("dark");
        chosen.listOrder = QStringLiteral("changed");
        chosen.checksBreaches = true;
        chosen.window = WindowPlace{QRect(-300, 20, 1000, 700), true, 210, 400};
        chosen.breachAddress = leaks;
        QVERIFY(first.savePreferences(chosen));
        Settings second(folder());
        QVERIFY(second.load());
        QCOMPARE(second.preferences().revealSeconds, 45);
        QCOMPARE(second.preferences().clipboardSeconds, 10);
        QCOMPARE(second.preferences().colourScheme, QStringLiteral("dark"));
        QCOMPARE(second.preferences().listOrder, QStringLiteral("changed"));
        QVERIFY(second.preferences().checksBreaches);
        QCOMPARE(second.preferences().window, chosen.window);
        QCOMPARE(second.preferences().breachAddress, leaks);
    }

    void keepsEveryPreference()
    {
        Preferences all;
        all.lockMinutes = 0;
        all.offlineDays = 0;
        all.locksOnSuspend = false;
        all.locksWithScreen = false;
        all.presenting = true;
        all.keepsRecent = false;
        all.locksOnSwitch = all.locksWithLid = all.countsOtherUse = all.notifies = false;
        all.namesInTray = all.namesInNotifications = all.searchedByDesktop = all.knowsNoTray = true;
        all.lookupKeys.clear();
        all.motion = QStringLiteral("reduced");
        all.textPercent = 175;
        all.language = QStringLiteral("pl");
        Settings first(folder());
        QVERIFY(first.load());
        QVERIFY(first.savePreferences(all));
        Settings second(folder());
        QVERIFY(second.load());
        const Preferences &read = second.preferences();
        QCOMPARE(read.lockMinutes, 0);
        QCOMPARE(read.offlineDays, 0);
        QVERIFY(!read.locksOnSuspend && !read.locksWithScreen && read.presenting && !read.keepsRecent);
        QVERIFY(!read.locksOnSwitch && !read.locksWithLid && !read.countsOtherUse && !read.notifies);
        QVERIFY(read.namesInTray && read.namesInNotifications && read.searchedByDesktop && read.knowsNoTray);
        QCOMPARE(read.lookupKeys, QString());
        QCOMPARE(read.motion, QStringLiteral("reduced"));
        QCOMPARE(read.textPercent, 175);
        QCOMPARE(read.language, QStringLiteral("pl"));
        QCOMPARE(Settings::languageIn(folder()), QStringLiteral("pl"));
    }

    void keepsWhatWasChosenForNewPasswords()
    {
        Settings first(folder());
        QVERIFY(first.load());
        QVERIFY(!first.preferences().generator);
        Preferences preferences;
        preferences.generator = GeneratorChoices{
            true, 33, QStringLiteral("abc€"), true, 7, QStringLiteral("·"), QStringLiteral("capitalized"), true};
        QVERIFY(first.savePreferences(preferences));
        Settings second(folder());
        QVERIFY(second.load());
        const std::optional<GeneratorChoices> kept = second.preferences().generator;
        QVERIFY(kept && kept->usesWords && kept->excludesLookAlikes && kept->hasDigit);
        QVERIFY(kept->length == 33 && kept->words == 7);
        QCOMPARE(kept->characters, QStringLiteral("abc€"));
        QCOMPARE(kept->separator, QStringLiteral("·"));
        QCOMPARE(kept->wordCase, QStringLiteral("capitalized"));
    }

    void keepsWhatAnotherVersionChoseForNewPasswords()
    {
        writeFile(json("{'version':1,'preferences':{'generator':{'length':12,'syllables':[3,4]}}}"));
        Settings settings(folder());
        QVERIFY(settings.load());
        Preferences preferences = settings.preferences();
        preferences.generator->length = 40;
        QVERIFY(settings.savePreferences(preferences));
        const QJsonValue kept = readFile()[QLatin1String("preferences")][QLatin1String("generator")];
        QCOMPARE(kept[QLatin1String("length")].toInt(), 40);
        QCOMPARE(kept[QLatin1String("syllables")].toArray(), (QJsonArray{3, 4}));
    }

    void ignoresSenselessChoicesForNewPasswords()
    {
        writeFile(json("{'version':1,'preferences':{'generator':{'length':-3,'wordCount':1e9,'wordCase':'odd',"
                       "'separator':'much too long to be one','characters':7}}}"));
        Settings settings(folder());
        QVERIFY(settings.load());
        const std::optional<GeneratorChoices> kept = settings.preferences().generator;
        QVERIFY(kept && kept->length == 20 && kept->words == 6 && kept->characters.isEmpty());
        QCOMPARE(kept->wordCase, QStringLiteral("lower"));
        QCOMPARE(kept->separator.size(), 10);
        writeFile(json("{'version':1,'preferences':{'generator':'none'}}"));
        QVERIFY(settings.load());
        QVERIFY(!settings.preferences().generator);
    }

    void ignoresPreferencesOutOfRange()
    {
        writeFile(
            json("{'version':1,'preferences':{'revealSeconds':-4,'clipboardSeconds':1e9,'colourScheme':'pink'}}"));
        Settings settings(folder());
        QVERIFY(settings.load());
        QCOMPARE(settings.preferences().revealSeconds, 20);
        QCOMPARE(settings.preferences().clipboardSeconds, 20);
        QCOMPARE(settings.preferences().colourScheme, QStringLiteral("system"));
    }

    void ignoresFurtherPreferencesOutOfRange()
    {
        writeFile(
            json("{'version':1,'preferences':{'lockMinutes':-1,'offlineDays':400,'textPercent':900,'motion':'wild',"
                 "'presenting':'yes','keepsRecent':7,'lookupKeys':7,'language':'../etc'}}"));
        Settings settings(folder());
        QVERIFY(settings.load());
        QCOMPARE(settings.preferences().lockMinutes, 15);
        QCOMPARE(settings.preferences().offlineDays, 30);
        QCOMPARE(settings.preferences().textPercent, 100);
        QCOMPARE(settings.preferences().motion, QStringLiteral("system"));
        QVERIFY(!settings.preferences().presenting && settings.preferences().keepsRecent);
        QCOMPARE(settings.preferences().lookupKeys, Preferences().lookupKeys);
        QCOMPARE(settings.preferences().language, QString());
        QCOMPARE(Settings::languageIn(folder()), QString());
    }

    void isPrivateWhateverTheUmask_data()
    {
        QTest::addColumn<int>("mask");
        QTest::newRow("open") << 0000;
        QTest::newRow("usual") << 0022;
        QTest::newRow("closed") << 0077;
    }

    void isPrivateWhateverTheUmask()
    {
        QFETCH(int, mask);
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        Settings settings(folder());
        QVERIFY(settings.load());
        const auto saved = settings.saveAccount(sampleAccount());
        ::umask(before);
        QVERIFY(saved);
        QCOMPARE(modeOf(file()), mode_t(0600));
        QCOMPARE(modeOf(folder()), mode_t(0700));
    }

    void closesAFileThatWasOpen()
    {
        writeFile(json("{'version':1}"));
        QCOMPARE(::chmod(QFile::encodeName(file()).constData(), 0666), 0);
        QCOMPARE(::chmod(QFile::encodeName(folder()).constData(), 0755), 0);
        Settings settings(folder());
        QVERIFY(settings.load());
        QVERIFY(settings.savePreferences({}));
        QCOMPARE(modeOf(file()), mode_t(0600));
        QCOMPARE(modeOf(folder()), mode_t(0700));
    }

    void movesSenselessFilesAside_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << json("{'version':1,'accounts':[{'id':");
        QTest::newRow("not an object") << QByteArray("[1,2]");
        QTest::newRow("no version") << json("{'accounts':[]}");
        QTest::newRow("wrong types") << json("{'version':1,'accounts':'none'}");
        QTest::newRow("huge") << QByteArray(5 * 1024 * 1024, ' ');
    }

    void movesSenselessFilesAside()
    {
        QFETCH(QByteArray, contents);
        writeFile(contents);
        Settings settings(folder());
        QVERIFY(settings.load());
        QVERIFY(settings.movedAside().startsWith(file()));
        QFile aside(settings.movedAside());
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), contents);
        QVERIFY(settings.saveAccount(sampleAccount()));

        writeFile(contents); // a second time: the first copy stays
        Settings again(folder());
        QVERIFY(again.load());
        QVERIFY(again.movedAside() != settings.movedAside());
        QVERIFY(QFile::exists(settings.movedAside()));
    }

    void keepsWhatItDoesNotKnow()
    {
        writeFile(
            json("{'version':1,'futureKey':{'a':[1]},'preferences':{'revealSeconds':30,'sound':'off'},'accounts':["
                 "{'id':'x','service':'something else','server':'https://a.example','extra':1},"
                 "{'id':'y','service':'fudo','server':'https://b.example','extra':2}]}"));
        Settings settings(folder());
        QVERIFY(settings.load());
        QCOMPARE(settings.accounts().size(), 1);
        Account account = settings.accounts().constFirst();
        QVERIFY(account.service == Service::FudoUag);
        account.name = QStringLiteral("named");
        QVERIFY(settings.saveAccount(account));
        QVERIFY(settings.savePreferences(settings.preferences()));

        const QJsonObject root = readFile();
        QCOMPARE(root.value(QLatin1String("futureKey")).toObject().value(QLatin1String("a")).toArray().size(), 1);
        QCOMPARE(root.value(QLatin1String("preferences")).toObject().value(QLatin1String("sound")).toString(),
                 QStringLiteral("off"));
        const QJsonArray accounts = root.value(QLatin1String("accounts")).toArray();
        QCOMPARE(accounts.size(), 2);
        QCOMPARE(accounts.at(0).toObject().value(QLatin1String("extra")).toInt(), 1);
        QCOMPARE(accounts.at(1).toObject().value(QLatin1String("extra")).toInt(), 2);
        QCOMPARE(accounts.at(1).toObject().value(QLatin1String("name")).toString(), QStringLiteral("named"));
    }

    void leavesAFileOfANewerVersionAlone()
    {
        const QByteArray newer = json("{'version':2,'accounts':[]}");
        writeFile(newer);
        Settings settings(folder());
        QCOMPARE(settings.load().error().kind, ErrorKind::Unsupported);
        QVERIFY(!settings.saveAccount(sampleAccount()));
        QFile in(file());
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(), newer);
    }

    void reportsAFolderThatCannotBeMade()
    {
        QFile blocker(m_root->filePath(QStringLiteral("config")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Settings settings(folder());
        QVERIFY(settings.load());
        QCOMPARE(settings.saveAccount(sampleAccount()).error().kind, ErrorKind::StorageFault);
        QVERIFY(settings.accounts().isEmpty()); // not believed before it is written
    }

    void namesTheServices()
    {
        for (const Service service : {Service::Passbolt, Service::FudoUag, Service::CommandK})
            QVERIFY(serviceFromString(toString(service)).value() == service);
        QCOMPARE(serviceFromString(QStringLiteral("lastpass")).error().kind, ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
